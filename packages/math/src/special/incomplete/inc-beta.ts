/** Name the regularised incomplete beta functions, their logarithms and inverses. */

import { lgamma1p } from "../gamma/lgamma.js";
import { lgammaDiff } from "../gamma/lgamma-difference.js";
import { log, log1p } from "../generated/log.js";
import { invLogit } from "../generated/logistic.js";
import { betaTail, logBetaPrefactor } from "./beta-tail.js";
import { solveLogTail } from "./solve-log-tail.js";
import { logLowerOf, logUpperOf, lowerOf, upperOf } from "./tail.js";

/** From here on every quantile is the mean, to 12 digits. */
const ALL_ALIKE = 1e28;

/**
 * I_x(a, b), the cdf of beta(a, b) at x in [0, 1], a, b > 0. Relative error about 1e-12; NaN outside.
 *
 * For x close to 1 take {@link incBetaUpper} of (b, a, 1 - x) instead, if 1 - x is known better than x.
 */
export function incBeta(a: number, b: number, x: number): number {
  return lowerOf(betaTail(a, b, x, 1 - x));
}

/** 1 - I_x(a, b), with relative accuracy of its own. */
export function incBetaUpper(a: number, b: number, x: number): number {
  return upperOf(betaTail(a, b, x, 1 - x));
}

/** log I_x(a, b). */
export function logIncBeta(a: number, b: number, x: number): number {
  return logLowerOf(betaTail(a, b, x, 1 - x));
}

/** log(1 - I_x(a, b)). */
export function logIncBetaUpper(a: number, b: number, x: number): number {
  return logUpperOf(betaTail(a, b, x, 1 - x));
}

/** x with I_x(a, b) = p, for a, b > 0 and p in [0, 1]. Relative error below 1e-11; NaN outside. */
export function incBetaInverse(a: number, b: number, p: number): number {
  if (!(a > 0 && b > 0 && p >= 0 && p <= 1)) return NaN;
  return invLogit(p <= 0.5 ? lowerLogit(a, b, p) : -lowerLogit(b, a, 1 - p));
}

/** x with 1 - I_x(a, b) = q, for a, b > 0 and q in [0, 1]: the inverse where 1 - q is no longer a double. */
export function incBetaUpperInverse(a: number, b: number, q: number): number {
  if (!(a > 0 && b > 0 && q >= 0 && q <= 1)) return NaN;
  return invLogit(q <= 0.5 ? -lowerLogit(b, a, q) : lowerLogit(a, b, 1 - q));
}

/** Log odds of the x with I_x(a, b) = p ≤ ½. */
function lowerLogit(a: number, b: number, p: number): number {
  if (p === 0) return -Infinity;
  if (a > ALL_ALIKE && b > ALL_ALIKE) return log(a / b);
  const low = leadingLog(a, b, log(p));
  if (low < -37 - log(1 + b)) return low;
  const high = leadingLog(b, a, log1p(-p));
  if (high < -37 - log(1 + a)) return -high;
  return solveLogTail(
    log(p),
    1,
    log(a / b),
    (w) => logLowerOf(betaTail(a, b, invLogit(w), invLogit(-w))),
    (w) => logBetaPrefactor(a, b, invLogit(w), invLogit(-w)),
  );
}

/** log x from the leading term of I_x(a, b) = x^a / (a B(a, b)) (1 + x a (1 - b)/(a + 1) + …). */
function leadingLog(a: number, b: number, logP: number): number {
  return (logP + lgamma1p(a) - lgammaDiff(b, a)) / a;
}
