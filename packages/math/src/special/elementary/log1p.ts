/** Compute log(1 + x) without losing x against 1. */
import { centredExponent, POWER_ZERO, POWERS_OF_TWO } from "./binary.js";
import { logOfParts, logSeries } from "./log.js";

/**
 * log(1 + x). Within 1 ulp; -Infinity at -1, NaN below.
 *
 * fdlibm's s_log1p.c: what 1 + x loses by rounding is put back to first order.
 */
export function log1p(x: number): number {
  if (x > -0.2928932188134524 && x < 0.41421356237309503) {
    if (x > -5.551115123125783e-17 && x < 5.551115123125783e-17) return x;
    const s = x / (2 + x);
    const half = 0.5 * x * x;
    return x - (half - s * (half + logSeries(s)));
  }
  if (!(x > -1 && x < Infinity)) return x === -1 ? -Infinity : x === Infinity ? x : NaN;
  const u = 1 + x;
  const e = centredExponent(u);
  const lost = x > 1 ? 1 - (u - x) : x - (u - 1);
  return logOfParts(u * (POWERS_OF_TWO[POWER_ZERO - e] as number), e, lost / u);
}
