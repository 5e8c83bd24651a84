/** The Cauchy distribution: Student's t with one degree of freedom, whose mean does not exist. */
import type { DimsOf } from "@credence/draws";
import { atan2, log, log1p, tan } from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, LocationScale, Positive, Real } from "../expr/types.js";
import { positive, real } from "../support.js";
import { cauchyTails } from "./composite/cauchy-tails.js";
import { standardised } from "./composite/standardised.js";
import { type ScalarFamily, variable } from "./types.js";

const logPi = 1.1447298858494002;

/** P(Z ≤ z): the angle of the point (−z, 1), in half turns. */
const below = (z: number): number => atan2(1, -z) / Math.PI;
const logBelow = (z: number): number => (z > 0 ? log1p(-below(-z)) : log(below(z)));
const quantile = (p: number): number =>
  p < 0.25 ? -1 / tan(Math.PI * p) : p > 0.75 ? 1 / tan(Math.PI * (1 - p)) : tan(Math.PI * (p - 0.5));

export const cauchyFamily: ScalarFamily = {
  name: "cauchy",
  constructorName: "cauchy",
  event: "scalar",
  parameters: [
    { name: "mu", support: real },
    { name: "sigma", support: positive },
  ],
  locationScale: [0, 1],
  support: () => real,
  logDensity: (x, mu, sigma) =>
    raw
      .neg(raw.log1pSquare(x.sub(mu).div(sigma)))
      .sub(raw.log(sigma))
      .sub(logPi),
  random: (rng, mu, sigma) => mu + sigma * quantile(rng.uniform()),
  mean: () => Number.NaN,
  variance: () => Number.NaN,
  entropy: (_mu, sigma) => log(4 * Math.PI) + log(sigma),
  mode: (mu) => mu,
  cdf: (x, mu, sigma) => below((x - mu) / sigma),
  sf: (x, mu, sigma) => below((mu - x) / sigma),
  logCdf: (x, mu, sigma) => logBelow((x - mu) / sigma),
  logSf: (x, mu, sigma) => logBelow((mu - x) / sigma),
  tails: standardised(cauchyTails),
  quantile: (p, mu, sigma) => mu + sigma * quantile(p),
  upperQuantile: (p, mu, sigma) => mu - sigma * quantile(p),
};

/** Cauchy with location `mu` and scale `sigma` > 0, half the distance between the quartiles. */
export function cauchy<A extends Input<Real>, B extends Input<Positive>>(
  mu: A,
  sigma: B,
): LocationScale<DimsOf<A | B>> {
  return variable(cauchyFamily, [mu, sigma]);
}
