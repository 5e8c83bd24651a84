/** The positive half of Student's t: a prior for scales with tails as heavy as wanted. */
import type { DimsOf } from "@credence/draws";
import { digamma, exp, lbeta, log, log1p, randomStudentT } from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, Positive, Variable } from "../expr/types.js";
import { nonNegative, positive } from "../support.js";
import { halfStudentTails } from "./composite/beta-tails.js";
import { between, betweenQuantile, bothTails, logBothTails, tailsQuantile } from "./student-tail.js";
import { type ScalarFamily, variable } from "./types.js";

const logTwo = Math.LN2;

export const halfStudentTFamily: ScalarFamily = {
  name: "half_student_t",
  constructorName: "halfStudentT",
  event: "scalar",
  parameters: [
    { name: "nu", support: positive },
    { name: "sigma", support: positive },
  ],
  support: () => nonNegative,
  logDensity: (x, nu, sigma) =>
    raw
      .log1pSquare(x.div(sigma).div(raw.sqrt(nu)))
      .mul(nu.add(1).mul(-0.5))
      .sub(raw.lbeta(nu.mul(0.5), 0.5))
      .sub(raw.log(nu).mul(0.5))
      .sub(raw.log(sigma))
      .add(logTwo),
  tails: halfStudentTails,
  random: (rng, nu, sigma) => sigma * Math.abs(randomStudentT(rng, nu)),
  mean: (nu, sigma) => foldedMean(nu) * sigma,
  variance: (nu, sigma) => {
    if (!(nu > 2)) return nu > 1 ? Infinity : Number.NaN;
    const mean = foldedMean(nu);
    return sigma * sigma * (nu / (nu - 2) - mean * mean);
  },
  entropy: (nu, sigma) =>
    ((nu + 1) / 2) * (digamma((nu + 1) / 2) - digamma(nu / 2)) +
    (0.5 * log(nu) + lbeta(nu / 2, 0.5)) +
    (log(sigma) - logTwo),
  mode: () => 0,
  cdf: (x, nu, sigma) => between(Math.max(x, 0) / sigma, nu),
  sf: (x, nu, sigma) => bothTails(Math.max(x, 0) / sigma, nu),
  logCdf: (x, nu, sigma) => {
    const t = Math.max(x, 0) / sigma;
    const outside = bothTails(t, nu);
    return outside < 0.5 ? log1p(-outside) : log(between(t, nu));
  },
  logSf: (x, nu, sigma) => logBothTails(Math.max(x, 0) / sigma, nu),
  quantile: (p, nu, sigma) => sigma * betweenQuantile(p, nu),
  upperQuantile: (p, nu, sigma) => sigma * tailsQuantile(p, nu),
};

/** E|T| = 2√ν / ((ν − 1) B(ν/2, ½)), infinite up to one degree of freedom. */
const foldedMean = (nu: number): number =>
  nu > 1 ? ((2 * Math.sqrt(nu)) / (nu - 1)) * exp(-lbeta(nu / 2, 0.5)) : Infinity;

/** |T| · `sigma` for Student's t with `nu` > 0 degrees of freedom; `sigma` > 0. Values in [0, ∞). */
export function halfStudentT<N extends Input<Positive>, A extends Input<Positive>>(
  nu: N,
  sigma: A,
): Variable<DimsOf<N | A>, Positive> {
  return variable(halfStudentTFamily, [nu, sigma]);
}
