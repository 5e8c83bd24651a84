/** Compute differences of log beta functions, binomial coefficients and multivariate gamma functions. */

import { lbeta, logRisingRatio } from "../generated/counts.js";
import { log, log1p } from "../generated/log.js";
import { lgamma } from "./lgamma.js";

/**
 * log B(a + y, b + m) - log B(a, b) for a, b > 0 and y, m ≥ 0: the evidence of y successes and m failures under
 * beta(a, b), less its binomial coefficient. Accurate however large a and b are against y and m.
 *
 * With s = a + b, n = y + m and R(x, k) = log[(x)_k / x^k], the better conditioned of
 *   y log(a/s) + m log(b/s) + R(a, y) + R(b, m) - R(s, n)   and
 *   y log(a/(b + m)) + R(a, y) - a log(1 + m/b) - [R(b + m, a + y) - R(b, a)].
 */
export function lbetaDiff(a: number, b: number, y: number, m: number): number {
  if (a + y > b + m) return lbetaDiff(b, a, m, y);
  const s = a + b;
  const rising = logRisingRatio(a, y);
  const first = [y * log(a / s), m * log1p(-a / s), rising, logRisingRatio(b, m), -logRisingRatio(s, y + m)];
  const second = [y * log(a / (b + m)), rising, -a * log1p(m / b), -logRisingRatio(b + m, a + y), logRisingRatio(b, a)];
  return total(size(first) <= size(second) ? first : second);
}

const total = (terms: readonly number[]): number => terms.reduce((sum, term) => sum + term, 0);
const size = (terms: readonly number[]): number => terms.reduce((sum, term) => sum + Math.abs(term), 0);

/**
 * log of the binomial coefficient n over k for real n ≥ 0; -Infinity for k < 0 or k > n.
 *
 * -log(n + 1) - log B(n - k + 1, k + 1) (DLMF 1.2.6, 5.12.1).
 */
export function lchoose(n: number, k: number): number {
  const least = Math.min(k, n - k);
  if (least < 0) return -Infinity;
  if (least === 0) return 0;
  if (least === 1) return log(n);
  return -log1p(n) - lbeta(n - least + 1, least + 1);
}

/**
 * log of the multivariate gamma function Γ_p(a), the Wishart distribution's constant, for integer p ≥ 1, a > (p - 1)/2.
 *
 * p(p - 1)/4 log π + Σⱼ log Γ(a + (1 - j)/2) (DLMF 35.3.4).
 */
export function multigammaLn(a: number, p: number): number {
  if (!(a > (p - 1) / 2)) return NaN;
  let sum = 0.25 * p * (p - 1) * 1.1447298858494002;
  for (let j = 0; j < p; j++) sum += lgamma(a - 0.5 * j);
  return sum;
}
