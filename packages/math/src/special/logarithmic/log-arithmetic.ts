/** Add, subtract and complement numbers known by their logarithms, without overflow or cancellation. */
import { exp } from "../elementary/exp.js";
import { expm1 } from "../elementary/expm1.js";
import { log } from "../elementary/log.js";
import { log1p } from "../elementary/log1p.js";

const LN2_LOW = 2.3190468138462996e-17;

/** log(1 + e^x), softplus, for any x. */
export function log1pExp(x: number): number {
  return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

/** log(1 - e^x) for x ≤ 0: the log of a probability's complement. NaN for x > 0 (Mächler, 2012, "log1mexp"). */
export function log1mExp(x: number): number {
  return x > -Math.LN2 ? log(-expm1(x)) : log1p(-exp(x));
}

/** log(e^x - 1) for x ≥ 0, the inverse of {@link log1pExp}. NaN for x < 0; accurate at its zero ln 2 also. */
export function logExpm1(x: number): number {
  if (x > 1) return x + log1p(-exp(-x));
  // e^x - 1 = 1 + 2 (e^(x - ln 2) - 1)
  if (x > 0.5) return log1p(2 * expm1(x - Math.LN2 - LN2_LOW));
  return log(expm1(x));
}

/** log(e^a - e^b) for a ≥ b; -Infinity where they are equal, NaN for a < b. */
export function logDiffExp(a: number, b: number): number {
  if (b === -Infinity) return a;
  if (a === b) return a === Infinity ? NaN : -Infinity;
  return a + log1mExp(b - a);
}

/** log(e^a + e^b). */
export function logAddExp(a: number, b: number): number {
  if (a === b) return a + Math.LN2;
  const high = Math.max(a, b);
  const low = Math.min(a, b);
  return high + log1p(exp(low - high));
}
