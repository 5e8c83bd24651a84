/** The Dirichlet distribution of proportions that sum to one. */
import type { Dim, DimsOf } from "@credence/draws";
import { digamma, lgamma as lgammaOf, randomDirichlet, sum as total } from "@credence/math";
import { broadcast, evaluate } from "../expr/evaluate.js";
import { type Axis, sizeOf } from "../expr/layout.js";
import { apply, dataNode, ExprNode, nodeOf, typed } from "../expr/node.js";
import { lgamma, sum, xlogy } from "../expr/raw.js";
import type { SimplexTransform } from "../expr/records.js";
import type { Input, Positive, Simplex, Variable } from "../expr/types.js";
import { positive, real } from "../support.js";
import { type VectorFamily, variable } from "./types.js";

export const dirichletFamily: VectorFamily = {
  name: "dirichlet",
  constructorName: "dirichlet",
  event: "vector",
  parameters: [{ name: "alpha", support: positive }],
  support: (_, [dim]) => (dim === undefined ? real : { kind: "simplex", dim }),
  // the dim of the proportions is the last of the concentrations' (see `alongDim`)
  logDensity: (x, alpha) => {
    const dim = alpha.axes.at(-1) as Axis;
    const normaliser = lgamma(sum(alpha, dim)).sub(sum(lgamma(alpha), dim));
    return sum(xlogy(alpha.sub(1), x), dim).add(normaliser);
  },
  random: (rng, alpha) => randomDirichlet(rng, alpha),
  mean: (alpha) => alpha.map((a) => a / total(alpha)),
  variance: (alpha) => {
    const all = total(alpha);
    return alpha.map((a) => ((a / all) * ((all - a) / all)) / (all + 1));
  },
  // log B(α) + (α₀ − K) ψ(α₀) − Σ (αᵢ − 1) ψ(αᵢ)
  entropy: (alpha) => {
    const all = total(alpha);
    const terms = alpha.map((a) => lgammaOf(a) - (a - 1) * digamma(a));
    return total(terms) - lgammaOf(all) + (all - alpha.length) * digamma(all);
  },
};

/** A parameter over `dim`, which comes last among its dims. */
export function alongDim(dim: Axis, alpha: ExprNode): ExprNode {
  const others = alpha.axes.filter(({ name }) => name !== dim.name);
  const axes = [...others, dim];
  if (alpha.known) return dataNode(axes, broadcast(evaluate(alpha), alpha.axes, axes));
  if (others.length === 0 && alpha.axes.length === 1) return alpha;
  return apply("mul", dataNode(axes, new Float64Array(sizeOf(axes)).fill(1)), alpha);
}

/** How a sampler moves proportions. */
export interface DirichletOptions {
  /** Isometric log-ratios (the default), or an older way: see the guide to transforms. */
  readonly transform?: SimplexTransform;
}

const simplexTransforms: readonly SimplexTransform[] = ["isometric", "stickBreaking", "additive"];

function movedBy(node: ExprNode, dim: Axis, { transform }: DirichletOptions): ExprNode {
  if (transform === undefined || transform === "isometric") return node;
  if (!simplexTransforms.includes(transform))
    throw new TypeError(
      `dirichlet: transform is one of ${simplexTransforms.join(", ")}, got ${JSON.stringify(transform)}`,
    );
  if (node.operation.op !== "random") throw new Error("internal: not a random variable");
  const constraint = { kind: "simplex", dim, transform } as const;
  return new ExprNode({ ...node.operation, constraint }, node.args, node.axes, node.range);
}

/**
 * Proportions along `dim` with density ∝ Π xᵢ^(αᵢ − 1).
 *
 * @param concentration α > 0: one number for all labels, one for each (an array), or an expression.
 */
export function dirichlet<D extends string, A extends Input<Positive> | readonly number[]>(
  dim: Dim<D>,
  concentration: A,
  options: DirichletOptions = {},
): Variable<D | DimsOf<A>, Simplex<D>> {
  const alpha = Array.isArray(concentration)
    ? ofLabels(dim, concentration)
    : nodeOf(concentration as Input<Positive>, "the alpha of dirichlet");
  const proportions = variable<Variable<D>>(dirichletFamily, [typed(alongDim(dim, alpha))], [dim]);
  return typed(movedBy(nodeOf(proportions), dim, options));
}

function ofLabels(dim: Axis, values: readonly number[]): ExprNode {
  if (values.length !== dim.size)
    throw new RangeError(
      `dirichlet got ${values.length} concentrations; dim "${dim.name}" has ${dim.size} labels: give one for each`,
    );
  return dataNode([dim], Float64Array.from(values));
}
