/** Compute log with additions, multiplications and one division, so that every engine returns the same bits. */
import { centredExponent, POWER_ZERO, POWERS_OF_TWO } from "./binary.js";

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** log(1 + f) - f + f²/2 over s = f / (2 + f), on √½ ≤ 1 + f < √2: fdlibm's polynomial, error below 2^-58.45. */
export function logSeries(s: number): number {
  const z = s * s;
  const w = z * z;
  const even = w * (w * (w * 0.15313837699209373 + 0.22222198432149784) + 0.3999999999940942);
  const odd = z * (w * (w * (w * 0.14798198605116586 + 0.1818357216161805) + 0.2857142874366239) + 0.6666666666666735);
  return even + odd;
}

/** log(m·2^e + error) for m in [√½, √2), `correction` being error / (m·2^e). */
export function logOfParts(m: number, e: number, correction: number): number {
  const f = m - 1;
  const s = f / (2 + f);
  const half = 0.5 * f * f;
  return e * LN2_HIGH + (f - (half - (s * (half + logSeries(s)) + (e * LN2_LOW + correction))));
}

function logAtEdges(x: number): number {
  if (x === 0) return -Infinity;
  if (x > 0 && x < 1) return logNormal(x * 18014398509481984, -54);
  return x === Infinity ? Infinity : NaN;
}

function logNormal(x: number, shift: number): number {
  const e = centredExponent(x);
  return logOfParts(x * (POWERS_OF_TWO[POWER_ZERO - e] as number), e + shift, 0);
}

/**
 * Natural logarithm. Within 1 ulp for every double; log(0) = -Infinity, NaN for negative x.
 *
 * fdlibm's e_log.c (Sun Microsystems, 1993): log x = e ln 2 + log(1 + f).
 */
export function log(x: number): number {
  return x >= 2.2250738585072014e-308 && x < Infinity ? logNormal(x, 0) : logAtEdges(x);
}
