/** The Gumbel distribution of the largest of many values whose tails are exponential. */
import type { DimsOf } from "@credence/draws";
import { exp, expm1, log, log1p, randomExponential } from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, LocationScale, Positive, Real } from "../expr/types.js";
import { positive, real } from "../support.js";
import { logCdfOfHazard, risingHazardTails } from "./hazard.js";
import { type ScalarFamily, variable } from "./types.js";

const eulerGamma = 0.5772156649015329;

/** −log P(X ≤ x). */
const excess = (x: number, mu: number, beta: number): number => exp((mu - x) / beta);

export const gumbelFamily: ScalarFamily = {
  name: "gumbel",
  constructorName: "gumbel",
  event: "scalar",
  parameters: [
    { name: "mu", support: real },
    { name: "beta", support: positive },
  ],
  locationScale: [0, 1],
  support: () => real,
  logDensity: (x, mu, beta) => {
    const z = x.sub(mu).div(beta);
    return raw
      .neg(z)
      .sub(raw.exp(raw.neg(z)))
      .sub(raw.log(beta));
  },
  tails: risingHazardTails((x, mu, beta) => mu.sub(x).div(beta)),
  random: (rng, mu, beta) => mu - beta * log(randomExponential(rng)),
  mean: (mu, beta) => mu + eulerGamma * beta,
  variance: (_mu, beta) => (Math.PI * beta) ** 2 / 6,
  entropy: (_mu, beta) => log(beta) + eulerGamma + 1,
  mode: (mu) => mu,
  cdf: (x, mu, beta) => exp(-excess(x, mu, beta)),
  sf: (x, mu, beta) => -expm1(-excess(x, mu, beta)),
  logCdf: (x, mu, beta) => -excess(x, mu, beta),
  logSf: (x, mu, beta) => logCdfOfHazard(excess(x, mu, beta), (mu - x) / beta),
  quantile: (p, mu, beta) => mu - beta * log(-log(p)),
  upperQuantile: (p, mu, beta) => mu - beta * log(-log1p(-p)),
};

/** Gumbel (of maxima) with mode `mu` and scale `beta` > 0: P(X ≤ x) = exp(−exp(−(x − mu) / beta)), skewed to the right. */
export function gumbel<A extends Input<Real>, B extends Input<Positive>>(mu: A, beta: B): LocationScale<DimsOf<A | B>> {
  return variable(gumbelFamily, [mu, beta]);
}
