/** Subtract log gammas whose arguments are close or huge, where the plain difference has lost its digits. */
import { log, log1p } from "../generated/log.js";
import { log1pMinus } from "../logarithmic/log1p-minus.js";
import { lgamma } from "./lgamma.js";
import { stirlingRemainderDiff } from "./stirling.js";

const LARGE = 10;

/**
 * log Γ(x + d) - log Γ(x) for x > 0, x + d > 0: the log of the rising factorial (x)_d. Relative accuracy for small d,
 * and for x so large that x + d is not a double.
 *
 * By Stirling's formula, d log x + (x + d - ½) log(1 + d/x) - d + S(x + d) - S(x) (DLMF 5.11.1).
 */
export function lgammaDiff(x: number, d: number): number {
  if (d < 0) return -lgammaDiff(x + d, -d);
  if (x >= LARGE) return differenceAbove(x, d);
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  return d < 0.5 && d < 1e100 * x ? differenceBelow(x, d) : lgamma(x + d) - lgamma(x);
}

function differenceAbove(x: number, d: number): number {
  const t = d / x;
  const lead = t < 1 ? x * log1pMinus(t) + (d - 0.5) * log1p(t) : (x + d - 0.5) * log1p(t) - d;
  return d * log(x) + lead + stirlingRemainderDiff(x, d);
}

/** Shift x above 10; the product of the ratios (x + i + d) / (x + i), less 1, is kept so that small d lose nothing. */
function differenceBelow(x: number, d: number): number {
  let excess = 0;
  let at = x;
  for (; at < LARGE; at += 1) {
    const t = d / at;
    excess += t + excess * t;
  }
  return differenceAbove(at, d) - log1p(excess);
}
