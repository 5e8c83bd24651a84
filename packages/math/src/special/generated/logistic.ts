/** Compute the functions of e^x that logistic models need: generated from `loops/special/logistic.ts` by `.ci/loops.mjs`. */
// biome-ignore-all lint: generated
import { expm1 } from "../elementary/expm1.js";
import { centredExponent, centredMantissa } from "../elementary/operations.js";
import { exp } from "./exp.js";
import { log, log1p } from "./log.js";

/** 1 / (1 + e^-x), relative accuracy in the lower tail also. */
export function invLogit(x: number): number {
  const v0 = exp(-Math.abs(x));
  return (x > 0 ? 1 : v0) / (1 + v0);
}

/** log(1 + e^x), softplus, for any x. */
export function log1pExp(x: number): number {
  const v0 = exp(-Math.abs(x));
  const v2 = 1 + v0;
  const v1 = v0 < 0.41421356237309503;
  const v5 = v1 ? v0 : centredMantissa(v2) - 1;
  const v6 = v5 / (2 + v5);
  const v8 = v6 * v6;
  const v9 = v8 * v8;
  const v7 = 0.5 * v5 * v5;
  const v4 = v1 ? 0 : centredExponent(v2);
  const v3 = v1 ? 0 : (v0 - (v2 - 1)) / v2;
  const v10 =
    v4 * 0.6931471803691238 +
    (v5 -
      (v7 -
        (v6 *
          (v7 +
            (v9 * (v9 * (v9 * 0.15313837699209373 + 0.22222198432149784) + 0.3999999999940942) +
              v8 *
                (v9 * (v9 * (v9 * 0.14798198605116586 + 0.1818357216161805) + 0.2857142874366239) +
                  0.6666666666666735))) +
          (v4 * 1.9082149292705877e-10 + v3))));
  if (x > 0) {
    return x + v10;
  }
  return v10;
}

/** log(1 / (1 + e^-x)). */
export function logInvLogit(x: number): number {
  const v0 = exp(-Math.abs(x));
  const v2 = 1 + v0;
  const v1 = v0 < 0.41421356237309503;
  const v5 = v1 ? v0 : centredMantissa(v2) - 1;
  const v6 = v5 / (2 + v5);
  const v8 = v6 * v6;
  const v9 = v8 * v8;
  const v7 = 0.5 * v5 * v5;
  const v4 = v1 ? 0 : centredExponent(v2);
  const v3 = v1 ? 0 : (v0 - (v2 - 1)) / v2;
  const v10 =
    v4 * 0.6931471803691238 +
    (v5 -
      (v7 -
        (v6 *
          (v7 +
            (v9 * (v9 * (v9 * 0.15313837699209373 + 0.22222198432149784) + 0.3999999999940942) +
              v8 *
                (v9 * (v9 * (v9 * 0.14798198605116586 + 0.1818357216161805) + 0.2857142874366239) +
                  0.6666666666666735))) +
          (v4 * 1.9082149292705877e-10 + v3))));
  return -(x < 0 ? v10 - x : v10);
}

/** log(1 - e^x) for x ≤ 0: the log of a probability's complement. NaN for x > 0 (Mächler, 2012, "log1mexp"). */
export function log1mExp(x: number): number {
  if (x > -0.6931471805599453) {
    return log(-expm1(x));
  }
  return log1p(-exp(x));
}

/** Log odds log(p / (1 - p)) of p in [0, 1]; ±Infinity at the ends, NaN outside; accurate at its zero ½ also. */
export function logit(p: number): number {
  if (p < 0.3) {
    return log(p) - log1p(-p);
  }
  if (p < 0.7) {
    return log1p((2 * p - 1) / (1 - p));
  }
  return log(p / (1 - p));
}
