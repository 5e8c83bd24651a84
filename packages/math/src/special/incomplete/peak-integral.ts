/** Integrate the tail of a sharply peaked density in the variable in which its log is concave. */
import { exp } from "../elementary/exp.js";
import { gaussLegendre } from "../quadrature.js";

/** What lies beyond exp(-REACH) of the integrand's start is dropped. */
const REACH = 42;

/**
 * ∫₀^∞ exp(-slope·u - bend(u)) du for slope ≥ 0 and bend(u) ≈ curvature·u²/2.
 *
 * The integrand falls by exp(-REACH) within [0, L]; two panels of 20 points keep 14 digits, whatever its scale.
 */
export function peakIntegral(slope: number, curvature: number, bend: (u: number) => number): number {
  const bent = Math.sqrt(2 * REACH * curvature);
  const reach = (2 * REACH) / (slope + (slope > 1e150 ? slope : Math.sqrt(slope * slope + bent * bent)));
  const integrand = (u: number): number => exp(-slope * u - bend(u));
  const middle = 0.4 * reach;
  return gaussLegendre(integrand, 0, middle) + gaussLegendre(integrand, middle, reach);
}
