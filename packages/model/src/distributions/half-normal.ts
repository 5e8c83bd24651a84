/** The positive half of a normal around 0: the usual prior of a scale. */
import type { DimsOf } from "@credence/draws";
import { erf, erfc, incGammaInverse, log, log1p, probit, stdNormalLogCdf } from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, Positive, Variable } from "../expr/types.js";
import { nonNegative, positive } from "../support.js";
import { halfNormalTails, halfNormalTruncation } from "./composite/truncated-normal.js";
import { type ScalarFamily, variable } from "./types.js";

const halfLogTwoOverPi = -0.22579135264472744;
const rootTwoOverPi = 0.7978845608028654;

/** z = |Z|: z² / 2 is gamma(½, 1), which keeps the digits of small quantiles. */
const quantile = (p: number): number => (p > 0.5 ? -probit((1 - p) / 2) : Math.sqrt(2 * incGammaInverse(0.5, p)));

export const halfNormalFamily: ScalarFamily = {
  name: "half_normal",
  constructorName: "halfNormal",
  event: "scalar",
  parameters: [{ name: "sigma", support: positive }],
  support: () => nonNegative,
  logDensity: (x, sigma) => raw.square(x.div(sigma)).mul(-0.5).sub(raw.log(sigma)).add(halfLogTwoOverPi),
  random: (rng, sigma) => sigma * Math.abs(rng.normal()),
  mean: (sigma) => sigma * rootTwoOverPi,
  variance: (sigma) => sigma * sigma * (1 - rootTwoOverPi * rootTwoOverPi),
  entropy: (sigma) => 0.5 - halfLogTwoOverPi + log(sigma),
  mode: () => 0,
  cdf: (x, sigma) => erf((Math.max(x, 0) / sigma) * Math.SQRT1_2),
  sf: (x, sigma) => erfc((Math.max(x, 0) / sigma) * Math.SQRT1_2),
  logCdf: (x, sigma) => {
    const z = (Math.max(x, 0) / sigma) * Math.SQRT1_2;
    return z > 0.5 ? log1p(-erfc(z)) : log(erf(z));
  },
  logSf: (x, sigma) => {
    const z = Math.max(x, 0) / sigma;
    return z < 0.5 ? log1p(-erf(z * Math.SQRT1_2)) : stdNormalLogCdf(-z) + Math.LN2;
  },
  tails: halfNormalTails,
  truncation: halfNormalTruncation,
  quantile: (p, sigma) => sigma * quantile(p),
  upperQuantile: (p, sigma) => sigma * (p < 0.5 ? -probit(p / 2) : quantile(1 - p)),
};

/** |Z| · `sigma` for a standard normal Z; `sigma` > 0 is the standard deviation before folding. Values in [0, ∞). */
export function halfNormal<A extends Input<Positive>>(sigma: A): Variable<DimsOf<A>, Positive> {
  return variable(halfNormalFamily, [sigma]);
}
