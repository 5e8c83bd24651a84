/** The uniform distribution between bounds, which may depend on other variables. */
import type { DimsOf } from "@credence/draws";
import { log, log1p } from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Arg, Bounded, Real, Variable } from "../expr/types.js";
import { real } from "../support.js";
import { boundsOf } from "./bounds.js";
import { type ScalarFamily, variable } from "./types.js";

const share = (part: number, whole: number): number => Math.min(Math.max(part / whole, 0), 1);
const cdf = (x: number, lower: number, upper: number): number => share(x - lower, upper - lower);
const sf = (x: number, lower: number, upper: number): number => share(upper - x, upper - lower);
/** log p, by 1 − p where that keeps more digits. */
const logOf = (p: number, complement: number): number => (p > 0.5 ? log1p(-complement) : log(p));

export const uniformFamily: ScalarFamily = {
  name: "uniform",
  constructorName: "uniform",
  event: "scalar",
  parameters: [
    { name: "lower", support: real },
    { name: "upper", support: real },
  ],
  requires: { text: "lower below upper", holds: (lower, upper) => raw.lt(lower, upper) },
  support: ([lower, upper]) =>
    lower === undefined || upper === undefined ? real : { kind: "interval", ...boundsOf(lower, upper), closed: true },
  // x · 0: one density for each x, also where the bounds have fewer dims
  logDensity: (x, lower, upper) => x.mul(0).sub(raw.log(upper.sub(lower))),
  random: (rng, lower, upper) => lower + (upper - lower) * rng.uniform(),
  mean: (lower, upper) => lower + (upper - lower) / 2,
  variance: (lower, upper) => (upper - lower) * ((upper - lower) / 12),
  entropy: (lower, upper) => log(upper - lower),
  cdf,
  sf,
  logCdf: (x, lower, upper) => logOf(cdf(x, lower, upper), sf(x, lower, upper)),
  logSf: (x, lower, upper) => logOf(sf(x, lower, upper), cdf(x, lower, upper)),
  tails: {
    logBelow: (x, lower, upper) => raw.log(x.sub(lower)).sub(raw.log(upper.sub(lower))),
    logAbove: (x, lower, upper) => raw.log(upper.sub(x)).sub(raw.log(upper.sub(lower))),
    logBetween: (from, to, lower, upper) => raw.log(to.sub(from)).sub(raw.log(upper.sub(lower))),
  },
  quantile: (p, lower, upper) => lower + p * (upper - lower),
  upperQuantile: (p, lower, upper) => upper - p * (upper - lower),
};

/** Uniform on [`lower`, `upper`], lower < upper; the bounds may be expressions of other variables. */
export function uniform<L extends Arg, U extends Arg>(
  lower: L,
  upper: U,
): Variable<DimsOf<L | U>, Bounded<Real, L, U>> {
  return variable(uniformFamily, [lower, upper]);
}
