/** Add, subtract and complement numbers known by their logarithms, without overflow or cancellation. */
import { expm1 } from "../elementary/expm1.js";
import { exp } from "../generated/exp.js";
import { log, log1p } from "../generated/log.js";
import { log1mExp } from "../generated/logistic.js";

const LN2_LOW = 2.3190468138462996e-17;

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
