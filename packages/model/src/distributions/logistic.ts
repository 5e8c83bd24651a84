/** The logistic distribution, whose cdf is the inverse logit. */
import type { DimsOf } from "@credence/draws";
import { invLogit, log, logInvLogit, logit } from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, LocationScale, Positive, Real } from "../expr/types.js";
import { positive, real } from "../support.js";
import { standardised } from "./composite/standardised.js";
import { type ScalarFamily, type Tails, variable } from "./types.js";

/** P(a < Z < b) = 1/(1+e^−b) · 1/(1+e^a) · (1 − e^(a−b)). */
export const logisticTails: Tails = {
  logBelow: (z) => raw.logInvLogit(z),
  logAbove: (z) => raw.logInvLogit(raw.neg(z)),
  logBetween: (a, b) =>
    raw
      .logInvLogit(b)
      .add(raw.logInvLogit(raw.neg(a)))
      .add(raw.log1mExp(a.sub(b))),
};

export const logisticFamily: ScalarFamily = {
  name: "logistic",
  constructorName: "logistic",
  event: "scalar",
  parameters: [
    { name: "mu", support: real },
    { name: "s", support: positive },
  ],
  locationScale: [0, 1],
  support: () => real,
  logDensity: (x, mu, s) => {
    const z = x.sub(mu).div(s);
    return raw
      .logInvLogit(z)
      .add(raw.logInvLogit(raw.neg(z)))
      .sub(raw.log(s));
  },
  random: (rng, mu, s) => mu + s * logit((rng.uint32() + 0.5) / 2 ** 32),
  mean: (mu) => mu,
  variance: (_mu, s) => (s * Math.PI) ** 2 / 3,
  entropy: (_mu, s) => 2 + log(s),
  mode: (mu) => mu,
  cdf: (x, mu, s) => invLogit((x - mu) / s),
  sf: (x, mu, s) => invLogit((mu - x) / s),
  logCdf: (x, mu, s) => logInvLogit((x - mu) / s),
  logSf: (x, mu, s) => logInvLogit((mu - x) / s),
  tails: standardised(logisticTails),
  quantile: (p, mu, s) => mu + s * logit(p),
  upperQuantile: (p, mu, s) => mu - s * logit(p),
};

/** Logistic with location `mu` and scale `s` > 0 (standard deviation s π / √3). */
export function logistic<A extends Input<Real>, B extends Input<Positive>>(mu: A, s: B): LocationScale<DimsOf<A | B>> {
  return variable(logisticFamily, [mu, s]);
}
