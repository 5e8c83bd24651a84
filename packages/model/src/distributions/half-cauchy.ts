/** The positive half of a Cauchy around 0: a prior of scales with very heavy tails (Gelman 2006). */
import type { DimsOf } from "@credence/draws";
import { atan2, log, log1p, tan } from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, Positive, Variable } from "../expr/types.js";
import { nonNegative, positive } from "../support.js";
import { halfCauchyTails } from "./composite/cauchy-tails.js";
import { type ScalarFamily, variable } from "./types.js";

const logTwoOverPi = -0.4515827052894549;
const quarterTurns = (y: number, x: number): number => atan2(y, x) / (Math.PI / 2);

const cdf = (x: number, sigma: number): number => quarterTurns(Math.max(x, 0) / sigma, 1);
const sf = (x: number, sigma: number): number => quarterTurns(1, Math.max(x, 0) / sigma);
const quantile = (p: number): number => (p > 0.5 ? 1 / tan((Math.PI / 2) * (1 - p)) : tan((Math.PI / 2) * p));
const upperQuantile = (p: number): number => (p > 0.5 ? tan((Math.PI / 2) * (1 - p)) : 1 / tan((Math.PI / 2) * p));

export const halfCauchyFamily: ScalarFamily = {
  name: "half_cauchy",
  constructorName: "halfCauchy",
  event: "scalar",
  parameters: [{ name: "sigma", support: positive }],
  support: () => nonNegative,
  logDensity: (x, sigma) =>
    raw
      .neg(raw.log1pSquare(x.div(sigma)))
      .sub(raw.log(sigma))
      .add(logTwoOverPi),
  random: (rng, sigma) => sigma * quantile(rng.uniform()),
  mean: () => Infinity,
  variance: () => Infinity,
  entropy: (sigma) => log(2 * Math.PI) + log(sigma),
  mode: () => 0,
  cdf,
  sf,
  logCdf: (x, sigma) => (x > sigma ? log1p(-sf(x, sigma)) : log(cdf(x, sigma))),
  logSf: (x, sigma) => (x > sigma ? log(sf(x, sigma)) : log1p(-cdf(x, sigma))),
  tails: halfCauchyTails,
  quantile: (p, sigma) => sigma * quantile(p),
  upperQuantile: (p, sigma) => sigma * upperQuantile(p),
};

/** |C| · `sigma` for a standard Cauchy C; `sigma` > 0 is the median. Values in [0, ∞). */
export function halfCauchy<A extends Input<Positive>>(sigma: A): Variable<DimsOf<A>, Positive> {
  return variable(halfCauchyFamily, [sigma]);
}
