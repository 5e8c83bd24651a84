/** Map probabilities to log odds and back. */
import { exp } from "../elementary/exp.js";
import { log } from "../elementary/log.js";
import { log1p } from "../elementary/log1p.js";
import { log1pExp } from "./log-arithmetic.js";

/** Log odds log(p / (1 - p)) of p in [0, 1]; ±Infinity at the ends, NaN outside; accurate at its zero ½ also. */
export function logit(p: number): number {
  if (p < 0.3) return log(p) - log1p(-p);
  if (p < 0.7) return log1p((2 * p - 1) / (1 - p));
  return log(p / (1 - p));
}

/** 1 / (1 + e^-x), relative accuracy in the lower tail also. */
export function invLogit(x: number): number {
  if (x > 0) return 1 / (1 + exp(-x));
  const odds = exp(x);
  return odds / (1 + odds);
}

/** log(1 / (1 + e^-x)). */
export function logInvLogit(x: number): number {
  return -log1pExp(-x);
}
