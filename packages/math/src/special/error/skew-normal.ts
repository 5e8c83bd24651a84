/** Compute the log of the standard skew normal distribution function, relative to Owen's T but without its cancellation. */

import { integrate } from "../../stats/integrate.js";
import { atan2 } from "../elementary/atan.js";
import { exp } from "../generated/exp.js";
import { log, log1p } from "../generated/log.js";
import { owensT } from "../incomplete/owens-t.js";
import { erf } from "./erf.js";
import { stdNormalCdf, stdNormalLogCdf } from "./normal.js";

const LOG_PI = 1.1447298858494002;
/** Below this a square underflows. */
const TINY = 1e-150;
/** Beyond this a square overflows: such slants are infinite, such values have a probability of 0 on one side. */
const HUGE = 1e150;

/**
 * log of 1/π ∫ exp(−h² (1 + x²)/2) / (1 + x²) dx from a to ∞, for h ≥ 0: the lower tail at −h of the skew normal with slant
 * a, as Φ(−h) is the integral from 0 and Owen's T(h, a) half of that from 0 to a (Azzalini 1985, section 2.2). Nothing is
 * subtracted where a ≥ 0, and at most half where a < 0.
 */
function logBeyond(h: number, a: number): number {
  if (h > HUGE) return -Infinity;
  if (a < 0) {
    const whole = Math.LN2 + stdNormalLogCdf(-h);
    // at most half of the whole, also where the logs are so large that their difference has no digits
    return whole + log1p(-exp(Math.min(logBeyond(h, -a) - whole, -Math.LN2)));
  }
  if (h < TINY) return log(atan2(1, a) / Math.PI);
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
  return log(length * value) - 0.5 * h2 * first - LOG_PI - log(first);
}

/** log P(Z ≤ z), precise where it is below −½; the upper tail is that of (−z, −alpha). */
export function logSkewNormalTail(z: number, alpha: number): number {
  if (Number.isNaN(z) || Number.isNaN(alpha)) return Number.NaN;
  const slant = Math.min(Math.max(alpha, -HUGE), HUGE);
  return z < 0 ? logBeyond(-z, slant) : log(Math.min(1, erf(z * Math.SQRT1_2) + exp(logBeyond(z, slant))));
}

/** log P(Z ≤ z) of the standard skew normal: density 2 φ(z) Φ(alpha z). Relative error about 1e-11, also near 0. */
export function logSkewNormalCdf(z: number, alpha: number): number {
  const own = logSkewNormalTail(z, alpha);
  return own > -0.6 ? log1p(-exp(logSkewNormalTail(-z, -alpha))) : own;
}
