/** The skew normal distribution: a normal that leans to one side. */
import type { DimsOf } from "@credence/draws";
import {
  atan2,
  erf,
  erfcx,
  exp,
  findRoot,
  integrate,
  LOG_SQRT_TWO_PI,
  log,
  log1p,
  owensT,
  stdNormalCdf,
  stdNormalLogCdf,
} from "@credence/math";
import * as raw from "../expr/raw.js";
import type { Input, LocationScale, Positive, Real } from "../expr/types.js";
import { positive, real } from "../support.js";
import { logNormal } from "./mills.js";
import { type LogTails, lowerQuantile, precise, upperQuantile } from "./tails.js";
import { type ScalarFamily, variable } from "./types.js";

const rootTwoOverPi = 0.7978845608028654;
const logPi = 1.1447298858494002;
/** Below this a square underflows. */
const tiny = 1e-150;

/**
 * log of 1/π ∫ exp(−h² (1 + x²)/2) / (1 + x²) dx from a to ∞, for h ≥ 0: the lower tail at −h of the skew normal with slant
 * a, as Φ(−h) is the integral from 0 and Owen's T(h, a) half of that from 0 to a (Azzalini 1985, section 2.2). Nothing is
 * subtracted where a ≥ 0, and at most half where a < 0.
 */
function logBeyond(h: number, a: number): number {
  if (h === Infinity) return -Infinity;
  if (a < 0) {
    const whole = Math.LN2 + stdNormalLogCdf(-h);
    // at most half of the whole, also where the logs are so large that their difference has no digits
    return whole + log1p(-exp(Math.min(logBeyond(h, -a) - whole, -Math.LN2)));
  }
  if (h < tiny) return log(atan2(1, a) / Math.PI);
  // near the middle there is no length over which the integrand falls fast, but Owen's function, and little cancels
  if (h < 1 && a <= 1) return log(stdNormalCdf(-h) - 2 * owensT(h, a));
  if (a > 1 && a * h < 1) return log(2 * owensT(a * h, 1 / a) - stdNormalCdf(-a * h) * erf(h * Math.SQRT1_2));
  const [h2, first] = [h * h, 1 + a * a];
  // the integrand falls over the shorter of the two lengths of its factors
  const length = Math.min(2 / h2 / (a + Math.sqrt(a * a + 2 / h2)), Math.max(a, 1));
  const integrand = (u: number): number => {
    const s = length * u;
    return (exp(-h2 * s * (a + 0.5 * s)) * first) / (1 + (a + s) * (a + s));
  };
  const { value } = integrate(integrand, 0, Infinity, { relativeTolerance: 1e-12 });
  return log(length * value) - 0.5 * h2 * first - logPi - log(first);
}

/** P(Z ≤ z): the tail, and above 0 the normal's middle in addition. */
const cdf = (z: number, alpha: number): number =>
  z < 0 ? exp(logBeyond(-z, alpha)) : Math.min(1, erf(z * Math.SQRT1_2) + exp(logBeyond(z, alpha)));
const logLower = (z: number, alpha: number): number => (z < 0 ? logBeyond(-z, alpha) : log(cdf(z, alpha)));
const logCdf = (z: number, alpha: number): number => precise(logLower(z, alpha), logLower(-z, -alpha));
const tails = (alpha: number): LogTails => ({
  lower: (z) => logLower(z, alpha),
  upper: (z) => logLower(-z, -alpha),
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
  logCdf: (x, xi, omega, alpha) => logCdf((x - xi) / omega, alpha),
  logSf: (x, xi, omega, alpha) => logCdf((xi - x) / omega, -alpha),
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
