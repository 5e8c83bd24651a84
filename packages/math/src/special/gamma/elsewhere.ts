/** Compute log beta functions and rising factorials of small arguments, where the generated functions leave off. */
import { log, log1p } from "../generated/log.js";
import { log1pMinus } from "../logarithmic/log1p-minus.js";
import { digamma } from "./digamma.js";
import { lgamma } from "./lgamma.js";
import { lgammaDiff } from "./lgamma-difference.js";
import { stirlingRemainderDiff, stirlingSlopeDiff } from "./stirling.js";

const LARGE = 10;

/** log B(a, b) where one argument is below ½ and the other below 10, or one is not positive or not finite. */
export function lbetaElsewhere(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (!(small > 0)) return small === 0 ? Infinity : NaN;
  if (large === Infinity) return -Infinity;
  return lgamma(small) - lgammaDiff(large, small);
}

/** log[(x)_k / x^k] for less than 2 factors, or an impossible x. */
export function logRisingRatioElsewhere(x: number, k: number): number {
  if (k === 0 || k === 1) return 0;
  if (x < LARGE) return lgammaDiff(x, k) - k * log(x);
  const t = k / x;
  const phi = t < 1 ? (1 + t) * log1pMinus(t) + t * t : (1 + t) * log1p(t) - t;
  return x * phi - 0.5 * log1p(t) + stirlingRemainderDiff(x, k);
}

/** Its slope in x for less than 2 factors, or an impossible x. */
export function risingRatioSlopeElsewhere(x: number, k: number): number {
  if (k === 0 || k === 1) return 0;
  if (x < LARGE) return digamma(x + k) - digamma(x) - k / x;
  const t = k / x;
  return log1pMinus(t) + (0.5 * t) / (x + k) + stirlingSlopeDiff(x, k);
}
