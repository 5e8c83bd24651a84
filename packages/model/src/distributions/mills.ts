/** Compute normal tails relative to the density at their start, and differences of those, for what is made of two of them. */
import { exp, integrate, LOG_SQRT_TWO_PI, logMills, meanExcess } from "@credence/math";

/** log φ(z). */
export const logNormal = (z: number): number => -0.5 * z * z - LOG_SQRT_TWO_PI;

/** log Mills' ratio, [1 − Φ(a)] / φ(a), for a ≥ 0 or little less. */
export const logRatio = (a: number): number => logMills(a, Infinity);

/** Mills' ratio at a less that at a + d, for d ≥ 0; its slope is minus itself times the mean excess. */
export function ratioDrop(a: number, d: number): number {
  if (a === Infinity) return 0;
  if (d > 0.3 * (1 + Math.abs(a))) return exp(logRatio(a)) - exp(logRatio(a + d));
  const slope = (t: number): number => exp(logRatio(t)) * meanExcess(t, Infinity);
  return d * integrate((u) => slope(a + d * u), 0, 1, { relativeTolerance: 1e-12, absoluteTolerance: 0 }).value;
}
