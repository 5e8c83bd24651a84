/** Split the log mass of a count into how far it is from a mean and what it costs at its mean, so that nothing large cancels. */
import { log } from "../generated/log.js";
import { lgamma } from "./lgamma.js";
import { LOG_SQRT_TWO_PI, stirlingRemainder } from "./stirling.js";

/**
 * x log(x / mean) + mean − x ≥ 0 for x, mean ≥ 0, without cancellation near the mean: the term that Loader (2000, Fast and
 * Accurate Computation of Binomial Probabilities) calls bd0.
 */
export function deviance(x: number, mean: number): number {
  if (x === 0 || mean === Infinity) return mean;
  if (mean === 0) return Infinity;
  const difference = x - mean;
  // halves, as a sum of huge numbers may overflow
  const v = difference / 2 / (x / 2 + mean / 2);
  if (!(Math.abs(v) < 0.1)) return x * log(x / mean) - difference;
  let term = 2 * (x * v);
  let total = difference * v;
  for (let j = 3; ; j += 2) {
    term *= v * v;
    const next = total + term / j;
    if (next === total) return total;
    total = next;
  }
}

/** log Γ(x + 1) − x log x + x for x ≥ 0: minus the log mass of x under the Poisson whose mean it is. */
export function stirlingExcess(x: number): number {
  if (x < 1) return x === 0 ? 0 : lgamma(x + 1) - x * log(x) + x;
  return LOG_SQRT_TWO_PI + 0.5 * log(x) + stirlingRemainder(x);
}
