/** The Rayleigh distribution: the length of a vector of two independent normals. */
import type { DimsOf } from "@credence/draws";
import { exp, expm1, log, log1p, randomExponential } from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, Positive, Variable } from "../expr/types.js";
import { nonNegative, positive } from "../support.js";
import { hazardTails, logCdfOfHazard } from "./hazard.js";
import { type ScalarFamily, variable } from "./types.js";

const eulerGamma = 0.5772156649015329;

/** z² / 2, the exponential variate that belongs to x. */
const halfSquare = (x: number, sigma: number): number => 0.5 * (Math.max(x, 0) / sigma) ** 2;

export const rayleighFamily: ScalarFamily = {
  name: "rayleigh",
  constructorName: "rayleigh",
  event: "scalar",
  parameters: [{ name: "sigma", support: positive }],
  support: () => nonNegative,
  logDensity: (x, sigma) => {
    const z = x.div(sigma);
    return raw.log(z).sub(raw.log(sigma)).sub(raw.square(z).mul(0.5));
  },
  random: (rng, sigma) => sigma * Math.sqrt(2 * randomExponential(rng)),
  mean: (sigma) => sigma * Math.sqrt(Math.PI / 2),
  variance: (sigma) => sigma * sigma * (2 - Math.PI / 2),
  entropy: (sigma) => 1 + log(sigma) - Math.LN2 / 2 + eulerGamma / 2,
  mode: (sigma) => sigma,
  cdf: (x, sigma) => -expm1(-halfSquare(x, sigma)),
  sf: (x, sigma) => exp(-halfSquare(x, sigma)),
  logCdf: (x, sigma) => logCdfOfHazard(halfSquare(x, sigma), 2 * log(Math.max(x, 0) / sigma) - Math.LN2),
  logSf: (x, sigma) => -halfSquare(x, sigma),
  tails: hazardTails(
    (x, sigma) => raw.square(x.div(sigma)).mul(0.5),
    (x, sigma) => raw.log(x.div(sigma)).mul(2).sub(Math.LN2),
  ),
  quantile: (p, sigma) => sigma * Math.sqrt(-2 * log1p(-p)),
  upperQuantile: (p, sigma) => sigma * Math.sqrt(-2 * log(p)),
};

/** Rayleigh: density x / sigma² · exp(−x² / 2 sigma²) on [0, ∞); `sigma` > 0 is the standard deviation of either normal. */
export function rayleigh<A extends Input<Positive>>(sigma: A): Variable<DimsOf<A>, Positive> {
  return variable(rayleighFamily, [sigma]);
}
