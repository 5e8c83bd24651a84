/** The beta distribution of a proportion. */
import type { DimsOf } from "@credence/draws";
import {
  digamma,
  incBeta,
  incBetaInverse,
  incBetaUpper,
  incBetaUpperInverse,
  lbeta,
  logIncBeta,
  logIncBetaUpper,
  randomBeta,
} from "@credence/math";
import { lbeta as logBeta, neg, xlog1py, xlogy } from "../expr/raw.js";
import type { Input, Positive, Unit, Variable } from "../expr/types.js";
import { positive, unit } from "../support.js";
import { betaTails } from "./composite/beta-tails.js";
import { type ScalarFamily, variable } from "./types.js";

const within = (x: number): number => Math.min(Math.max(x, 0), 1);

export const betaFamily: ScalarFamily = {
  name: "beta",
  constructorName: "beta",
  event: "scalar",
  parameters: [
    { name: "alpha", support: positive },
    { name: "beta", support: positive },
  ],
  support: () => unit,
  logDensity: (x, a, b) =>
    xlogy(a.sub(1), x)
      .add(xlog1py(b.sub(1), neg(x)))
      .sub(logBeta(a, b)),
  tails: betaTails,
  random: randomBeta,
  mean: (a, b) => a / (a + b),
  variance: (a, b) => (a / (a + b)) * (b / (a + b)) * (1 / (a + b + 1)),
  entropy: (a, b) => lbeta(a, b) - (a - 1) * digamma(a) - (b - 1) * digamma(b) + (a + b - 2) * digamma(a + b),
  mode: (a, b) => (a > 1 && b > 1 ? (a - 1) / (a + b - 2) : Number.NaN),
  cdf: (x, a, b) => incBeta(a, b, within(x)),
  sf: (x, a, b) => incBetaUpper(a, b, within(x)),
  logCdf: (x, a, b) => logIncBeta(a, b, within(x)),
  logSf: (x, a, b) => logIncBetaUpper(a, b, within(x)),
  quantile: (p, a, b) => incBetaInverse(a, b, p),
  upperQuantile: (p, a, b) => incBetaUpperInverse(a, b, p),
};

/** Beta with shapes `alpha` and `beta` > 0: density x^(alpha−1) (1−x)^(beta−1) / B(alpha, beta) on [0, 1]. */
export function beta<A extends Input<Positive>, B extends Input<Positive>>(
  alpha: A,
  beta: B,
): Variable<DimsOf<A | B>, Unit> {
  return variable(betaFamily, [alpha, beta]);
}
