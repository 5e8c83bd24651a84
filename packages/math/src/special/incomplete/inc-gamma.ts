/** Name the regularised incomplete gamma functions, their logarithms and inverses. */

import { lgamma1p } from "../gamma/lgamma.js";
import { exp } from "../generated/exp.js";
import { log } from "../generated/log.js";
import { gammaTail, logGammaPrefactor } from "./gamma-tail.js";
import { solveLogTail } from "./solve-log-tail.js";
import { logLowerOf, logUpperOf, lowerOf, upperOf } from "./tail.js";

/** From here on every quantile is the shape itself, to 12 digits. */
const ALL_ALIKE = 1e28;

/** P(a, x) = γ(a, x) / Γ(a), the cdf of gamma(a, 1) at x ≥ 0, a > 0. Relative error about 1e-13; NaN outside. */
export function incGamma(a: number, x: number): number {
  return lowerOf(gammaTail(a, x));
}

/** Q(a, x) = 1 - P(a, x), with relative accuracy of its own. */
export function incGammaUpper(a: number, x: number): number {
  return upperOf(gammaTail(a, x));
}

/** log P(a, x). */
export function logIncGamma(a: number, x: number): number {
  return logLowerOf(gammaTail(a, x));
}

/** log Q(a, x). */
export function logIncGammaUpper(a: number, x: number): number {
  return logUpperOf(gammaTail(a, x));
}

/** x with P(a, x) = p, for a > 0 and p in [0, 1]. Relative error below 1e-11; NaN outside. */
export function incGammaInverse(a: number, p: number): number {
  if (!(a > 0 && p >= 0 && p <= 1)) return NaN;
  if (p === 0 || p === 1) return p === 0 ? 0 : Infinity;
  return p <= 0.5 ? quantile(a, p, log(p), 1) : quantile(a, p, log(1 - p), -1);
}

/** x with Q(a, x) = q, for a > 0 and q in [0, 1]: the inverse for the upper tail, where 1 - q is no longer a double. */
export function incGammaUpperInverse(a: number, q: number): number {
  if (!(a > 0 && q >= 0 && q <= 1)) return NaN;
  if (q === 0 || q === 1) return q === 0 ? Infinity : 0;
  return q <= 0.5 ? quantile(a, 1 - q, log(q), -1) : quantile(a, 1 - q, log(1 - q), 1);
}

/** x at the lower probability p, from the log of the smaller tail. */
function quantile(a: number, p: number, logTail: number, direction: 1 | -1): number {
  if (a > ALL_ALIKE) return a;
  // P(a, x) = x^a / Γ(a + 1) (1 - x a/(a + 1) + …)
  const leading = (log(p) + lgamma1p(a)) / a;
  if (leading < -37) return exp(leading);
  const w = solveLogTail(
    logTail,
    direction,
    log(a),
    (w) => (direction === 1 ? logIncGamma(a, exp(w)) : logIncGammaUpper(a, exp(w))),
    (w) => logGammaPrefactor(a, exp(w)),
  );
  return exp(w);
}
