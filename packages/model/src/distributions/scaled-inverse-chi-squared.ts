/** The scaled inverse chi-squared distribution: what nu observations of variance s² tell of a normal's variance. */
import type { DimsOf } from "@credence/draws";
import { square } from "../expr/raw.js";
import type { Input, Positive, Variable } from "../expr/types.js";
import { positive } from "../support.js";
import { companionsOf } from "./companions.js";
import { inverseGammaTails } from "./composite/gamma-tails.js";
import { tailsBy } from "./composite/tails-by.js";
import { inverseGammaFamily } from "./inverse-gamma.js";
import { type ScalarFamily, variable } from "./types.js";

export const scaledInverseChiSquaredFamily: ScalarFamily = {
  name: "scaled_inverse_chi_squared",
  constructorName: "scaledInverseChiSquared",
  event: "scalar",
  parameters: [
    { name: "nu", support: positive },
    { name: "s", support: positive },
  ],
  support: () => positive,
  logDensity: (x, nu, s) => inverseGammaFamily.logDensity(x, nu.mul(0.5), nu.mul(0.5).mul(square(s))),
  tails: tailsBy(inverseGammaTails, (nu, s) => [nu.mul(0.5), nu.mul(0.5).mul(square(s))]),
  ...companionsOf(inverseGammaFamily, (nu = Number.NaN, s = Number.NaN) => [nu / 2, (nu / 2) * s * s]),
};

/** nu · s² over a chi-squared variate with `nu` > 0 degrees of freedom; `s` > 0 is a standard deviation. Values in (0, ∞). */
export function scaledInverseChiSquared<A extends Input<Positive>, B extends Input<Positive>>(
  nu: A,
  s: B,
): Variable<DimsOf<A | B>, Positive> {
  return variable(scaledInverseChiSquaredFamily, [nu, s]);
}
