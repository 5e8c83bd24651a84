/** Integrate the tail of a sharply peaked density in the variable in which its log is concave. */
import { exp } from "../generated/exp.js";
import { gaussLegendre } from "../quadrature.js";

/** What lies beyond exp(-REACH) of the integrand's start is dropped. */
const REACH = 42;

/**
 * ∫₀^∞ exp(-slope·u - bend(u)) du for slope ≥ 0 and bend(u) ≈ curvature·u²/2.
 *
 * The integrand falls by exp(-REACH) within [0, L]; two panels of 20 points keep 14 digits, whatever its scale.
 */
export function peakIntegral(slope: number, curvature: number, bend: (u: number) => number): number {
  return inTwoPanels((u) => exp(-slope * u - bend(u)), reachOf(slope, curvature));
}

/** The mean of f(u) under that integrand: what a tail's log changes by with a parameter on which its exponent depends. */
export function peakMean(
  slope: number,
  curvature: number,
  bend: (u: number) => number,
  f: (u: number) => number,
): number {
  const reach = reachOf(slope, curvature);
  const weighted = inTwoPanels((u) => f(u) * exp(-slope * u - bend(u)), reach);
  return weighted / inTwoPanels((u) => exp(-slope * u - bend(u)), reach);
}

/** Where the exponent has fallen by REACH. */
function reachOf(slope: number, curvature: number): number {
  const bent = Math.sqrt(2 * REACH * curvature);
  return (2 * REACH) / (slope + (slope > 1e150 ? slope : Math.sqrt(slope * slope + bent * bent)));
}

function inTwoPanels(integrand: (u: number) => number, reach: number): number {
  const middle = 0.4 * reach;
  return gaussLegendre(integrand, 0, middle) + gaussLegendre(integrand, middle, reach);
}
