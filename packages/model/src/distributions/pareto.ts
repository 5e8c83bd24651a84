/** The Pareto distribution: a tail that is a power, from a smallest value on. */
import type { DimsOf } from "@credence/draws";
import { exp, expm1, log, log1p, randomExponential } from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, Positive, Variable } from "../expr/types.js";
import { positive } from "../support.js";
import { boundOf } from "./bounds.js";
import { hazardTails, logCdfOfHazard } from "./hazard.js";
import { type ScalarFamily, variable } from "./types.js";

/** −log P(X > x) = alpha log(x / m); the difference is exact where x is near m. */
const hazard = (x: number, alpha: number, m: number): number => alpha * log1p(Math.max(x - m, 0) / m);

export const paretoFamily: ScalarFamily = {
  name: "pareto",
  constructorName: "pareto",
  event: "scalar",
  parameters: [
    { name: "alpha", support: positive },
    { name: "m", support: positive },
  ],
  support: ([, m]) => (m === undefined ? positive : { kind: "interval", lower: boundOf(m), closed: true }),
  logDensity: (x, alpha, m) =>
    raw
      .log(alpha)
      .sub(raw.log1p(x.sub(m).div(m)).mul(alpha))
      .sub(raw.log(x)),
  tails: hazardTails((x, alpha, m) => raw.log1p(x.sub(m).div(m)).mul(alpha)),
  random: (rng, alpha, m) => m * exp(randomExponential(rng) / alpha),
  mean: (alpha, m) => (alpha > 1 ? m * (alpha / (alpha - 1)) : Infinity),
  variance: (alpha, m) => (alpha > 2 ? ((m / (alpha - 1)) ** 2 * alpha) / (alpha - 2) : Infinity),
  entropy: (alpha, m) => log(m / alpha) + 1 + 1 / alpha,
  mode: (_alpha, m) => m,
  cdf: (x, alpha, m) => -expm1(-hazard(x, alpha, m)),
  sf: (x, alpha, m) => exp(-hazard(x, alpha, m)),
  logCdf: (x, alpha, m) => {
    const h = hazard(x, alpha, m);
    return logCdfOfHazard(h, log(h));
  },
  logSf: (x, alpha, m) => -hazard(x, alpha, m),
  quantile: (p, alpha, m) => m * exp(-log1p(-p) / alpha),
  upperQuantile: (p, alpha, m) => m * exp(-log(p) / alpha),
};

/** Pareto with shape `alpha` > 0 and smallest value `m` > 0: P(X > x) = (m / x)^alpha on [m, ∞). */
export function pareto<A extends Input<Positive>, B extends Input<Positive>>(
  alpha: A,
  m: B,
): Variable<DimsOf<A | B>, Positive> {
  return variable(paretoFamily, [alpha, m]);
}
