/** The log-logistic distribution: the exponential of a logistic, with tails that are powers. */
import type { DimsOf } from "@credence/draws";
import { exp, invLogit, log, logInvLogit, logit, pow, randomExponential, sin } from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, Positive, Variable } from "../expr/types.js";
import { nonNegative, positive } from "../support.js";
import { tailsAt } from "./composite/tails-by.js";
import { logisticTails } from "./logistic.js";
import { type ScalarFamily, variable } from "./types.js";

/** The log-odds that X is below x. */
const logOdds = (x: number, alpha: number, beta: number): number => beta * log(Math.max(x, 0) / alpha);

export const logLogisticFamily: ScalarFamily = {
  name: "log_logistic",
  constructorName: "logLogistic",
  event: "scalar",
  parameters: [
    { name: "alpha", support: positive },
    { name: "beta", support: positive },
  ],
  support: () => nonNegative,
  logDensity: (x, alpha, beta) => {
    const z = x.div(alpha);
    // z^β ≤ 1, its inverse where z > 1: (1 + z^β)² = large^2β (1 + q^β)²
    const large = raw.max(z, 1);
    const q = raw.min(1, z).div(large);
    return raw
      .log(beta)
      .sub(raw.log(alpha))
      .add(raw.xlogy(beta.sub(1), z))
      .sub(raw.log(large).mul(beta).mul(2))
      .sub(raw.log1p(raw.pow(q, beta)).mul(2));
  },
  tails: tailsAt(
    logisticTails,
    (x, alpha, beta) => raw.log(x.div(alpha)).mul(beta),
    () => [],
  ),
  random: (rng, alpha, beta) => alpha * pow(randomExponential(rng) / randomExponential(rng), 1 / beta),
  mean: (alpha, beta) => (beta > 1 ? alpha * overSine(Math.PI / beta) : Infinity),
  variance: (alpha, beta) => {
    if (!(beta > 2)) return Infinity;
    const b = Math.PI / beta;
    return alpha * alpha * (overSine(2 * b) - overSine(b) * overSine(b));
  },
  entropy: (alpha, beta) => log(alpha / beta) + 2,
  mode: (alpha, beta) => (beta > 1 ? alpha * pow((beta - 1) / (beta + 1), 1 / beta) : 0),
  cdf: (x, alpha, beta) => invLogit(logOdds(x, alpha, beta)),
  sf: (x, alpha, beta) => invLogit(-logOdds(x, alpha, beta)),
  logCdf: (x, alpha, beta) => logInvLogit(logOdds(x, alpha, beta)),
  logSf: (x, alpha, beta) => logInvLogit(-logOdds(x, alpha, beta)),
  quantile: (p, alpha, beta) => alpha * exp(logit(p) / beta),
  upperQuantile: (p, alpha, beta) => alpha * exp(-logit(p) / beta),
};

const overSine = (b: number): number => b / sin(b);

/** Log-logistic with scale (the median) `alpha` and shape `beta` > 0: P(X > x) = 1 / (1 + (x / alpha)^beta) on [0, ∞). */
export function logLogistic<A extends Input<Positive>, B extends Input<Positive>>(
  alpha: A,
  beta: B,
): Variable<DimsOf<A | B>, Positive> {
  return variable(logLogisticFamily, [alpha, beta]);
}
