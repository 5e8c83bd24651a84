/** The gamma distribution of rates and waiting times. */
import type { DimsOf } from "@credence/draws";
import {
  digamma,
  incGamma,
  incGammaInverse,
  incGammaUpper,
  incGammaUpperInverse,
  lgamma,
  log,
  logIncGamma,
  logIncGammaUpper,
  randomGamma,
} from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, Positive, Variable } from "../expr/types.js";
import { nonNegative, positive } from "../support.js";
import { gammaTails } from "./composite/gamma-tails.js";
import { type ScalarFamily, variable } from "./types.js";

const scaled = (x: number, rate: number): number => rate * Math.max(x, 0);

export const gammaFamily: ScalarFamily = {
  name: "gamma",
  constructorName: "gamma",
  event: "scalar",
  parameters: [
    { name: "shape", support: positive },
    { name: "rate", support: positive },
  ],
  support: () => nonNegative,
  logDensity: (x, shape, rate) =>
    raw
      .log(rate)
      .mul(shape)
      .add(raw.xlogy(shape.sub(1), x))
      .sub(rate.mul(x))
      .sub(raw.lgamma(shape)),
  tails: gammaTails,
  random: (rng, shape, rate) => randomGamma(rng, shape) / rate,
  mean: (shape, rate) => shape / rate,
  variance: (shape, rate) => shape / rate / rate,
  entropy: (shape, rate) => shape - log(rate) + lgamma(shape) + (1 - shape) * digamma(shape),
  mode: (shape, rate) => Math.max(shape - 1, 0) / rate,
  cdf: (x, shape, rate) => incGamma(shape, scaled(x, rate)),
  sf: (x, shape, rate) => incGammaUpper(shape, scaled(x, rate)),
  logCdf: (x, shape, rate) => logIncGamma(shape, scaled(x, rate)),
  logSf: (x, shape, rate) => logIncGammaUpper(shape, scaled(x, rate)),
  quantile: (p, shape, rate) => incGammaInverse(shape, p) / rate,
  upperQuantile: (p, shape, rate) => incGammaUpperInverse(shape, p) / rate,
};

/** Gamma with `shape` and `rate` > 0: mean shape / rate, density ∝ x^(shape−1) exp(−rate · x) on [0, ∞). */
export function gamma<A extends Input<Positive>, B extends Input<Positive>>(
  shape: A,
  rate: B,
): Variable<DimsOf<A | B>, Positive> {
  return variable(gammaFamily, [shape, rate]);
}
