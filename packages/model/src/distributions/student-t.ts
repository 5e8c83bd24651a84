/** The t distribution of Student: a normal with tails as heavy as its degrees of freedom are few. */
import type { DimsOf } from "@credence/draws";
import { digamma, lbeta, log, log1p, randomStudentT } from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, LocationScale, Positive, Real } from "../expr/types.js";
import { positive, real } from "../support.js";
import { studentTails } from "./composite/beta-tails.js";
import { bothTails, logBothTails, tailsQuantile } from "./student-tail.js";
import { type ScalarFamily, variable } from "./types.js";

const logTwo = Math.LN2;

/** P(T ≤ t), by symmetry from the tails. */
const below = (t: number, nu: number): number => (t < 0 ? 0.5 * bothTails(-t, nu) : 1 - 0.5 * bothTails(t, nu));
const logBelow = (t: number, nu: number): number =>
  t < 0 ? logBothTails(-t, nu) - logTwo : log1p(-0.5 * bothTails(t, nu));
const quantile = (p: number, nu: number): number =>
  p <= 0.5 ? -tailsQuantile(2 * p, nu) : tailsQuantile(2 * (1 - p), nu);

export const studentTFamily: ScalarFamily = {
  name: "student_t",
  constructorName: "studentT",
  event: "scalar",
  parameters: [
    { name: "nu", support: positive },
    { name: "mu", support: real },
    { name: "sigma", support: positive },
  ],
  locationScale: [1, 2],
  support: () => real,
  logDensity: (x, nu, mu, sigma) =>
    raw
      .log1pSquare(x.sub(mu).div(sigma).div(raw.sqrt(nu)))
      .mul(nu.add(1).mul(-0.5))
      .sub(raw.lbeta(nu.mul(0.5), 0.5))
      .sub(raw.log(nu).mul(0.5))
      .sub(raw.log(sigma)),
  tails: studentTails,
  random: (rng, nu, mu, sigma) => mu + sigma * randomStudentT(rng, nu),
  mean: (nu, mu) => (nu > 1 ? mu : Number.NaN),
  variance: (nu, _mu, sigma) => (nu > 2 ? sigma * sigma * (nu / (nu - 2)) : nu > 1 ? Infinity : Number.NaN),
  entropy: (nu, _mu, sigma) =>
    ((nu + 1) / 2) * (digamma((nu + 1) / 2) - digamma(nu / 2)) + 0.5 * log(nu) + lbeta(nu / 2, 0.5) + log(sigma),
  mode: (_nu, mu) => mu,
  cdf: (x, nu, mu, sigma) => below((x - mu) / sigma, nu),
  sf: (x, nu, mu, sigma) => below((mu - x) / sigma, nu),
  logCdf: (x, nu, mu, sigma) => logBelow((x - mu) / sigma, nu),
  logSf: (x, nu, mu, sigma) => logBelow((mu - x) / sigma, nu),
  quantile: (p, nu, mu, sigma) => mu + sigma * quantile(p, nu),
  upperQuantile: (p, nu, mu, sigma) => mu - sigma * quantile(p, nu),
};

/** Student's t with `nu` > 0 degrees of freedom, location `mu` and scale `sigma` > 0 (not the standard deviation). */
export function studentT<N extends Input<Positive>, A extends Input<Real>, B extends Input<Positive>>(
  nu: N,
  mu: A,
  sigma: B,
): LocationScale<DimsOf<N | A | B>> {
  return variable(studentTFamily, [nu, mu, sigma]);
}
