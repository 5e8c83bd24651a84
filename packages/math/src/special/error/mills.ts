/** Compute how far a normal exceeds a threshold, up to a width: the mass and the mean, precise however far out. */
import { exp } from "../generated/exp.js";
import { log } from "../generated/log.js";
import { gaussLegendre } from "../quadrature.js";
import { erfcx } from "./erf.js";

/** Beyond exp(-REACH) of the largest value the integrand counts for nothing. */
const REACH = 42;
const HALF_LOG_HALF_PI = 0.22579135264472744;

/** Where a t + t²/2 = REACH. */
const reachOf = (a: number): number => (2 * REACH) / (a + (a > 1e150 ? a : Math.sqrt(a * a + 2 * REACH)));

/** ∫ f(t) exp(-a t - t²/2) dt from 0 to w, in two panels of 20 points, which keep 14 digits. */
function tilted(f: (t: number) => number, a: number, w: number): number {
  const end = Math.min(w, reachOf(a));
  const integrand = (t: number): number => f(t) * exp(-t * (a + 0.5 * t));
  const middle = 0.4 * end;
  return gaussLegendre(integrand, 0, middle) + gaussLegendre(integrand, middle, end);
}

const one = (): number => 1;
const same = (t: number): number => t;

/**
 * log of [Φ(a + w) − Φ(a)] / φ(a) = ∫ exp(-a t - t²/2) dt from 0 to w: with w = ∞ the log of Mills' ratio, which is about
 * 1/a for large a. For a ≥ 0 and w ≥ 0.
 */
export function logMills(a: number, w: number): number {
  return w > reachOf(a) ? log(erfcx(a * Math.SQRT1_2)) + HALF_LOG_HALF_PI : log(tilted(one, a, w));
}

/** E[Z − a] for a standard normal Z known to lie between a and a + w, for a ≥ 0 and w > 0; at most w/2 and 1/a. */
export function meanExcess(a: number, w: number): number {
  return tilted(same, a, w) / tilted(one, a, w);
}
