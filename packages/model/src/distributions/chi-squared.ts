/** The chi-squared distribution: a sum of squared standard normals, gamma(nu / 2, 1 / 2). */
import type { DimsOf } from "@credence/draws";
import * as raw from "../expr/raw.js";
import type { Input, Positive, Variable } from "../expr/types.js";
import { nonNegative, positive } from "../support.js";
import { gammaFamily } from "./gamma.js";
import { type ScalarFamily, variable } from "./types.js";

type OfGamma = (shape: number, rate: number) => number;
type AtOfGamma = (x: number, shape: number, rate: number) => number;
const moment =
  (f: unknown) =>
  (nu: number): number =>
    (f as OfGamma)(nu / 2, 0.5);
const at =
  (f: unknown) =>
  (x: number, nu: number): number =>
    (f as AtOfGamma)(x, nu / 2, 0.5);

export const chiSquaredFamily: ScalarFamily = {
  name: "chi_squared",
  constructorName: "chiSquared",
  event: "scalar",
  parameters: [{ name: "nu", support: positive }],
  support: () => nonNegative,
  logDensity: (x, nu) => {
    const shape = nu.mul(0.5);
    return raw.xlogy(shape.sub(1), x).sub(x.mul(0.5)).sub(shape.mul(Math.LN2)).sub(raw.lgamma(shape));
  },
  random: (rng, nu) => gammaFamily.random(rng, nu / 2, 0.5),
  mean: (nu) => nu,
  variance: (nu) => 2 * nu,
  entropy: moment(gammaFamily.entropy),
  mode: (nu) => Math.max(nu - 2, 0),
  cdf: at(gammaFamily.cdf),
  sf: at(gammaFamily.sf),
  logCdf: at(gammaFamily.logCdf),
  logSf: at(gammaFamily.logSf),
  quantile: at(gammaFamily.quantile),
  upperQuantile: at(gammaFamily.upperQuantile),
};

/** Chi-squared with `nu` > 0 degrees of freedom: mean nu, on [0, ∞). */
export function chiSquared<A extends Input<Positive>>(nu: A): Variable<DimsOf<A>, Positive> {
  return variable(chiSquaredFamily, [nu]);
}
