/** Compute exp(x) - 1 without cancellation near 0. */
import { powerOfTwo } from "./binary.js";

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const ROUNDER = 6755399441055744;

/**
 * exp(x) - 1. Within 1 ulp; -1 at -Infinity, Infinity above 709.78.
 *
 * fdlibm's s_expm1.c: x = k ln 2 + r and a rational form of expm1(r) that is even in r.
 */
export function expm1(x: number): number {
  if (x > -0.34657359027997264 && x < 0.34657359027997264) {
    if (x > -5.551115123125783e-17 && x < 5.551115123125783e-17) return x;
    return x - (x * excess(x) - 0.5 * x * x);
  }
  if (!(x < 709.782712893384)) return x > 0 ? Infinity : NaN;
  if (x < -56 * Math.LN2) return -1;
  const k = x * Math.LOG2E + ROUNDER - ROUNDER;
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const lost = high - r - low;
  // expm1(r) = r - e
  const e = r * (excess(r) - lost) - lost - 0.5 * r * r;
  if (k === -1) return 0.5 * (r - e) - 0.5;
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  if (k < 0 || k > 56) return scale(1 - (e - r), k) - 1;
  const inverse = powerOfTwo(-k);
  return k < 20 ? scale(1 - inverse - (e - r), k) : scale(r - (e + inverse) + 1, k);
}

/** e with expm1(r) = r - (r·e - r²/2) on |r| ≤ ln(2)/2. */
function excess(r: number): number {
  const half = 0.5 * r;
  const z = r * half;
  const p =
    1 +
    z *
      (-0.03333333333333313 +
        z *
          (0.0015873015872548146 +
            z * (-0.0000793650757867488 + z * (0.000004008217827329362 + z * -2.0109921818362437e-7))));
  const t = 3 - p * half;
  return z * ((p - t) / (6 - r * t));
}

function scale(y: number, k: number): number {
  return k === 1024 ? y * 2 * powerOfTwo(1023) : y * powerOfTwo(k);
}
