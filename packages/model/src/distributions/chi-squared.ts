/** The chi-squared distribution: a sum of squared standard normals, gamma(nu / 2, 1 / 2). */
import type { DimsOf } from "@credence/draws";
import { constant, type ExprNode } from "../expr/node.js";
import * as raw from "../expr/raw.js";
import type { Input, Positive, Variable } from "../expr/types.js";
import { nonNegative, positive } from "../support.js";
import { gammaTails } from "./composite/gamma-tails.js";
import { tailsBy } from "./composite/tails-by.js";
import { gammaFamily } from "./gamma.js";
import { type ScalarFamily, variable } from "./types.js";

const rate = 0.5;
const { entropy, cdf, sf, logCdf, logSf, quantile, upperQuantile } = gammaFamily as Required<ScalarFamily>;

export const chiSquaredFamily: ScalarFamily = {
  name: "chi_squared",
  constructorName: "chiSquared",
  event: "scalar",
  parameters: [{ name: "nu", support: positive }],
  support: () => nonNegative,
  logDensity: (x, nu) => {
    const shape = nu.mul(0.5);
    return raw.xlogy(shape.sub(1), x).sub(x.mul(rate)).sub(shape.mul(Math.LN2)).sub(raw.lgamma(shape));
  },
  tails: tailsBy(gammaTails, (nu) => [(nu as ExprNode).mul(0.5), constant(rate)]),
  random: (rng, nu) => gammaFamily.random(rng, nu / 2, rate),
  mean: (nu) => nu,
  variance: (nu) => 2 * nu,
  entropy: (nu) => entropy(nu / 2, rate),
  mode: (nu) => Math.max(nu - 2, 0),
  cdf: (x, nu) => cdf(x, nu / 2, rate),
  sf: (x, nu) => sf(x, nu / 2, rate),
  logCdf: (x, nu) => logCdf(x, nu / 2, rate),
  logSf: (x, nu) => logSf(x, nu / 2, rate),
  quantile: (p, nu) => quantile(p, nu / 2, rate),
  upperQuantile: (p, nu) => upperQuantile(p, nu / 2, rate),
};

/** Chi-squared with `nu` > 0 degrees of freedom: mean nu, on [0, ∞). */
export function chiSquared<A extends Input<Positive>>(nu: A): Variable<DimsOf<A>, Positive> {
  return variable(chiSquaredFamily, [nu]);
}
