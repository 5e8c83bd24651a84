/** Compute exp(x) - 1 - x without cancellation: how an exponential leaves its tangent. */
import { expm1 } from "../elementary/expm1.js";

/** exp(x) - 1 - x = x²/2 + x³/6 + …. */
export function expm1Minus(x: number): number {
  if (!(x > -0.5 && x < 0.5)) return expm1(x) - x;
  let term = 0.5 * x * x;
  let sum = 0;
  for (let k = 3; ; k++) {
    const next = sum + term;
    if (next === sum) return sum;
    sum = next;
    term *= x / k;
  }
}
