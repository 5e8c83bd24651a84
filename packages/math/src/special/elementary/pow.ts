/** Raise to a power in extra precision, since an error of log(x) grows with the exponent. */
import { highWord, powerOfTwo, scaleByPowerOfTwo, truncateLow } from "./binary.js";

/** 2/(3 ln 2), and its parts of 24 and 53 bits. */
const CP = 0.9617966939259756;
const CP_HIGH = 0.9617967009544373;
const CP_LOW = -7.028461650952758e-9;
/** log2(1.5) in parts. */
const LOG2_THREE_HALVES_HIGH = 0.5849624872207642;
const LOG2_THREE_HALVES_LOW = 1.350039202129749e-8;
const LN2_HIGH = 0.6931471824645996;
const LN2_LOW = -1.904654299957768e-9;
/** -log2 of the rounding at the largest double. */
const OVERFLOW_MARGIN = 8.008566259537294e-17;
const ROUNDER = 6755399441055744;

/**
 * x^y. Within 1 ulp, with IEEE 754's special cases as JavaScript has them (`pow(1, NaN)` is NaN).
 *
 * NaN for negative x unless y is an integer. fdlibm's e_pow.c: log2(x) to 77 bits, times y in two parts.
 */
export function pow(x: number, y: number): number {
  if (y === 2) return x * x;
  if (y === 1) return x;
  if (y === 0) return 1;
  if (y === -1) return 1 / x;
  if (y === 0.5 && x >= 0 && x < Infinity) return Math.sqrt(x + 0);
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  const size = Math.abs(x);
  if (y === Infinity || y === -Infinity) {
    if (size === 1) return NaN;
    return size > 1 === y > 0 ? Infinity : 0;
  }
  const negative = x < 0 || Object.is(x, -0);
  const odd = negative && isOddInteger(y);
  if (size === 0 || size === Infinity) {
    const limit = (size === 0) === y > 0 ? 0 : Infinity;
    return odd ? -limit : limit;
  }
  if (negative && Math.floor(y) !== y) return NaN;
  const result = powPositive(size, y);
  return odd ? -result : result;
}

function isOddInteger(y: number): boolean {
  return Math.abs(y) < 9007199254740992 && y % 2 !== 0 && Math.floor(y) === y;
}

/** x^y for finite x > 0 and finite y. */
function powPositive(x: number, y: number): number {
  if (x === 1) return 1;
  // Beyond these y the result is 0 or Infinity, or x is within 2^-20 of 1.
  if (Math.abs(y) > 1.8446744073709552e19) return x > 1 === y > 0 ? Infinity : 0;
  const logHigh = log2High(x);
  const yHigh = truncateLow(y);
  const low = (y - yHigh) * logHigh + y * logLow;
  const high = yHigh * logHigh;
  const z = low + high;
  if (z >= 1024) return z > 1024 || low + OVERFLOW_MARGIN > z - high ? Infinity : exp2(high, low);
  if (z <= -1075) return 0;
  return exp2(high, low);
}

/** The part of the last {@link log2High} below its upper 32 bits: a second result without an allocation. */
let logLow = 0;

/** log2(x), upper part; x = 2^n·m with m in [√¾, √1½) about 1 or [√1½, √3) about 1.5. */
function log2High(x: number): number {
  const normal = x < 2.2250738585072014e-308 ? x * 9007199254740992 : x;
  const word = highWord(normal);
  const fraction = word & 0xfffff;
  let n = (word >> 20) - 1023 - (normal === x ? 0 : 53);
  let centre = 1;
  if (fraction > 0x3988e) {
    if (fraction < 0xbb67a) centre = 1.5;
    else n += 1;
  }
  const m = normal * powerOfTwo(-(n + (normal === x ? 0 : 53)));
  // s = (m - centre) / (m + centre) in two parts
  const u = m - centre;
  const v = 1 / (m + centre);
  const s = u * v;
  const sHigh = truncateLow(s);
  const tHigh = truncateLow(m + centre);
  const tLow = m - (tHigh - centre);
  const sLow = v * (u - sHigh * tHigh - sHigh * tLow);
  // log(m) = 2s + s³·(…)
  const s2 = s * s;
  const series =
    s2 *
      s2 *
      (0.5999999999999946 +
        s2 *
          (0.4285714285785502 +
            s2 *
              (0.33333332981837743 +
                s2 * (0.272728123808534 + s2 * (0.23066074577556175 + s2 * 0.20697501780033842))))) +
    sLow * (sHigh + s);
  const square = sHigh * sHigh;
  const cubicHigh = truncateLow(3 + square + series);
  const cubicLow = series - (cubicHigh - 3 - square);
  const productHigh = sHigh * cubicHigh;
  const productLow = sLow * cubicHigh + cubicLow * s;
  const sumHigh = truncateLow(productHigh + productLow);
  const sumLow = productLow - (sumHigh - productHigh);
  const zHigh = CP_HIGH * sumHigh;
  const zLow = CP_LOW * sumHigh + sumLow * CP + (centre === 1 ? 0 : LOG2_THREE_HALVES_LOW);
  const base = centre === 1 ? 0 : LOG2_THREE_HALVES_HIGH;
  const high = truncateLow(zHigh + zLow + base + n);
  logLow = zLow - (high - n - base - zHigh);
  return high;
}

/** 2^(high + low). */
function exp2(high: number, low: number): number {
  const n = high + low + ROUNDER - ROUNDER;
  const fraction = high - n;
  const t = truncateLow(low + fraction);
  const u = t * LN2_HIGH;
  const v = (low - (t - fraction)) * Math.LN2 + t * LN2_LOW;
  const z = u + v;
  const w = v - (z - u);
  const z2 = z * z;
  const p =
    z -
    z2 *
      (0.16666666666666602 +
        z2 *
          (-0.0027777777777015593 +
            z2 * (0.00006613756321437934 + z2 * (-0.0000016533902205465252 + z2 * 4.1381367970572385e-8))));
  const r = (z * p) / (p - 2) - (w + z * w);
  return scaleByPowerOfTwo(1 - (r - z), n);
}
