/** The logit-normal distribution: a proportion whose log-odds are normal. */
import type { DimsOf } from "@credence/draws";
import {
  findRoot,
  invLogit,
  LOG_SQRT_TWO_PI,
  log,
  log1pExp,
  logit,
  probit,
  stdNormalCdf,
  stdNormalLogCdf,
  tanh,
} from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, Positive, Real, Unit, Variable } from "../expr/types.js";
import { positive, real } from "../support.js";
import { tailsAt } from "./composite/tails-by.js";
import { normalTails } from "./composite/truncated-normal.js";
import { normalExpectation } from "./normal-expectation.js";
import { type ScalarFamily, variable } from "./types.js";

const standard = (x: number, mu: number, sigma: number): number => (logit(Math.min(Math.max(x, 0), 1)) - mu) / sigma;

/** E f(logit X). */
const expectation = (f: (y: number) => number, mu: number, sigma: number): number =>
  normalExpectation((z) => f(mu + sigma * z), 1 / sigma);
const mean = (mu: number, sigma: number): number => expectation(invLogit, mu, sigma);

/** The log-odds of the mode for mu > 0: the only root of y = mu + sigma² tanh(y / 2) above mu. */
const modeLogit = (mu: number, sigma: number): number =>
  findRoot((y) => mu + sigma * sigma * tanh(y / 2) - y, mu, mu + sigma * sigma);

export const logitNormalFamily: ScalarFamily = {
  name: "logit_normal",
  constructorName: "logitNormal",
  event: "scalar",
  parameters: [
    { name: "mu", support: real },
    { name: "sigma", support: positive },
  ],
  support: () => ({ kind: "interval", lower: 0, upper: 1, closed: false }),
  logDensity: (x, mu, sigma) =>
    raw
      .square(raw.logit(x).sub(mu).div(sigma))
      .mul(-0.5)
      .sub(raw.log(sigma))
      .sub(raw.log(x))
      .sub(raw.log1p(raw.neg(x)))
      .sub(LOG_SQRT_TWO_PI),
  tails: tailsAt(normalTails, raw.logit),
  random: (rng, mu, sigma) => invLogit(mu + sigma * rng.normal()),
  mean,
  variance: (mu, sigma) => {
    const centre = mean(mu, sigma);
    return expectation((y) => (invLogit(y) - centre) ** 2, mu, sigma);
  },
  entropy: (mu, sigma) =>
    0.5 + LOG_SQRT_TWO_PI + log(sigma) - expectation((y) => log1pExp(y) + log1pExp(-y), mu, sigma),
  // log-odds of 0 separate two modes where sigma² > 2
  mode: (mu, sigma) => {
    if (mu === 0) return sigma * sigma > 2 ? Number.NaN : 0.5;
    const y = modeLogit(Math.abs(mu), sigma);
    return invLogit(mu > 0 ? y : -y);
  },
  cdf: (x, mu, sigma) => stdNormalCdf(standard(x, mu, sigma)),
  sf: (x, mu, sigma) => stdNormalCdf(-standard(x, mu, sigma)),
  logCdf: (x, mu, sigma) => stdNormalLogCdf(standard(x, mu, sigma)),
  logSf: (x, mu, sigma) => stdNormalLogCdf(-standard(x, mu, sigma)),
  quantile: (p, mu, sigma) => invLogit(mu + sigma * probit(p)),
  upperQuantile: (p, mu, sigma) => invLogit(mu - sigma * probit(p)),
};

/** A proportion whose log-odds are normal with mean `mu` and standard deviation `sigma` > 0. Values in (0, 1). */
export function logitNormal<A extends Input<Real>, B extends Input<Positive>>(
  mu: A,
  sigma: B,
): Variable<DimsOf<A | B>, Unit> {
  return variable(logitNormalFamily, [mu, sigma]);
}
