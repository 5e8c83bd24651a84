/** Invert a log-concave distribution function by Newton's method on its logarithm. */
import { exp } from "../generated/exp.js";

/** Newton's error is about half the square of the last residual. */
const LAST_RESIDUAL = 1e-8;
const LONGEST = 300;

/**
 * w with logTail(w) = target.
 *
 * The log of a log-concave density's tail is concave, so a tangent meets the target short of the root: from the side of
 * small tails the iterates move towards it and never overshoot. From the other side the first step may land where the
 * tail vanishes; it is halved until the logs compare.
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
  let wide = start;
  for (let i = 0; i < LONGEST; i++) {
    const value = logTail(w);
    const residual = value - target;
    if (wide !== w && value < 3 * target - 3) {
      w = 0.5 * (w + wide);
      continue;
    }
    if (residual > 0) wide = w;
    const step = residual / exp(logDensity(w) - value);
    w -= direction * step;
    if (Math.abs(residual) < LAST_RESIDUAL || Math.abs(step) <= 4e-16 * Math.abs(w)) return w;
  }
  return w;
}
