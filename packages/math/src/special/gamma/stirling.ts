/** Split log Γ into Stirling's formula and a small remainder, so that differences of large values do not cancel. */
import { log1p } from "../elementary/log1p.js";

/** ½ log 2π. */
export const LOG_SQRT_TWO_PI = 0.9189385332046728;

/** Below this the series for the remainder does not reach double precision. */
const LARGE = 10;

/** Bernoulli terms of {@link stirlingRemainder}: Σ cᵢ / x^(2i+1). */
function series(x: number): number {
  const z = 1 / (x * x);
  return (
    (0.08333333333333333 +
      z *
        (-0.002777777777777778 +
          z *
            (0.0007936507936507937 +
              z *
                (-0.0005952380952380953 +
                  z * (0.0008417508417508417 + z * (-0.0019175269175269176 + z * 0.00641025641025641)))))) /
    x
  );
}

/**
 * S(x) = log Γ(x) - (x - ½) log x + x - ½ log 2π for x > 0 (DLMF 5.11.1): 1/(12x) - 1/(360x³) + … for x ≥ 10, and below
 * by the recurrence S(x) = S(x + 1) + (x + ½) log(1 + 1/x) - 1.
 */
export function stirlingRemainder(x: number): number {
  let sum = 0;
  let at = x;
  while (at < LARGE) {
    sum += (at + 0.5) * log1p(1 / at) - 1;
    at += 1;
  }
  return sum + series(at);
}
