/** Compute exp with additions and multiplications only, so that every engine returns the same bits. */
import { POWER_ZERO, POWERS_OF_TWO, scaleByPowerOfTwo } from "./binary.js";

/** ln 2 in two parts; the upper has 20 trailing zero bits, so that k·LN2_HIGH is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
/** Adding 1.5·2^52 rounds to an integer. */
const ROUNDER = 6755399441055744;

/** exp(r) on |r| ≤ ln(2)/2: minimax polynomial of degree 12 (relative error 1.4e-18), summed in Estrin's order. */
function expReduced(r: number): number {
  const r2 = r * r;
  const r4 = r2 * r2;
  const low = r2 * (r * 0.008333333333326136 + 0.04166666666666667) + (r * 0.1666666666666667 + 0.5);
  const middle =
    r2 * (r * 2.7557255400206422e-6 + 2.4801587325547743e-5) + (r * 0.00019841269874820627 + 0.0013888888888883748);
  const high = r2 * 2.0914686968086876e-9 + (r * 2.5105217004720745e-8 + 2.75572736431103e-7);
  return 1 + (r2 * (r4 * r4 * high + (r4 * middle + low)) + r);
}

function expAtEdges(x: number): number {
  if (x > 709.7827128933841) return Infinity;
  if (x < -745.1332191019412) return 0;
  const k = x * Math.LOG2E + ROUNDER - ROUNDER;
  return scaleByPowerOfTwo(expReduced(k * -LN2_LOW + (k * -LN2_HIGH + x)), k);
}

/**
 * e^x. Within 1 ulp for every double: overflows to Infinity above 709.78, is subnormal below -708.4, 0 below -745.13.
 *
 * Cody and Waite's reduction x = k ln 2 + r (Software Manual for the Elementary Functions, 1980, ch. 6).
 */
export function exp(x: number): number {
  if (x > -708 && x < 709) {
    const shifted = x * Math.LOG2E + ROUNDER;
    const k = shifted - ROUNDER;
    const r = k * -LN2_LOW + (k * -LN2_HIGH + x);
    return expReduced(r) * (POWERS_OF_TWO[(k + POWER_ZERO) | 0] as number);
  }
  return Number.isNaN(x) ? x : expAtEdges(x);
}
