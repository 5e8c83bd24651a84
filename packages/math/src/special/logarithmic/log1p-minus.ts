/** Compute log(1 + x) - x without cancellation: the exponent of every incomplete integral near its peak. */
import { log1p } from "../generated/log.js";

/**
 * log(1 + x) - x for x > -1.
 *
 * Near 0, with s = x / (2 + x): log(1 + x) = 2 artanh(s), x = 2s / (1 - s), hence
 * log(1 + x) - x = -x s + 2 (s³/3 + s⁵/5 + …).
 */
export function log1pMinus(x: number): number {
  if (!(x > -0.4 && x < 0.6)) return log1p(x) - x;
  const s = x / (2 + x);
  const z = s * s;
  let term = 2 * s * z;
  let sum = 0;
  for (let k = 3; ; k += 2) {
    const next = sum + term / k;
    if (next === sum) return sum - x * s;
    sum = next;
    term *= z;
  }
}
