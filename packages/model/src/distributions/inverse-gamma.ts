/** The inverse gamma distribution: one over a gamma variate, the conjugate prior of a normal's variance. */
import type { DimsOf } from "@credence/draws";
import {
  digamma,
  exp,
  incGamma,
  incGammaInverse,
  incGammaUpper,
  incGammaUpperInverse,
  lgamma,
  log,
  logIncGamma,
  logIncGammaUpper,
  randomLogGamma,
} from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, Positive, Variable } from "../expr/types.js";
import { positive } from "../support.js";
import { inverseGammaTails } from "./composite/gamma-tails.js";
import { type ScalarFamily, variable } from "./types.js";

/** The gamma variate that belongs to x. */
const inverted = (x: number, scale: number): number => scale / Math.max(x, 0);

export const inverseGammaFamily: ScalarFamily = {
  name: "inverse_gamma",
  constructorName: "inverseGamma",
  event: "scalar",
  parameters: [
    { name: "shape", support: positive },
    { name: "scale", support: positive },
  ],
  support: () => positive,
  logDensity: (x, shape, scale) =>
    raw
      .log(scale)
      .mul(shape)
      .sub(raw.log(x).mul(shape.add(1)))
      .sub(scale.div(x))
      .sub(raw.lgamma(shape)),
  tails: inverseGammaTails,
  random: (rng, shape, scale) => scale * exp(-randomLogGamma(rng, shape)),
  mean: (shape, scale) => (shape > 1 ? scale / (shape - 1) : Infinity),
  variance: (shape, scale) => (shape > 2 ? (scale / (shape - 1)) ** 2 / (shape - 2) : Infinity),
  entropy: (shape, scale) => shape + log(scale) + lgamma(shape) - (1 + shape) * digamma(shape),
  mode: (shape, scale) => scale / (shape + 1),
  cdf: (x, shape, scale) => incGammaUpper(shape, inverted(x, scale)),
  sf: (x, shape, scale) => incGamma(shape, inverted(x, scale)),
  logCdf: (x, shape, scale) => logIncGammaUpper(shape, inverted(x, scale)),
  logSf: (x, shape, scale) => logIncGamma(shape, inverted(x, scale)),
  quantile: (p, shape, scale) => scale / incGammaUpperInverse(shape, p),
  upperQuantile: (p, shape, scale) => scale / incGammaInverse(shape, p),
};

/** Inverse gamma with `shape` and `scale` > 0: density ∝ x^(−shape−1) exp(−scale / x) on (0, ∞). */
export function inverseGamma<A extends Input<Positive>, B extends Input<Positive>>(
  shape: A,
  scale: B,
): Variable<DimsOf<A | B>, Positive> {
  return variable(inverseGammaFamily, [shape, scale]);
}
