/** Evaluate Poisson and binomial probabilities to full precision at any size, for accepting or rejecting counts. */
import { deviance, log, log1p } from "../special/index.js";

const log2Pi = 1.8378770664093454;
const factorials = Float64Array.of(
  1,
  1,
  2,
  6,
  24,
  120,
  720,
  5040,
  40320,
  362880,
  3628800,
  39916800,
  479001600,
  6227020800,
);

/**
 * log of the Poisson probability of `count` at a positive rate, by the saddle-point expansion (Loader 2000, Fast and
 * Accurate Computation of Binomial Probabilities).
 */
export function logPoissonMass(count: number, rate: number): number {
  if (count === 0) return -rate;
  return -stirlingError(count) - deviance(count, rate) - 0.5 * (log2Pi + log(count));
}

/** log of the binomial probability of `count` successes in n trials, 0 < p < 1, by the same expansion. */
export function logBinomialMass(count: number, n: number, p: number): number {
  if (count === 0) return n * log1p(-p);
  if (count === n) return n * log(p);
  const rest = n - count;
  return (
    stirlingError(n) -
    stirlingError(count) -
    stirlingError(rest) -
    deviance(count, n * p) -
    deviance(rest, n * (1 - p)) -
    0.5 * (log2Pi + log(count) + log1p(-count / n))
  );
}

/** log n! minus Stirling's formula, for integers n ≥ 1: exact factorials, then the asymptotic series. */
function stirlingError(n: number): number {
  const factorial = factorials[n];
  if (factorial !== undefined) return log(factorial) - (n + 0.5) * log(n) + n - 0.5 * log2Pi;
  const nn = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / (1188 * nn)) / nn) / nn) / nn) / n;
}
