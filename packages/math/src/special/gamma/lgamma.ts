/** Compute log |Γ| of any number, and of 1 + y without losing a small y. */
import { lgammaOfPositive, lgammaOnePlus } from "../generated/gamma.js";
import { log } from "../generated/log.js";
import { sinPi } from "./sin-pi.js";

/** log Γ(1 + y) for y ≥ 0, with relative accuracy in small y, which 1 + y would lose. */
export function lgamma1p(y: number): number {
  return y > 1 ? lgammaOfPositive(1 + y) : lgammaOnePlus(y);
}

/**
 * log |Γ(x)|. A few ulp for x > 0, also near the zeros 1 and 2; Infinity at 0, -1, -2, … and ±Infinity.
 *
 * Negative x by reflection, log(π / |x sin πx|) - log Γ(-x): absolute accuracy near the zeros between the poles.
 */
export function lgamma(x: number): number {
  return x > 0 ? lgammaOfPositive(x) : lgammaOfNegative(x);
}

/** log |Γ(x)| for x ≤ 0, and NaN. */
export function lgammaOfNegative(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > -1e-20) return -log(-x);
  const s = Math.abs(sinPi(x));
  return s === 0 || x === -Infinity ? Infinity : log(Math.PI / (s * -x)) - lgammaOfPositive(-x);
}
