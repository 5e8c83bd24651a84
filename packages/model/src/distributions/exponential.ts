/** The exponential distribution of waiting times without memory. */
import type { DimsOf } from "@credence/draws";
import { exp, expm1, log, log1mExp, log1p, randomExponential } from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, Positive, Variable } from "../expr/types.js";
import { nonNegative, positive } from "../support.js";
import { hazardTails } from "./hazard.js";
import { type ScalarFamily, variable } from "./types.js";

export const exponentialFamily: ScalarFamily = {
  name: "exponential",
  constructorName: "exponential",
  event: "scalar",
  parameters: [{ name: "rate", support: positive }],
  support: () => nonNegative,
  logDensity: (x, rate) => raw.log(rate).sub(rate.mul(x)),
  random: (rng, rate) => randomExponential(rng) / rate,
  mean: (rate) => 1 / rate,
  variance: (rate) => 1 / rate / rate,
  entropy: (rate) => 1 - log(rate),
  mode: () => 0,
  cdf: (x, rate) => -expm1(-rate * Math.max(x, 0)),
  sf: (x, rate) => exp(-rate * Math.max(x, 0)),
  logCdf: (x, rate) => log1mExp(-rate * Math.max(x, 0)),
  logSf: (x, rate) => -rate * Math.max(x, 0),
  tails: hazardTails((x, rate) => rate.mul(x)),
  quantile: (p, rate) => -log1p(-p) / rate,
  upperQuantile: (p, rate) => -log(p) / rate,
};

/** Exponential with `rate` > 0: mean 1 / rate, density rate · exp(−rate · x) on [0, ∞). */
export function exponential<A extends Input<Positive>>(rate: A): Variable<DimsOf<A>, Positive> {
  return variable(exponentialFamily, [rate]);
}
