/** Compute the regularised incomplete gamma functions with relative accuracy in both tails. */

import { lgamma, lgamma1p } from "../gamma/lgamma.js";
import { LOG_SQRT_TWO_PI, stirlingRemainder } from "../gamma/stirling.js";
import { log, log1p } from "../generated/log.js";
import { expm1Minus } from "../logarithmic/expm1-minus.js";
import { log1pMinus } from "../logarithmic/log1p-minus.js";
import { continuedFraction } from "./continued-fraction.js";
import { peakIntegral } from "./peak-integral.js";
import { type Tail, tailOf } from "./tail.js";

/** From this shape on, the peak is narrow enough for {@link peakIntegral}. */
export const PEAKED = 400;

/**
 * log(x^a e^-x / Γ(a)), the gamma density in log x. From a = 10 the large terms combine into
 * a [log(x/a) - (x - a)/a] (Loader, 2000).
 */
export function logGammaPrefactor(a: number, x: number): number {
  if (a < 10) return a * log(x) - x - lgamma(a);
  const d = (x - a) / a;
  const deviance = d > -0.4 && d < 0.6 ? log1pMinus(d) : log(x / a) - d;
  return 0.5 * log(a) - LOG_SQRT_TWO_PI - stirlingRemainder(a) + a * deviance;
}

/** One tail of gamma(a, 1) at x, the one that keeps both relatively accurate. */
export function gammaTail(a: number, x: number): Tail {
  if (!(a >= 0 && x >= 0)) return tailOf(true, NaN);
  if (x === 0) return tailOf(true, a === 0 ? 0 : -Infinity);
  if (x === Infinity || a === 0) return tailOf(false, -Infinity);
  if (a < 1 && x <= 1) return tailOf(true, logLowerSmall(a, x));
  const lower = x <= a;
  const prefactor = logGammaPrefactor(a, x);
  if (a >= PEAKED) return tailOf(lower, prefactor + log(peak(a, x)));
  return tailOf(lower, lower ? prefactor + log(lowerSeries(a, x)) : prefactor - log(upperFraction(a, x)));
}

/** The tail over its density at x: with t = x e^±u, ∫ exp(-|a - x| u - x (e^±u - 1 ∓ u)) du. */
export function peak(a: number, x: number): number {
  const sign = x <= a ? -1 : 1;
  return peakIntegral(Math.abs(a - x), x, (u) => x * expm1Minus(sign * u));
}

/** log P(a, x) for small a and x, every term of which is of order a (DLMF 8.7.1). */
function logLowerSmall(a: number, x: number): number {
  let power = 1;
  let sum = 0;
  for (let n = 1; ; n++) {
    power *= -x / n;
    const next = sum + power / (a + n);
    if (next === sum) break;
    sum = next;
  }
  return a * log(x) - lgamma1p(a) + log1p(a * sum);
}

/** Σ x^n / (a (a + 1) … (a + n)) (DLMF 8.11.4). */
export function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; ; n++) {
    term *= x / (a + n);
    const next = sum + term;
    if (next === sum) return sum;
    sum = next;
  }
}

/** The even part of the fraction of DLMF 8.9.2. */
export function upperFraction(a: number, x: number): number {
  return continuedFraction(
    (m) => m * (a - m),
    (m) => x - a + 1 + 2 * m,
  );
}
