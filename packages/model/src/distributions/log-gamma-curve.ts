/** Compute by how much log Γ bends over two steps, of which variances of powers are made, so that small steps keep their digits. */
import { lgamma, trigamma } from "@credence/math";

/** Below this a bend is that of a parabola, to 1e−12. */
const small = 2e-6;

/** log Γ(1 + 2e) − 2 log Γ(1 + e). */
export function logGammaBend(e: number): number {
  // the missing term −log Γ(1) is 0
  return Math.abs(e) < small ? e * e * trigamma(1 + e) : lgamma(1 + 2 * e) - 2 * lgamma(1 + e);
}

/** log Γ(x + 2e) − 2 log Γ(x + e) + log Γ(x). */
export function logGammaBendAt(x: number, e: number): number {
  return e < small * Math.max(1, x) ? e * e * trigamma(x + e) : lgamma(x + 2 * e) - 2 * lgamma(x + e) + lgamma(x);
}
