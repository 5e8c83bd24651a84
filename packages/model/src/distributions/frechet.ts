/** The Fréchet distribution of the largest of many values whose tails are powers: one over a Weibull variate. */
import type { DimsOf } from "@credence/draws";
import { exp, expm1, lgamma, log, log1p, pow, randomExponential } from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, Positive, Variable } from "../expr/types.js";
import { positive } from "../support.js";
import { logCdfOfHazard, risingHazardTails } from "./hazard.js";
import { logGammaBend } from "./log-gamma-curve.js";
import { type ScalarFamily, variable } from "./types.js";

const eulerGamma = 0.5772156649015329;

/** −log P(X ≤ x). */
const excess = (x: number, alpha: number, sigma: number): number => pow(Math.max(x, 0) / sigma, -alpha);

export const frechetFamily: ScalarFamily = {
  name: "frechet",
  constructorName: "frechet",
  event: "scalar",
  parameters: [
    { name: "alpha", support: positive },
    { name: "sigma", support: positive },
  ],
  support: () => positive,
  logDensity: (x, alpha, sigma) => {
    const z = x.div(sigma);
    return raw
      .log(alpha)
      .sub(raw.log(sigma))
      .sub(raw.log(z).mul(alpha.add(1)))
      .sub(raw.pow(z, raw.neg(alpha)));
  },
  tails: risingHazardTails((x, alpha, sigma) => raw.neg(alpha).mul(raw.log(x.div(sigma)))),
  random: (rng, alpha, sigma) => sigma * pow(randomExponential(rng), -1 / alpha),
  mean: (alpha, sigma) => (alpha > 1 ? sigma * exp(lgamma(1 - 1 / alpha)) : Infinity),
  variance: (alpha, sigma) =>
    alpha > 2 ? (sigma * exp(lgamma(1 - 1 / alpha))) ** 2 * expm1(logGammaBend(-1 / alpha)) : Infinity,
  entropy: (alpha, sigma) => 1 + eulerGamma * (1 + 1 / alpha) + log(sigma / alpha),
  mode: (alpha, sigma) => sigma * pow(alpha / (1 + alpha), 1 / alpha),
  cdf: (x, alpha, sigma) => exp(-excess(x, alpha, sigma)),
  sf: (x, alpha, sigma) => -expm1(-excess(x, alpha, sigma)),
  logCdf: (x, alpha, sigma) => -excess(x, alpha, sigma),
  logSf: (x, alpha, sigma) => logCdfOfHazard(excess(x, alpha, sigma), -alpha * log(Math.max(x, 0) / sigma)),
  quantile: (p, alpha, sigma) => sigma * pow(-log(p), -1 / alpha),
  upperQuantile: (p, alpha, sigma) => sigma * pow(-log1p(-p), -1 / alpha),
};

/** Fréchet with shape `alpha` and scale `sigma` > 0: P(X ≤ x) = exp(−(x / sigma)^−alpha) on (0, ∞). */
export function frechet<A extends Input<Positive>, B extends Input<Positive>>(
  alpha: A,
  sigma: B,
): Variable<DimsOf<A | B>, Positive> {
  return variable(frechetFamily, [alpha, sigma]);
}
