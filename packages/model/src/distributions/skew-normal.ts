/** The skew normal distribution: a normal that leans to one side. */
import type { DimsOf } from "@credence/draws";
import {
  erfcx,
  exp,
  findRoot,
  integrate,
  LOG_SQRT_TWO_PI,
  log,
  logSkewNormalCdf,
  logSkewNormalTail,
  stdNormalLogCdf,
} from "@credence/math";
import type { ExprNode } from "../expr/node.js";
import * as raw from "../expr/raw.js";
import type { Input, LocationScale, Positive, Real } from "../expr/types.js";
import { positive, real } from "../support.js";
import { logNormal } from "./mills.js";
import { type LogTails, lowerQuantile, upperQuantile } from "./tails.js";
import { type ScalarFamily, variable } from "./types.js";

const rootTwoOverPi = 0.7978845608028654;

const cdf = (z: number, alpha: number): number => exp(logSkewNormalTail(z, alpha));
const tails = (alpha: number): LogTails => ({
  lower: (z) => logSkewNormalTail(z, alpha),
  upper: (z) => logSkewNormalTail(-z, -alpha),
});
const around = { middle: 0, width: 1 };

/** α / √(1 + α²), the correlation of Z with the normal whose sign is known. */
const delta = (alpha: number): number => alpha / Math.sqrt(1 + alpha * alpha);

/** E log Φ(α Z), in pieces as Φ may rise steeply at 0. */
function meanLogCdf(alpha: number): number {
  const steep = Math.min(6, 8 / Math.abs(alpha));
  const integrand = (z: number): number => {
    const logShare = stdNormalLogCdf(alpha * z);
    return 2 * exp(logNormal(z) + logShare) * logShare;
  };
  const cuts = [-12, -steep, 0, steep, 12];
  return cuts
    .slice(1)
    .reduce((sum, to, i) => sum + integrate(integrand, cuts[i] as number, to, { relativeTolerance: 1e-12 }).value, 0);
}

/** The mode for a slant above 0, where z = α φ(αz) / Φ(αz). */
const positiveMode = (alpha: number): number =>
  findRoot((z) => z - (alpha * rootTwoOverPi) / erfcx(-alpha * z * Math.SQRT1_2), 0, 1);

export const skewNormalFamily: ScalarFamily = {
  name: "skew_normal",
  constructorName: "skewNormal",
  event: "scalar",
  parameters: [
    { name: "xi", support: real },
    { name: "omega", support: positive },
    { name: "alpha", support: real },
  ],
  locationScale: [0, 1],
  support: () => real,
  logDensity: (x, xi, omega, alpha) => {
    const z = x.sub(xi).div(omega);
    return raw
      .square(z)
      .mul(-0.5)
      .add(raw.stdNormalLogCdf(alpha.mul(z)))
      .sub(raw.log(omega))
      .sub(LOG_SQRT_TWO_PI - Math.LN2);
  },
  tails: {
    logBelow: (x, xi, omega, alpha) =>
      raw.logSkewNormalCdf(x.sub(xi as ExprNode).div(omega as ExprNode), alpha as ExprNode),
    logAbove: (x, xi, omega, alpha) =>
      raw.logSkewNormalCdf((xi as ExprNode).sub(x).div(omega as ExprNode), raw.neg(alpha as ExprNode)),
  },
  random: (rng, xi, omega, alpha) => {
    const leaning = delta(alpha) * Math.abs(rng.normal());
    return xi + omega * (leaning + rng.normal() / Math.sqrt(1 + alpha * alpha));
  },
  mean: (xi, omega, alpha) => xi + omega * delta(alpha) * rootTwoOverPi,
  variance: (_xi, omega, alpha) => omega * omega * (1 - (2 / Math.PI) * delta(alpha) ** 2),
  entropy: (_xi, omega, alpha) => 0.5 + LOG_SQRT_TWO_PI - Math.LN2 + log(omega) - meanLogCdf(alpha),
  mode: (xi, omega, alpha) => (alpha === 0 ? xi : xi + omega * Math.sign(alpha) * positiveMode(Math.abs(alpha))),
  cdf: (x, xi, omega, alpha) => cdf((x - xi) / omega, alpha),
  sf: (x, xi, omega, alpha) => cdf((xi - x) / omega, -alpha),
  logCdf: (x, xi, omega, alpha) => logSkewNormalCdf((x - xi) / omega, alpha),
  logSf: (x, xi, omega, alpha) => logSkewNormalCdf((xi - x) / omega, -alpha),
  quantile: (p, xi, omega, alpha) => xi + omega * lowerQuantile(p, tails(alpha), around),
  upperQuantile: (p, xi, omega, alpha) => xi + omega * upperQuantile(p, tails(alpha), around),
};

/**
 * Skew normal with location `xi`, scale `omega` > 0 and slant `alpha`: density 2/ω φ(z) Φ(αz) at z = (x − ξ)/ω, a normal
 * where alpha is 0, with the longer tail to the right where it is above 0 (Azzalini 1985).
 */
export function skewNormal<A extends Input<Real>, B extends Input<Positive>, C extends Input<Real>>(
  xi: A,
  omega: B,
  alpha: C,
): LocationScale<DimsOf<A | B | C>> {
  return variable(skewNormalFamily, [xi, omega, alpha]);
}
