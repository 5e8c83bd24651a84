/** Judge a difference by Student's t, since Monte Carlo errors are themselves estimates. */
import { incBeta, incBetaUpperInverse, probit, stdNormalCdf } from "@credence/math";

/** Beyond this many degrees of freedom t is normal to every digit that matters. */
const NORMAL = 1e6;

/** Probability that |t| exceeds |z|: I_{ν/(ν+z²)}(ν/2, 1/2), Abramowitz and Stegun 26.7.1 with 26.5.27. */
export function twoSidedP(z: number, degrees: number): number {
  if (degrees > NORMAL) return 2 * stdNormalCdf(-Math.abs(z));
  return incBeta(degrees / 2, 0.5, degrees / (degrees + z * z));
}

/** The |t| that is exceeded with probability `p`, 0 < p < 1. */
export function criticalT(p: number, degrees: number): number {
  if (degrees > NORMAL) return -probit(p / 2);
  const share = incBetaUpperInverse(0.5, degrees / 2, p);
  return Math.sqrt((degrees * share) / (1 - share));
}

/** Degrees of freedom of the sum of two squared errors (Welch 1947, Satterthwaite 1946). */
export function jointDegrees(a: ErrorOf, b: ErrorOf): number {
  const total = a.mcse * a.mcse + b.mcse * b.mcse;
  const part = ({ mcse, degrees }: ErrorOf): number => (mcse === 0 ? 0 : (mcse * mcse) / total) ** 2 / degrees;
  return 1 / (part(a) + part(b));
}

export interface ErrorOf {
  readonly mcse: number;
  readonly degrees: number;
}

/** What a p value by the normal law becomes when the error in it is known to so many degrees of freedom. */
export function widened(p: number, degrees: number): number {
  return degrees > NORMAL || p >= 1 ? p : twoSidedP(probit(p / 2), degrees);
}
