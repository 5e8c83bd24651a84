/** Compute Owen's T function, the skew normal's distribution function less the normal's. */

import { stdNormalCdf } from "../error/normal.js";
import { exp } from "../generated/exp.js";
import { gaussLegendre } from "../quadrature.js";

/** Beyond this many standard deviations the integrand is below 1e-17 of its start. */
const REACH = 8.9;

/**
 * T(h, a) = 1/2π ∫₀ᵃ exp(-h² (1 + t²)/2) / (1 + t²) dt, for any h and a. Relative error about 1e-13.
 *
 * |a| > 1 by T(h, a) = ½ [Q(h) + Q(ah)] - Q(h) Q(ah) - T(ah, 1/a), Q the upper tail of the standard normal, h ≥ 0
 * (Owen, 1956, eq. 2.3).
 */
export function owensT(h: number, a: number): number {
  if (a < 0) return -owensT(h, -a);
  const size = Math.abs(h);
  if (a <= 1) return integral(size, a);
  const near = stdNormalCdf(-size);
  const far = size === 0 ? 0.5 : stdNormalCdf(-a * size);
  return 0.5 * (near + far) - near * far - (size === 0 ? integral(0, 1 / a) : integral(a * size, 1 / a));
}

function integral(h: number, a: number): number {
  if (h > 39) return 0;
  const reach = Math.min(a, REACH / h);
  const square = h * h;
  const integrand = (t: number): number => exp(-0.5 * square * t * t) / (1 + t * t);
  const middle = 0.5 * reach;
  const sum = gaussLegendre(integrand, 0, middle) + gaussLegendre(integrand, middle, reach);
  return 0.15915494309189535 * exp(-0.5 * square) * sum;
}
