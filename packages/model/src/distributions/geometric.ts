/** The geometric distribution of failures before the first success. */
import type { DimsOf } from "@credence/draws";
import { exp, expm1, log1mExp, log1p, randomExponential, xlog1py as xlog1pyOf, xlogy } from "@credence/math";
import type { ExprNode } from "../expr/node.js";
import { gt, log, neg, xlog1py } from "../expr/raw.js";
import type { Count, Input, Unit, Variable } from "../expr/types.js";
import { count, unit } from "../support.js";
import { discreteQuantile, discreteUpperQuantile } from "./discrete.js";
import { hazardTails } from "./hazard.js";
import { type ScalarFamily, variable } from "./types.js";

/** log P(X > k) = (k + 1) log(1 − p). */
const logSf = (k: number, p: number): number => xlog1pyOf(Math.max(Math.floor(k) + 1, 0), -p);
const cdf = (k: number, p: number): number => -expm1(logSf(k, p));
const sf = (k: number, p: number): number => exp(logSf(k, p));
const bounds = [0, Infinity] as const;

export const geometricFamily: ScalarFamily = {
  name: "geometric0",
  constructorName: "geometric",
  event: "scalar",
  parameters: [{ name: "p", support: unit }],
  requires: { text: "p above 0", holds: (p) => gt(p, 0) },
  support: () => count,
  logDensity: (k, p) => log(p).add(xlog1py(k, neg(p))),
  tails: hazardTails((k, p) => neg(xlog1py(k.add(1), neg(p as ExprNode)))),
  random: (rng, p) => (p === 1 ? 0 : Math.floor(randomExponential(rng) / -log1p(-p))),
  mean: (p) => (1 - p) / p,
  variance: (p) => (1 - p) / p / p,
  entropy: (p) => -(xlogy(p, p) + xlog1pyOf(1 - p, -p)) / p,
  mode: () => 0,
  cdf,
  sf,
  logCdf: (k, p) => log1mExp(logSf(k, p)),
  logSf,
  quantile: (q, p) => discreteQuantile(q, 1 / p, 1 / p, bounds, (k) => cdf(k, p)),
  upperQuantile: (q, p) => discreteUpperQuantile(q, 1 / p, 1 / p, bounds, (k) => sf(k, p)),
};

/** Failures before the first success, each trial succeeding with probability `p` in (0, 1]: values 0, 1, 2, … */
export function geometric<P extends Input<Unit>>(p: P): Variable<DimsOf<P>, Count> {
  return variable(geometricFamily, [p]);
}

/** The same by the name that tells it from {@link geometric1}. */
export const geometric0: typeof geometric = geometric;
