/** The normal distribution, by mean and standard deviation. */
import type { DimsOf } from "@credence/draws";
import { LOG_SQRT_TWO_PI, log, probit, stdNormalCdf, stdNormalLogCdf } from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, LocationScale, Positive, Real } from "../expr/types.js";
import { positive, real } from "../support.js";
import { normalTails, normalTruncation } from "./composite/truncated-normal.js";
import { type ScalarFamily, variable } from "./types.js";

export const normalFamily: ScalarFamily = {
  name: "normal",
  constructorName: "normal",
  event: "scalar",
  parameters: [
    { name: "mu", support: real },
    { name: "sigma", support: positive },
  ],
  locationScale: [0, 1],
  support: () => real,
  logDensity: (x, mu, sigma) => raw.square(x.sub(mu).div(sigma)).mul(-0.5).sub(raw.log(sigma)).sub(LOG_SQRT_TWO_PI),
  random: (rng, mu, sigma) => mu + sigma * rng.normal(),
  mean: (mu) => mu,
  variance: (_mu, sigma) => sigma * sigma,
  entropy: (_mu, sigma) => 0.5 + LOG_SQRT_TWO_PI + log(sigma),
  mode: (mu) => mu,
  cdf: (x, mu, sigma) => stdNormalCdf((x - mu) / sigma),
  sf: (x, mu, sigma) => stdNormalCdf((mu - x) / sigma),
  logCdf: (x, mu, sigma) => stdNormalLogCdf((x - mu) / sigma),
  logSf: (x, mu, sigma) => stdNormalLogCdf((mu - x) / sigma),
  tails: normalTails,
  truncation: normalTruncation,
  quantile: (p, mu, sigma) => mu + sigma * probit(p),
  upperQuantile: (p, mu, sigma) => mu - sigma * probit(p),
};

/** Normal with mean `mu` and standard deviation `sigma` > 0. */
export function normal<A extends Input<Real>, B extends Input<Positive>>(
  mu: A,
  sigma: B,
): LocationScale<DimsOf<A | B>> {
  return variable(normalFamily, [mu, sigma]);
}
