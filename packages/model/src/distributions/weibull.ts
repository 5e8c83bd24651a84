/** The Weibull distribution of lifetimes, whose hazard rises or falls with a power of age. */
import type { DimsOf } from "@credence/draws";
import { exp, expm1, lgamma, log, log1p, pow, randomExponential } from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, Positive, Variable } from "../expr/types.js";
import { nonNegative, positive } from "../support.js";
import { hazardTails, logCdfOfHazard } from "./hazard.js";
import { logGammaBend } from "./log-gamma-curve.js";
import { type ScalarFamily, variable } from "./types.js";

const eulerGamma = 0.5772156649015329;

/** The cumulative hazard (x / scale)^shape. */
const hazard = (x: number, shape: number, scale: number): number => pow(Math.max(x, 0) / scale, shape);

export const weibullFamily: ScalarFamily = {
  name: "weibull",
  constructorName: "weibull",
  event: "scalar",
  parameters: [
    { name: "shape", support: positive },
    { name: "scale", support: positive },
  ],
  support: () => nonNegative,
  logDensity: (x, shape, scale) => {
    const z = x.div(scale);
    return raw
      .log(shape)
      .sub(raw.log(scale))
      .add(raw.xlogy(shape.sub(1), z))
      .sub(raw.pow(z, shape));
  },
  random: (rng, shape, scale) => scale * pow(randomExponential(rng), 1 / shape),
  mean: (shape, scale) => scale * exp(lgamma(1 + 1 / shape)),
  variance: (shape, scale) => (scale * exp(lgamma(1 + 1 / shape))) ** 2 * expm1(logGammaBend(1 / shape)),
  entropy: (shape, scale) => eulerGamma * (1 - 1 / shape) + log(scale / shape) + 1,
  mode: (shape, scale) => (shape > 1 ? scale * pow(1 - 1 / shape, 1 / shape) : 0),
  cdf: (x, shape, scale) => -expm1(-hazard(x, shape, scale)),
  sf: (x, shape, scale) => exp(-hazard(x, shape, scale)),
  logCdf: (x, shape, scale) => logCdfOfHazard(hazard(x, shape, scale), shape * log(Math.max(x, 0) / scale)),
  logSf: (x, shape, scale) => -hazard(x, shape, scale),
  tails: hazardTails(
    (x, shape, scale) => raw.pow(x.div(scale), shape),
    (x, shape, scale) => raw.log(x.div(scale)).mul(shape),
  ),
  quantile: (p, shape, scale) => scale * pow(-log1p(-p), 1 / shape),
  upperQuantile: (p, shape, scale) => scale * pow(-log(p), 1 / shape),
};

/** Weibull with `shape` and `scale` > 0: P(X > x) = exp(−(x / scale)^shape) on [0, ∞). */
export function weibull<A extends Input<Positive>, B extends Input<Positive>>(
  shape: A,
  scale: B,
): Variable<DimsOf<A | B>, Positive> {
  return variable(weibullFamily, [shape, scale]);
}
