/** Compute logarithms: generated from `loops/special/log.ts` by `.ci/loops.mjs`. */
// biome-ignore-all lint: generated
import { centredExponent, centredMantissa } from "../elementary/operations.js";

/**
 * Natural logarithm. Within 1 ulp for every double; log(0) = -Infinity, NaN for negative x.
 *
 * fdlibm's e_log.c (Sun Microsystems, 1993): log x = e ln 2 + log(1 + f).
 */
export function log(x: number): number {
  if (x >= 2.2250738585072014e-308 && x < Infinity) {
    const v1 = centredMantissa(x) - 1;
    const v2 = v1 / (2 + v1);
    const v4 = v2 * v2;
    const v5 = v4 * v4;
    const v3 = 0.5 * v1 * v1;
    const v0 = centredExponent(x) + 0;
    return (
      v0 * 0.6931471803691238 +
      (v1 -
        (v3 -
          (v2 *
            (v3 +
              (v5 * (v5 * (v5 * 0.15313837699209373 + 0.22222198432149784) + 0.3999999999940942) +
                v4 *
                  (v5 * (v5 * (v5 * 0.14798198605116586 + 0.1818357216161805) + 0.2857142874366239) +
                    0.6666666666666735))) +
            v0 * 1.9082149292705877e-10)))
    );
  }
  return logElsewhere(x);
}

function logElsewhere(x: number): number {
  if (x > 0 && x < Infinity) {
    const v6 = x < 2.2250738585072014e-308;
    const v7 = v6 ? x * 18014398509481984 : x;
    const v10 = centredMantissa(v7) - 1;
    const v11 = v10 / (2 + v10);
    const v13 = v11 * v11;
    const v14 = v13 * v13;
    const v12 = 0.5 * v10 * v10;
    const v8 = v6 ? -54 : 0;
    const v9 = centredExponent(v7) + v8;
    const v15 =
      v9 * 0.6931471803691238 +
      (v10 -
        (v12 -
          (v11 *
            (v12 +
              (v14 * (v14 * (v14 * 0.15313837699209373 + 0.22222198432149784) + 0.3999999999940942) +
                v13 *
                  (v14 * (v14 * (v14 * 0.14798198605116586 + 0.1818357216161805) + 0.2857142874366239) +
                    0.6666666666666735))) +
            v9 * 1.9082149292705877e-10)));
    return v15;
  }
  if (x === 0) {
    return -Infinity;
  }
  if (x > 0) {
    return x;
  }
  return NaN;
}

/**
 * log(1 + x). Within 1 ulp; -Infinity at -1, NaN below.
 *
 * fdlibm's s_log1p.c: what 1 + x loses by rounding is put back to first order.
 */
export function log1p(x: number): number {
  if (x > -0.2928932188134524 && x < 0.41421356237309503) {
    if (Math.abs(x) < 5.551115123125783e-17) {
      return x;
    }
    const v0 = x / (2 + x);
    const v2 = v0 * v0;
    const v3 = v2 * v2;
    const v1 = 0.5 * x * x;
    return (
      x -
      (v1 -
        v0 *
          (v1 +
            (v3 * (v3 * (v3 * 0.15313837699209373 + 0.22222198432149784) + 0.3999999999940942) +
              v2 *
                (v3 * (v3 * (v3 * 0.14798198605116586 + 0.1818357216161805) + 0.2857142874366239) +
                  0.6666666666666735))))
    );
  }
  if (x > -1 && x < Infinity) {
    const v4 = 1 + x;
    const v5 = centredMantissa(v4) - 1;
    const v7 = v5 / (2 + v5);
    const v9 = v7 * v7;
    const v10 = v9 * v9;
    const v8 = 0.5 * v5 * v5;
    const v6 = centredExponent(v4);
    return (
      v6 * 0.6931471803691238 +
      (v5 -
        (v8 -
          (v7 *
            (v8 +
              (v10 * (v10 * (v10 * 0.15313837699209373 + 0.22222198432149784) + 0.3999999999940942) +
                v9 *
                  (v10 * (v10 * (v10 * 0.14798198605116586 + 0.1818357216161805) + 0.2857142874366239) +
                    0.6666666666666735))) +
            (v6 * 1.9082149292705877e-10 + (x > 1 ? 1 - (v4 - x) : x - (v4 - 1)) / v4))))
    );
  }
  return log1pElsewhere(x);
}

function log1pElsewhere(x: number): number {
  if (x === -1) {
    return -Infinity;
  }
  if (x > 0) {
    return x;
  }
  return NaN;
}

/** log(1 + x²), to full relative accuracy for x of any size: from 2³⁰ on it is log x² to the last digit. */
export function log1pSquare(x: number): number {
  const v0 = Math.abs(x);
  if (v0 < 1073741824) {
    return log1p(v0 * v0);
  }
  return 2 * log(v0);
}
