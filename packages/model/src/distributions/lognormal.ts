/** The lognormal distribution: the exponential of a normal. */
import type { DimsOf } from "@credence/draws";
import { exp, expm1, LOG_SQRT_TWO_PI, log, probit, stdNormalCdf, stdNormalLogCdf } from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, Positive, Real, Variable } from "../expr/types.js";
import { positive, real } from "../support.js";
import { alongLog, truncationAlongLog } from "./composite/along-log.js";
import { normalTails, normalTruncation } from "./composite/truncated-normal.js";
import { type ScalarFamily, variable } from "./types.js";

const standard = (x: number, mu: number, sigma: number): number => (log(Math.max(x, 0)) - mu) / sigma;

export const lognormalFamily: ScalarFamily = {
  name: "lognormal",
  constructorName: "lognormal",
  event: "scalar",
  parameters: [
    { name: "mu", support: real },
    { name: "sigma", support: positive },
  ],
  support: () => positive,
  logDensity: (x, mu, sigma) => {
    const size = raw.log(x);
    return raw.square(size.sub(mu).div(sigma)).mul(-0.5).sub(raw.log(sigma)).sub(size).sub(LOG_SQRT_TWO_PI);
  },
  random: (rng, mu, sigma) => exp(mu + sigma * rng.normal()),
  mean: (mu, sigma) => exp(mu + (sigma * sigma) / 2),
  variance: (mu, sigma) => expm1(sigma * sigma) * exp(2 * mu + sigma * sigma),
  entropy: (mu, sigma) => mu + 0.5 + LOG_SQRT_TWO_PI + log(sigma),
  mode: (mu, sigma) => exp(mu - sigma * sigma),
  cdf: (x, mu, sigma) => stdNormalCdf(standard(x, mu, sigma)),
  sf: (x, mu, sigma) => stdNormalCdf(-standard(x, mu, sigma)),
  logCdf: (x, mu, sigma) => stdNormalLogCdf(standard(x, mu, sigma)),
  logSf: (x, mu, sigma) => stdNormalLogCdf(-standard(x, mu, sigma)),
  tails: alongLog(normalTails),
  truncation: truncationAlongLog(normalTruncation),
  quantile: (p, mu, sigma) => exp(mu + sigma * probit(p)),
  upperQuantile: (p, mu, sigma) => exp(mu - sigma * probit(p)),
};

/** exp of a normal with mean `mu` and standard deviation `sigma` > 0. Values in (0, ∞). */
export function lognormal<A extends Input<Real>, B extends Input<Positive>>(
  mu: A,
  sigma: B,
): Variable<DimsOf<A | B>, Positive> {
  return variable(lognormalFamily, [mu, sigma]);
}
