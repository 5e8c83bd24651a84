/** Measure how far an observed amount is from its expectation, the term by which saddle-point formulas avoid cancellation. */
import { log, log1pMinus } from "@credence/math";

/**
 * observed log(observed / expected) − (observed − expected) for positive amounts, where `difference` = observed − expected
 * is known better than their subtraction would give it: bd0 of Loader (2000), Fast and Accurate Computation of Binomial
 * Probabilities.
 */
export function deviance(observed: number, expected: number, difference: number): number {
  const t = difference / expected;
  return Math.abs(t) < 0.5
    ? expected * ((1 + t) * log1pMinus(t) + t * t)
    : observed * log(observed / expected) - difference;
}
