/** Compute the derivatives of log Γ: digamma, trigamma and the one after. */
import { digammaOfPositive } from "../generated/gamma.js";
import { log } from "../generated/log.js";
import { polynomial } from "../polynomial.js";
import { DIGAMMA_SERIES } from "./coefficients.js";
import { cosPi, sinPi } from "./sin-pi.js";

/** B₂ₖ, of ψ'(x) = 1/x + 1/(2x²) + Σ B₂ₖ / x^(2k+1). */
const TRIGAMMA_SERIES = [
  0.16666666666666666, -0.03333333333333333, 0.023809523809523808, -0.03333333333333333, 0.07575757575757576,
  -0.2531135531135531, 1.1666666666666667,
];
/** (2k+1) B₂ₖ, of -ψ''(x) = 1/x² + 1/x³ + Σ (2k+1) B₂ₖ / x^(2k+2). */
const TETRAGAMMA_SERIES = [
  0.5, -0.16666666666666666, 0.16666666666666666, -0.3, 0.8333333333333334, -3.2904761904761903, 17.5,
];

/**
 * ψ(x), the derivative of log Γ. A few ulp for x > 0, also near its zero 1.4616; -Infinity at 0, NaN at -1, -2, ….
 *
 * Recurrence into [1, 2] or above 10, reflection below 0.
 */
export function digamma(x: number): number {
  if (x > 0) return digammaOfPositive(x);
  return x === 0 ? -Infinity : digammaOfNegative(x);
}

/** ψ(x) for x < 0, and NaN. */
export function digammaOfNegative(x: number): number {
  return digammaOfPositive(-x) - 1 / x - (Math.PI * cosPi(x)) / zeroIsNaN(sinPi(x));
}

/** log x − ψ(x) for x > 0, without the cancellation of large arguments. */
export function logMinusDigamma(x: number): number {
  if (x < 10) return log(x) - digamma(x);
  const z = 1 / (x * x);
  return 0.5 / x + z * polynomial(DIGAMMA_SERIES, z);
}

/** A pole of a reflection formula has no value: its two sides differ in sign. */
function zeroIsNaN(s: number): number {
  return s === 0 ? NaN : s;
}

/** ψ'(x). A few ulp for x > 0; Infinity at 0, -1, -2, …. */
export function trigamma(x: number): number {
  if (x <= 0) {
    const s = sinPi(x) / Math.PI;
    return s === 0 ? Infinity : 1 / (s * s) + 1 / (x * x) - trigamma(-x);
  }
  let sum = 0;
  let at = x;
  for (; at < 12; at += 1) sum += 1 / (at * at);
  const r = 1 / at;
  const z = r * r;
  return sum + r + z * (0.5 + r * polynomial(TRIGAMMA_SERIES, z));
}

/** ψ''(x). A few ulp for x > 0; -Infinity at 0, NaN at -1, -2, …. */
export function polygamma2(x: number): number {
  if (x === 0) return -Infinity;
  if (x < 0) {
    const t = Math.PI / zeroIsNaN(sinPi(x));
    // ψ''(x) = ψ''(1 - x) - 2π³ cos πx / sin³ πx, and ψ''(1 - x) = ψ''(-x) - 2/x³
    return polygamma2(-x) - 2 / (x * x * x) - 2 * t * t * t * cosPi(x);
  }
  let sum = 0;
  let at = x;
  for (; at < 14; at += 1) sum += 2 / (at * at * at);
  const r = 1 / at;
  const z = r * r;
  return -(sum + z * (1 + r + z * polynomial(TETRAGAMMA_SERIES, z)));
}
