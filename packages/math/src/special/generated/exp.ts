/** Compute exp: generated from `loops/special/exp.ts` by `.ci/loops.mjs`. */
// biome-ignore-all lint: generated
import { max, min, powerOfTwo } from "../elementary/operations.js";

/**
 * e^x. Within 1 ulp for every double: overflows to Infinity above 709.78, is subnormal below -708.4, 0 below -745.13.
 *
 * Cody and Waite's reduction x = k ln 2 + r (Software Manual for the Elementary Functions, 1980, ch. 6).
 */
export function exp(x: number): number {
  if (Math.abs(x) < 708) {
    const v0 = x * 1.4426950408889634 + 6755399441055744 - 6755399441055744;
    const v1 = v0 * -1.9082149292705877e-10 + (v0 * -0.6931471803691238 + x);
    const v2 = v1 * v1;
    const v3 = v2 * v2;
    const v4 =
      1 +
      (v2 *
        (v3 * v3 * (v2 * 2.0914686968086876e-9 + (v1 * 2.5105217004720745e-8 + 2.75572736431103e-7)) +
          (v3 *
            (v2 * (v1 * 0.0000027557255400206422 + 0.000024801587325547743) +
              (v1 * 0.00019841269874820627 + 0.0013888888888883748)) +
            (v2 * (v1 * 0.008333333333326136 + 0.04166666666666667) + (v1 * 0.1666666666666667 + 0.5)))) +
        v1);
    return v4 * powerOfTwo(v0);
  }
  return expElsewhere(x);
}

function expElsewhere(x: number): number {
  const v5 = max(-746, min(710, x));
  const v6 = v5 * 1.4426950408889634 + 6755399441055744 - 6755399441055744;
  const v11 = Math.floor(v6 * 0.5);
  const v7 = v6 * -1.9082149292705877e-10 + (v6 * -0.6931471803691238 + v5);
  const v8 = v7 * v7;
  const v9 = v8 * v8;
  const v10 =
    1 +
    (v8 *
      (v9 * v9 * (v8 * 2.0914686968086876e-9 + (v7 * 2.5105217004720745e-8 + 2.75572736431103e-7)) +
        (v9 *
          (v8 * (v7 * 0.0000027557255400206422 + 0.000024801587325547743) +
            (v7 * 0.00019841269874820627 + 0.0013888888888883748)) +
          (v8 * (v7 * 0.008333333333326136 + 0.04166666666666667) + (v7 * 0.1666666666666667 + 0.5)))) +
      v7);
  return v10 * powerOfTwo(v11) * powerOfTwo(v6 - v11);
}
