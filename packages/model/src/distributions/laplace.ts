/** The Laplace distribution: an exponential on either side of its location. */
import type { DimsOf } from "@credence/draws";
import { exp, log, log1p, randomExponential } from "@credence/math";
import type { ExprNode } from "../expr/node.js";
import * as raw from "../expr/raw.js";
import type { Input, LocationScale, Positive, Real } from "../expr/types.js";
import { positive, real } from "../support.js";
import { standardised } from "./composite/standardised.js";
import { type ScalarFamily, type Tails, variable } from "./types.js";

const below = (z: number): number => (z < 0 ? 0.5 * exp(z) : 1 - 0.5 * exp(-z));
const logBelow = (z: number): number => (z < 0 ? z - Math.LN2 : log1p(-0.5 * exp(-z)));
const quantile = (p: number): number => (p < 0.5 ? log(2 * p) : -log(2 * (1 - p)));

/** log P(Z < z): z − log 2 below 0, else log(1 − e^−z / 2). */
const logBelowOf = (z: ExprNode): ExprNode => {
  const negative = raw.lt(z, 0);
  const above = raw.log1p(raw.exp(raw.neg(raw.max(z, 0))).mul(-0.5));
  return raw.where(negative, z.sub(Math.LN2), above);
};
const laplaceTails: Tails = {
  logBelow: logBelowOf,
  logAbove: (z) => logBelowOf(raw.neg(z)),
  // on one side of 0 as an exponential, else −(expm1(a) + expm1(−b)) / 2: no difference loses digits
  logBetween: (a, b) => {
    const across = raw.mul(raw.lt(a, 0), raw.gt(b, 0));
    const near = raw.where(raw.gt(a, 0), a, raw.neg(b));
    const oneSide = raw.log1mExp(raw.where(across, -1, a.sub(b))).sub(near);
    const both = raw.neg(raw.expm1(raw.where(across, a, -1)).add(raw.expm1(raw.neg(raw.where(across, b, 1)))));
    return raw.where(across, raw.log(both), oneSide).sub(Math.LN2);
  },
};

export const laplaceFamily: ScalarFamily = {
  name: "laplace",
  constructorName: "laplace",
  event: "scalar",
  parameters: [
    { name: "mu", support: real },
    { name: "b", support: positive },
  ],
  locationScale: [0, 1],
  support: () => real,
  logDensity: (x, mu, b) =>
    raw
      .neg(raw.abs(x.sub(mu)).div(b))
      .sub(raw.log(b))
      .sub(Math.LN2),
  random: (rng, mu, b) => mu + b * (rng.uniform() < 0.5 ? -1 : 1) * randomExponential(rng),
  mean: (mu) => mu,
  variance: (_mu, b) => 2 * b * b,
  entropy: (_mu, b) => 1 + Math.LN2 + log(b),
  mode: (mu) => mu,
  cdf: (x, mu, b) => below((x - mu) / b),
  sf: (x, mu, b) => below((mu - x) / b),
  logCdf: (x, mu, b) => logBelow((x - mu) / b),
  logSf: (x, mu, b) => logBelow((mu - x) / b),
  tails: standardised(laplaceTails),
  quantile: (p, mu, b) => mu + b * quantile(p),
  upperQuantile: (p, mu, b) => mu - b * quantile(p),
};

/** Laplace with location `mu` and scale `b` > 0: density exp(−|x − mu| / b) / 2b. */
export function laplace<A extends Input<Real>, B extends Input<Positive>>(mu: A, b: B): LocationScale<DimsOf<A | B>> {
  return variable(laplaceFamily, [mu, b]);
}
