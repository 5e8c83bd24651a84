/** The Kumaraswamy distribution: nearly a beta, with a cdf in closed form. */
import type { DimsOf } from "@credence/draws";
import { digamma, exp, expm1, lbeta, log, log1mExp, log1p, pow, randomExponential } from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, Positive, Unit, Variable } from "../expr/types.js";
import { positive, unit } from "../support.js";
import { hazardTails, logCdfOfHazard } from "./hazard.js";
import { logGammaBend, logGammaBendAt } from "./log-gamma-curve.js";
import { type ScalarFamily, variable } from "./types.js";

const eulerGamma = 0.5772156649015329;
const logOf = (x: number): number => log(Math.min(Math.max(x, 0), 1));

/** −log P(X > x) = −b log(1 − x^a). */
const hazard = (x: number, a: number, b: number): number => -b * log1mExp(a * logOf(x));

/** log E[Xⁿ] = log b B(1 + n/a, b). */
const logMoment = (n: number, a: number, b: number): number => log(b) + lbeta(1 + n / a, b);

export const kumaraswamyFamily: ScalarFamily = {
  name: "kumaraswamy",
  constructorName: "kumaraswamy",
  event: "scalar",
  parameters: [
    { name: "a", support: positive },
    { name: "b", support: positive },
  ],
  support: () => unit,
  logDensity: (x, a, b) => {
    // 1 − x^a by its log, which keeps the digits where x^a is near 1; at 0, which has no log, by the power
    const some = raw.gt(x, 0);
    const logX = raw.log(raw.where(some, x, 0.5));
    const rest = raw.where(some, raw.neg(raw.expm1(logX.mul(a))), raw.sub(1, raw.pow(x, a)));
    return raw
      .log(a)
      .add(raw.log(b))
      .add(raw.xlogy(a.sub(1), x))
      .add(raw.xlogy(b.sub(1), rest));
  },
  tails: hazardTails((x, a, b) => raw.neg(b.mul(raw.log1mExp(raw.log(x).mul(a))))),
  random: (rng, a, b) => pow(-expm1(-randomExponential(rng) / b), 1 / a),
  mean: (a, b) => exp(logMoment(1, a, b)),
  variance: (a, b) => exp(2 * logMoment(1, a, b)) * expm1(logGammaBend(1 / a) - logGammaBendAt(1 + b, 1 / a)),
  entropy: (a, b) => 1 - 1 / b + (1 - 1 / a) * (digamma(b + 1) + eulerGamma) - log(a) - log(b),
  mode: (a, b) => (a >= 1 && b >= 1 && a * b > 1 ? pow((a - 1) / (a * b - 1), 1 / a) : Number.NaN),
  cdf: (x, a, b) => -expm1(-hazard(x, a, b)),
  sf: (x, a, b) => exp(-hazard(x, a, b)),
  logCdf: (x, a, b) => {
    const logPower = a * logOf(x);
    // where x^a underflows, −log(1 − x^a) is x^a
    const logHazard = log(b) + (logPower < -40 ? logPower : log(-log1mExp(logPower)));
    return logCdfOfHazard(hazard(x, a, b), logHazard);
  },
  logSf: (x, a, b) => -hazard(x, a, b),
  quantile: (p, a, b) => pow(-expm1(log1p(-p) / b), 1 / a),
  upperQuantile: (p, a, b) => pow(-expm1(log(p) / b), 1 / a),
};

/** Kumaraswamy with shapes `a` and `b` > 0: P(X > x) = (1 − x^a)^b on [0, 1] (Kumaraswamy 1980; Jones 2009). */
export function kumaraswamy<A extends Input<Positive>, B extends Input<Positive>>(
  a: A,
  b: B,
): Variable<DimsOf<A | B>, Unit> {
  return variable(kumaraswamyFamily, [a, b]);
}
