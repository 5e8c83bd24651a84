/** The generalised Pareto distribution of what exceeds a high threshold: exponential, power or bounded tails in one. */
import type { DimsOf } from "@credence/draws";
import { exp, expm1, log, log1p, randomExponential } from "@credence/math";
import type { ExprNode } from "../expr/node.js";
import * as raw from "../expr/raw.js";
import type { Input, Positive, Real, Variable } from "../expr/types.js";
import { nonNegative, positive, real } from "../support.js";
import { boundOf } from "./bounds.js";
import { hazardTails, logCdfOfHazard } from "./hazard.js";
import { log1pOver } from "./log1p-over.js";
import { type ScalarFamily, variable } from "./types.js";

/** Where |xi z| is below this, the quotient by xi is a series. */
const near = 0.1;

/** −log P(X > x) = log(1 + ξz) / ξ, z where ξ is 0. */
function hazard(x: number, sigma: number, xi: number): number {
  const z = Math.max(x, 0) / sigma;
  const t = xi * z;
  return Math.abs(t) < 1e-17 ? z : log1p(Math.max(t, -1)) / xi;
}
/** The z with that hazard. */
const excess = (h: number, xi: number): number => (xi === 0 || Math.abs(xi * h) < 1e-17 ? h : expm1(xi * h) / xi);

/** The same hazard in the language; infinite beyond the end. */
function hazardOf(x: ExprNode, sigma: ExprNode, xi: ExprNode): ExprNode {
  const z = x.div(sigma);
  const t = xi.mul(z);
  const beyond = raw.le(t, -1);
  const small = raw.lt(raw.abs(t), near);
  const aside = raw.max(small, beyond);
  const inner = log1pOver(raw.where(small, t, 0)).mul(z);
  const outer = raw.log1p(raw.where(aside, 1, t)).div(raw.where(aside, 1, xi));
  return raw.where(beyond, Infinity, raw.where(small, inner, outer));
}

export const generalizedParetoFamily: ScalarFamily = {
  name: "generalized_pareto",
  constructorName: "generalizedPareto",
  event: "scalar",
  parameters: [
    { name: "sigma", support: positive },
    { name: "xi", support: real },
  ],
  support: ([sigma, xi]) =>
    sigma === undefined || xi === undefined || xi.range.upper >= 0
      ? nonNegative
      : { kind: "interval", lower: 0, upper: boundOf(raw.div(sigma, raw.neg(xi))), closed: true },
  logDensity: (x, sigma, xi) => {
    const z = x.div(sigma);
    const t = xi.mul(z);
    // where xi may have either sign the support does not tell the end
    const beyond = raw.lt(t, -1);
    const small = raw.lt(raw.abs(t), near);
    const nearly = raw.where(small, t, 0);
    const inner = log1pOver(nearly).mul(z).add(raw.log1p(nearly));
    const aside = raw.max(small, beyond);
    const outer = raw.xlog1py(raw.div(1, raw.where(aside, 1, xi)).add(1), raw.where(aside, 1, t));
    return raw.where(beyond, -Infinity, raw.neg(raw.where(small, inner, outer)).sub(raw.log(sigma)));
  },
  tails: hazardTails((x, sigma, xi) => hazardOf(x, sigma as ExprNode, xi as ExprNode)),
  random: (rng, sigma, xi) => sigma * excess(randomExponential(rng), xi),
  mean: (sigma, xi) => (xi < 1 ? sigma / (1 - xi) : Infinity),
  variance: (sigma, xi) => (xi < 0.5 ? (sigma / (1 - xi)) ** 2 / (1 - 2 * xi) : Infinity),
  entropy: (sigma, xi) => log(sigma) + xi + 1,
  mode: (sigma, xi) => (xi < -1 ? -sigma / xi : 0),
  cdf: (x, sigma, xi) => -expm1(-hazard(x, sigma, xi)),
  sf: (x, sigma, xi) => exp(-hazard(x, sigma, xi)),
  logCdf: (x, sigma, xi) => {
    const h = hazard(x, sigma, xi);
    return logCdfOfHazard(h, log(h));
  },
  logSf: (x, sigma, xi) => -hazard(x, sigma, xi),
  quantile: (p, sigma, xi) => sigma * excess(-log1p(-p), xi),
  upperQuantile: (p, sigma, xi) => sigma * excess(-log(p), xi),
};

/**
 * Generalised Pareto with scale `sigma` > 0 and shape `xi`: P(X > x) = (1 + xi x / sigma)^(−1/xi), exponential where xi is 0.
 * Values in [0, ∞), or in [0, −sigma / xi] where xi < 0 (Coles 2001, An Introduction to Statistical Modeling of Extreme
 * Values, eq. 4.2).
 * That end moves with xi: for a value that is not observed and an xi of either sign it is a wall that samplers run into.
 */
export function generalizedPareto<A extends Input<Positive>, B extends Input<Real>>(
  sigma: A,
  xi: B,
): Variable<DimsOf<A | B>, Positive> {
  return variable(generalizedParetoFamily, [sigma, xi]);
}
