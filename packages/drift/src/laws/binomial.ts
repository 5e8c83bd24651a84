/** Evaluate binomial probabilities without cancellation, however many trials. */
import { log, log1p, logBetaPrefactor } from "@credence/math";

/** log C(n, k) x^k (1 − x)^(n − k): the beta density of (k + 1, n − k + 1) at x, over n + 1. */
export function logBinomialMass(k: number, n: number, x: number): number {
  if (x === 0 || x === 1) return k === n * x ? 0 : -Infinity;
  return logBetaPrefactor(k + 1, n - k + 1, x, 1 - x) - log1p(n) - log(x) - log1p(-x);
}
