/** Compute the regularised incomplete beta functions with relative accuracy in both tails. */
import { expm1 } from "../elementary/expm1.js";
import { lgamma1p } from "../gamma/lgamma.js";
import { lgammaDiff } from "../gamma/lgamma-difference.js";
import { LOG_SQRT_TWO_PI, stirlingRemainder } from "../gamma/stirling.js";
import { lbeta } from "../generated/counts.js";
import { log, log1p } from "../generated/log.js";
import { expm1Minus } from "../logarithmic/expm1-minus.js";
import { log1pMinus } from "../logarithmic/log1p-minus.js";
import { meanExcess } from "./beta-excess.js";
import { continuedFraction } from "./continued-fraction.js";
import { peakIntegral } from "./peak-integral.js";
import { type Tail, tailOf } from "./tail.js";

/** From these shapes on, the peak is narrow enough for {@link peakIntegral}. */
const PEAKED = 400;

/**
 * log(x^a y^b / B(a, b)) with y = 1 - x: the beta density in the log odds of x. From 10 on, the large terms combine into
 * a·dev(nx/a) + b·dev(ny/b), dev(r) = log r - r + 1, n = a + b (Loader, 2000).
 */
export function logBetaPrefactor(a: number, b: number, x: number, y: number): number {
  if (a < 10 || b < 10) {
    return a * (x < 0.5 ? log(x) : log1p(-y)) + b * (y < 0.5 ? log(y) : log1p(-x)) - lbeta(a, b);
  }
  const n = a + b;
  const excess = meanExcess(a, b, x, y);
  return (
    0.5 * log(a * (b / n)) -
    LOG_SQRT_TWO_PI -
    (stirlingRemainder(a) + stirlingRemainder(b) - stirlingRemainder(n)) +
    a * deviance(-excess / a, x * (n / a)) +
    b * deviance(excess / b, y * (n / b))
  );
}

/** log r - d for r = 1 + d. */
function deviance(d: number, r: number): number {
  return d > -0.4 && d < 0.6 ? log1pMinus(d) : log(r) - d;
}

/** One tail of beta(a, b) at x = 1 - y, the one that keeps both relatively accurate. */
export function betaTail(a: number, b: number, x: number, y: number): Tail {
  if (!(a >= 0 && b >= 0 && x >= 0 && y >= 0 && a + b > 0 && a + b < Infinity)) return tailOf(true, NaN);
  if (x === 0) return tailOf(true, a === 0 ? 0 : -Infinity);
  if (y === 0) return tailOf(false, b === 0 ? 0 : -Infinity);
  if (a === 0 || b === 0) return tailOf(a !== 0, -Infinity);
  if (isSmall(a, b, x)) return tailOf(true, logLowerSmall(a, b, x));
  if (isSmall(b, a, y)) return tailOf(false, logLowerSmall(b, a, y));
  return meanExcess(a, b, x, y) >= 0 ? tailOf(true, logLower(a, b, x, y)) : tailOf(false, logLower(b, a, y, x));
}

/** Whether the power series holds for the lower tail. */
export const isSmall = (a: number, b: number, x: number): boolean => a < 1 && b * x <= 1 && x <= 0.7;
/** Whether the peak is narrow on both sides. */
export const isPeaked = (a: number, b: number): boolean => a >= PEAKED && b >= PEAKED;

/** log I_x(a, b) below the mean. */
function logLower(a: number, b: number, x: number, y: number): number {
  const prefactor = logBetaPrefactor(a, b, x, y);
  return isPeaked(a, b) ? prefactor + log(lowerPeak(a, b, x, y)) : prefactor - log(lowerFraction(a, b, x, y));
}

/** log I_x(a, b) for small a and bx, every term of which is of order a (DLMF 8.17.7, 8.17.8). */
function logLowerSmall(a: number, b: number, x: number): number {
  return a * log(x) + (lgammaDiff(b, a) - lgamma1p(a)) + log1p(a * smallSum(a, b, x));
}

/** Σ pₙ / (a + n), pₙ = Π (k − b) x / k. */
export function smallSum(a: number, b: number, x: number): number {
  let power = 1;
  let sum = 0;
  for (let n = 1; ; n++) {
    power *= ((n - b) * x) / n;
    const next = sum + power / (a + n);
    if (next === sum) return sum;
    sum = next;
  }
}

/** x^a y^b / (B(a, b) I_x(a, b)): the fraction of Didonato and Morris (TOMS 18(3), 1992, eq. 9). */
export function lowerFraction(a: number, b: number, x: number, y: number): number {
  const excess = meanExcess(a, b, x, y);
  return continuedFraction(
    (m) => {
      const d = a + 2 * m - 1;
      return ((a + m - 1) / d) * (m / d) * ((a + b + m - 1) * x) * ((b - m) * x);
    },
    (m) => {
      const first = m === 0 ? 0 : m + (m * (b - m) * x) / (a + 2 * m - 1);
      return first + ((a + m) / (a + 2 * m + 1)) * (excess + 1 + m * (2 - x));
    },
  );
}

/**
 * The lower tail over its density in log odds, with p the smaller of x and y, v = -u for x and u for y:
 * ∫ exp(-(ay - bx) u - n [log(1 + p (e^v - 1)) - p v]) du, the bracket kept as the sum of two second-order terms.
 */
export function lowerPeak(a: number, b: number, x: number, y: number): number {
  const n = a + b;
  const p = Math.min(x, y);
  const sign = x < y ? -1 : 1;
  return peakIntegral(
    meanExcess(a, b, x, y),
    n * x * y,
    (u) => n * (log1pMinus(p * expm1(sign * u)) + p * expm1Minus(sign * u)),
  );
}
