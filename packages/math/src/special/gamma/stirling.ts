/** Split log Γ into Stirling's formula and a small remainder, so that differences of large values do not cancel. */
import { log1p } from "../generated/log.js";
import { polynomial } from "../polynomial.js";

/** ½ log 2π. */
export const LOG_SQRT_TWO_PI = 0.9189385332046728;

/** Below this the series for the remainder does not reach double precision. */
const LARGE = 10;

/** cᵢ of S(x) = Σ cᵢ / x^(2i+1) (DLMF 5.11.1). */
export const STIRLING_SERIES: readonly number[] = [
  0.08333333333333333, -0.002777777777777778, 0.0007936507936507937, -0.0005952380952380953, 0.0008417508417508417,
  -0.0019175269175269176, 0.00641025641025641,
];

/**
 * S(x) = log Γ(x) - (x - ½) log x + x - ½ log 2π for x > 0: 1/(12x) - 1/(360x³) + … for x ≥ 10, and below by the
 * recurrence S(x) = S(x + 1) + (x + ½) log(1 + 1/x) - 1.
 */
export function stirlingRemainder(x: number): number {
  if (!(x >= 0)) return NaN;
  let sum = 0;
  let at = x;
  for (; at < LARGE; at += 1) sum += (at + 0.5) * log1p(1 / at) - 1;
  return sum + polynomial(STIRLING_SERIES, 1 / (at * at)) / at;
}

/**
 * S(x + d) - S(x) for x ≥ 10, d ≥ 0, with relative accuracy in d: with p = 1/x and q = 1/(x + d),
 * q^(2i+1) - p^(2i+1) = (q - p) Σⱼ qʲ p^(2i-j), and q - p = -d p q.
 */
export function stirlingRemainderDiff(x: number, d: number): number {
  const p = 1 / x;
  const q = 1 / (x + d);
  let power = 1;
  let mixed = 1;
  let sum = 0;
  for (const c of STIRLING_SERIES) {
    sum += c * mixed;
    for (let step = 0; step < 2; step++) {
      power *= p;
      mixed = q * mixed + power;
    }
  }
  return -d * p * q * sum;
}

/** cᵢ of S'(x) = -Σ cᵢ / x^(2i+2): those of S times 2i + 1. */
const SLOPE_SERIES = STIRLING_SERIES.map((c, i) => c * (2 * i + 1));

/**
 * S'(x + d) - S'(x) for x ≥ 10, d ≥ 0, with relative accuracy in d: with p = 1/x and q = 1/(x + d),
 * p^(2i+2) - q^(2i+2) = (p - q) Σⱼ qʲ p^(2i+1-j), and p - q = d p q.
 */
export function stirlingSlopeDiff(x: number, d: number): number {
  const p = 1 / x;
  const q = 1 / (x + d);
  let power = p;
  let mixed = q + p;
  let sum = 0;
  for (const c of SLOPE_SERIES) {
    sum += c * mixed;
    for (let step = 0; step < 2; step++) {
      power *= p;
      mixed = q * mixed + power;
    }
  }
  return d * p * q * sum;
}
