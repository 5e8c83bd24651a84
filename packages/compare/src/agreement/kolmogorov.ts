/** Give the law of the largest difference of distribution functions, by Kolmogorov and Smirnov. */

/** Terms of either series beyond which nothing changes. */
const TERMS = 20;

/** Below this the one series, above it the other converges in a few terms. */
const MIDDLE = 1.2;

/**
 * Probability that the largest distance of a Brownian bridge from zero exceeds x: 2 Σ (−1)ᵏ⁻¹ exp(−2 k² x²) (Kolmogorov
 * 1933), for small x by Jacobi's identity for theta functions.
 */
export function kolmogorovTail(x: number): number {
  if (x <= 0) return 1;
  if (Number.isNaN(x)) return NaN;
  let sum = 0;
  if (x < MIDDLE) {
    for (let k = 1; k <= TERMS; k++) sum += Math.exp(-(((2 * k - 1) * Math.PI) ** 2) / (8 * x * x));
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  for (let k = 1; k <= TERMS; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
  return sum;
}

/** The p value of a largest difference d at so many (effective) draws, with the correction of Stephens (1970) for few. */
export function kolmogorovP(d: number, size: number): number {
  const root = Math.sqrt(size);
  return kolmogorovTail((root + 0.12 + 0.11 / root) * d);
}
