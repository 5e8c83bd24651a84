/** Evaluate the beta-binomial mass without cancellation, from single trials under vague priors to billions under sharp ones. */
import { LOG_SQRT_TWO_PI, lbetaDiff, log, stirlingRemainder as S } from "@credence/math";
import { deviance } from "./deviance.js";

/**
 * log of C(n, k) B(a + k, b + m) / B(a, b): k ≥ 0 successes and m ≥ 0 failures in n = k + m trials whose rate is
 * beta(a, b), a, b > 0.
 *
 * Stirling's formula in every gamma function leaves the G statistic of the table [[a, k], [b, m]], whose cells all miss
 * their expectation (row total × column total / total) by the same amount, half a logarithm and small remainders.
 */
export function logBetaBinomial(k: number, m: number, a: number, b: number): number {
  if (k === 0 || m === 0) return lbetaDiff(a, b, k, m);
  const prior = a + b;
  const trials = k + m;
  const total = prior + trials;
  const successes = a + k;
  const failures = b + m;
  const difference = a * (m / total) - k * (b / total);
  const cell = (observed: number, row: number, column: number, sign: number): number =>
    deviance(observed, row * (column / total), sign * difference);
  return (
    -(
      cell(a, successes, prior, 1) +
      cell(k, successes, trials, -1) +
      cell(b, failures, prior, -1) +
      cell(m, failures, trials, 1)
    ) -
    LOG_SQRT_TWO_PI +
    0.5 * log((trials / k / m) * (a / successes) * (b / failures) * (total / prior)) +
    (S(trials) - S(k) - S(m) + (S(successes) - S(a)) + (S(failures) - S(b)) - (S(total) - S(prior)))
  );
}
