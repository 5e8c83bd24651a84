/** The multinomial distribution of counts that add up to n, and its mixture over Dirichlet proportions. */
import type { Dim, DimsOf } from "@credence/draws";
import { type Rng, randomBinomial, randomDirichlet, sum as total } from "@credence/math";
import type { Axes, Axis } from "../../expr/layout.js";
import { type ExprNode, nodeOf } from "../../expr/node.js";
import { abs, gt, lbeta, le, lgamma, log, max, sum, where, xlogy } from "../../expr/raw.js";
import type { Support } from "../../expr/records.js";
import type { Count, Input, Node, Positive, Simplex, Variable } from "../../expr/types.js";
import { count, positive, unit } from "../../support.js";
import { boundOf } from "../bounds.js";
import { simplexDim } from "../simplex-dim.js";
import { type VectorFamily, variable } from "../types.js";
import { withLast } from "./shape.js";

const supportOver = ([n]: readonly ExprNode[], [dim]: Axes): Support =>
  dim === undefined || n === undefined ? count : { kind: "counts", dim, total: boundOf(n) };
/** The dim of the counts is the last of the second parameter's (see `withLast`). */
const lastDim = (x: ExprNode): Axis => x.axes.at(-1) as Axis;

/** Counts of each kind, one binomial after the other. */
function randomCounts(rng: Rng, n: number, p: Float64Array): Float64Array {
  const out = new Float64Array(p.length);
  let left = n;
  let share = total(p);
  p.forEach((own, k) => {
    const last = k === p.length - 1;
    const taken = last || left === 0 ? left : randomBinomial(rng, left, Math.min(1, Math.max(0, own / share)));
    out[k] = taken;
    left -= taken;
    share -= own;
  });
  return out;
}

export const multinomialFamily: VectorFamily = {
  name: "multinomial",
  constructorName: "multinomial",
  event: "vector",
  parameters: [
    { name: "n", support: count },
    { name: "p", support: unit },
  ],
  requires: {
    text: "probabilities p that sum to one",
    holds: (_, p) => le(abs(sum(p, lastDim(p)).sub(1)), 1e-8),
  },
  support: supportOver,
  logDensity: (x, n, p) => sum(xlogy(x, p).sub(lgamma(x.add(1))), lastDim(p)).add(lgamma(n.add(1))),
  random: (rng, n, p) => randomCounts(rng, n[0] as number, p),
  mean: (n, p) => p.map((v) => v * (n[0] as number)),
  variance: (n, p) => p.map((v) => v * (1 - v) * (n[0] as number)),
};

export const dirichletMultinomialFamily: VectorFamily = {
  name: "dirichlet_multinomial",
  constructorName: "dirichletMultinomial",
  event: "vector",
  parameters: [
    { name: "n", support: count },
    { name: "alpha", support: positive },
  ],
  support: supportOver,
  // n B(α₀, n) / Π xₖ B(αₖ, xₖ) over the kinds that were seen
  logDensity: (x, n, alpha) => {
    const dim = lastDim(alpha);
    const logOf = (k: ExprNode, a: ExprNode): ExprNode => {
      const seen = max(k, 1);
      return where(gt(k, 0), log(seen).add(lbeta(a, seen)), 0);
    };
    return logOf(n, sum(alpha, dim)).sub(sum(logOf(x, alpha), dim));
  },
  random: (rng, n, alpha) => randomCounts(rng, n[0] as number, randomDirichlet(rng, alpha)),
  mean: (n, alpha) => alpha.map((a) => (a / total(alpha)) * (n[0] as number)),
  variance: ([n = 0], alpha) => {
    const all = total(alpha);
    return alpha.map((a) => n * (a / all) * (1 - a / all) * ((n + all) / (1 + all)));
  },
};

/** How often each label of p's dim comes up in `n` independent draws with probabilities `p`: counts that add up to n. */
export function multinomial<N extends Input<Count>, E extends string, D extends string>(
  n: N,
  p: Node<E, Simplex<D>>,
): Variable<E | DimsOf<N>, Count> {
  const dim = simplexDim(nodeOf(p, "the p of multinomial"));
  return variable(multinomialFamily, [n, withLast(p, dim, "the p of multinomial")], [dim]);
}

/**
 * Counts along `dim` that add up to `n`, with probabilities that are Dirichlet with concentrations `alpha` > 0: the
 * multinomial with overdispersion.
 */
export function dirichletMultinomial<D extends string, N extends Input<Count>, E extends string>(
  dim: Dim<D>,
  n: N,
  alpha: Node<E | D, Positive>,
): Variable<E | D | DimsOf<N>, Count> {
  return variable(dirichletMultinomialFamily, [n, withLast(alpha, dim, "the alpha of dirichletMultinomial")], [dim]);
}
