/** The inverse chi-squared distribution: one over a chi-squared variate, inverseGamma(nu / 2, 1 / 2). */
import type { DimsOf } from "@credence/draws";
import type { ExprNode } from "../expr/node.js";
import { constant } from "../expr/node.js";
import type { Input, Positive, Variable } from "../expr/types.js";
import { positive } from "../support.js";
import { companionsOf } from "./companions.js";
import { inverseGammaTails } from "./composite/gamma-tails.js";
import { tailsBy } from "./composite/tails-by.js";
import { inverseGammaFamily } from "./inverse-gamma.js";
import { type ScalarFamily, variable } from "./types.js";

export const inverseChiSquaredFamily: ScalarFamily = {
  name: "inverse_chi_squared",
  constructorName: "inverseChiSquared",
  event: "scalar",
  parameters: [{ name: "nu", support: positive }],
  support: () => positive,
  logDensity: (x, nu) => inverseGammaFamily.logDensity(x, nu.mul(0.5), constant(0.5)),
  tails: tailsBy(inverseGammaTails, (nu) => [(nu as ExprNode).mul(0.5), constant(0.5)]),
  ...companionsOf(inverseGammaFamily, (nu = Number.NaN) => [nu / 2, 0.5]),
};

/** One over a chi-squared variate with `nu` > 0 degrees of freedom: mean 1 / (nu − 2) where nu > 2, on (0, ∞). */
export function inverseChiSquared<A extends Input<Positive>>(nu: A): Variable<DimsOf<A>, Positive> {
  return variable(inverseChiSquaredFamily, [nu]);
}
