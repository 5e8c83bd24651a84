/** The Bernoulli distribution: one trial, 1 for success and 0 for failure. */
import type { DimsOf } from "@credence/draws";
import { log, log1p, xlog1py as xlog1pyOf, xlogy as xlogyOf } from "@credence/math";
import { neg, sub, xlog1py, xlogy } from "../expr/raw.js";
import type { Binary, Input, Unit, Variable } from "../expr/types.js";
import { binary, unit } from "../support.js";
import { type ScalarFamily, variable } from "./types.js";

export const bernoulliFamily: ScalarFamily = {
  name: "bernoulli",
  constructorName: "bernoulli",
  event: "scalar",
  parameters: [{ name: "p", support: unit }],
  support: () => binary,
  logDensity: (x, p) => xlogy(x, p).add(xlog1py(sub(1, x), neg(p))),
  random: (rng, p) => (rng.uniform() < p ? 1 : 0),
  mean: (p) => p,
  variance: (p) => p * (1 - p),
  entropy: (p) => -xlogyOf(p, p) - xlog1pyOf(1 - p, -p),
  mode: (p) => (p > 0.5 ? 1 : 0),
  cdf: (x, p) => (x < 0 ? 0 : x < 1 ? 1 - p : 1),
  sf: (x, p) => (x < 0 ? 1 : x < 1 ? p : 0),
  logCdf: (x, p) => (x < 0 ? -Infinity : x < 1 ? log1p(-p) : 0),
  logSf: (x, p) => (x < 0 ? 0 : x < 1 ? log(p) : -Infinity),
  quantile: (q, p) => (q <= 1 - p ? 0 : 1),
  upperQuantile: (q, p) => (p <= q ? 0 : 1),
};

/** 1 with probability `p` in [0, 1], else 0. */
export function bernoulli<P extends Input<Unit>>(p: P): Variable<DimsOf<P>, Binary> {
  return variable(bernoulliFamily, [p]);
}
