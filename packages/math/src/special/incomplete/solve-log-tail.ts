/** Invert a log-concave distribution function by Newton's method on its logarithm. */
import { exp } from "../elementary/exp.js";

/** Newton's error is about half the square of the last residual. */
const LAST_RESIDUAL = 1e-8;
const LONGEST = 200;

/**
 * w with logTail(w) = target.
 *
 * The log of a log-concave density's tail is concave, so a tangent meets the target short of the root: after one step
 * the iterates move towards it from the side of small tails and never overshoot.
 *
 * @param target log of the tail's probability
 * @param direction 1 for the lower tail, -1 for the upper
 * @param start about the middle of the distribution
 */
export function solveLogTail(
  target: number,
  direction: 1 | -1,
  start: number,
  logTail: (w: number) => number,
  logDensity: (w: number) => number,
): number {
  let w = start;
  for (let i = 0; i < LONGEST; i++) {
    const value = logTail(w);
    const residual = value - target;
    w -= (direction * residual) / exp(logDensity(w) - value);
    if (Math.abs(residual) < LAST_RESIDUAL) return w;
  }
  return w;
}
