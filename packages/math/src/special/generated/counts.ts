/** Compute what likelihoods of counts are made of: generated from `loops/special/counts.ts` by `.ci/loops.mjs`. */
// biome-ignore-all lint: generated
import { min } from "../elementary/operations.js";
import { digamma } from "../gamma/digamma.js";
import { lbetaElsewhere, logRisingRatioElsewhere, risingRatioSlopeElsewhere } from "../gamma/elsewhere.js";
import { lgamma } from "../gamma/lgamma.js";
import { log, log1p } from "./log.js";

/**
 * log B(a, b) = log Γ(a) + log Γ(b) - log Γ(a + b) for a, b ≥ 0; Infinity if one is 0, NaN for negative ones.
 *
 * Both above 10: Stirling's formula, whose large terms combine into logarithms of a/(a + b) and b/(a + b). One above 10:
 * the same for log Γ(b) - log Γ(a + b).
 */
export function lbeta(a: number, b: number): number {
  const v1 = a < b ? b : a;
  const v0 = min(a, b);
  const v2 = v0 + v1;
  if (v0 > 0 && v1 >= 10 && v1 < Infinity) {
    const v6 = 1 / (v2 * v2);
    const v7 =
      ((((((0.00641025641025641 * v6 + -0.0019175269175269176) * v6 + 0.0008417508417508417) * v6 +
        -0.0005952380952380953) *
        v6 +
        0.0007936507936507937) *
        v6 +
        -0.002777777777777778) *
        v6 +
        0.08333333333333333) /
      v2;
    const v4 = 1 / (v1 * v1);
    const v5 =
      ((((((0.00641025641025641 * v4 + -0.0019175269175269176) * v4 + 0.0008417508417508417) * v4 +
        -0.0005952380952380953) *
        v4 +
        0.0007936507936507937) *
        v4 +
        -0.002777777777777778) *
        v4 +
        0.08333333333333333) /
      v1;
    const v3 = v0 / v1;
    if (v0 >= 10) {
      const v8 = 1 / (v0 * v0);
      const v9 =
        ((((((0.00641025641025641 * v8 + -0.0019175269175269176) * v8 + 0.0008417508417508417) * v8 +
          -0.0005952380952380953) *
          v8 +
          0.0007936507936507937) *
          v8 +
          -0.002777777777777778) *
          v8 +
          0.08333333333333333) /
        v0;
      return 0.9189385332046728 - 0.5 * log(v1) + (v9 + v5 - v7) + (v0 - 0.5) * log(v3 / (1 + v3)) - v1 * log1p(v3);
    }
    return lgamma(v0) + (v0 * (1 - log(v1)) - (v2 - 0.5) * log1p(v3) + (v5 - v7));
  }
  if (v0 >= 0.5 && v1 < 10) {
    return lgamma(v0) + (lgamma(v1) - lgamma(v2));
  }
  return lbetaElsewhere(a, b);
}

/**
 * log[(x)_k / x^k] = log Γ(x + k) - log Γ(x) - k log x for x > 0, k ≥ 0, by which likelihoods of counts differ from
 * their limit of known rates. Exactly 0 for k = 0 and 1; small and accurate where x is much larger than k.
 *
 * x φ(k/x) - ½ log(1 + k/x) + S(x + k) - S(x) with φ(t) = (1 + t) log(1 + t) - t.
 */
export function logRisingRatio(x: number, k: number): number {
  if (x >= 10 && k >= 2) {
    const v4 = 1 / (x * x);
    const v5 =
      ((((((0.00641025641025641 * v4 + -0.0019175269175269176) * v4 + 0.0008417508417508417) * v4 +
        -0.0005952380952380953) *
        v4 +
        0.0007936507936507937) *
        v4 +
        -0.002777777777777778) *
        v4 +
        0.08333333333333333) /
      x;
    const v1 = x + k;
    const v2 = 1 / (v1 * v1);
    const v3 =
      ((((((0.00641025641025641 * v2 + -0.0019175269175269176) * v2 + 0.0008417508417508417) * v2 +
        -0.0005952380952380953) *
        v2 +
        0.0007936507936507937) *
        v2 +
        -0.002777777777777778) *
        v2 +
        0.08333333333333333) /
      v1;
    const v6 = v3 - v5;
    const v0 = k / x;
    if (v0 > 0.25) {
      return (x + k - 0.5) * log1p(v0) - k + v6;
    }
    const v7 = v0 / (2 + v0);
    const v8 = v7 * v7;
    const v9 =
      v8 *
      (((((((0.058823529411764705 * v8 + 0.06666666666666667) * v8 + 0.07692307692307693) * v8 + 0.09090909090909091) *
        v8 +
        0.1111111111111111) *
        v8 +
        0.14285714285714285) *
        v8 +
        0.2) *
        v8 +
        0.3333333333333333);
    return x * v7 * (v0 + 2 * (1 + v0) * v9) - v7 * (1 + v9) + v6;
  }
  if (x > 0 && x < 10 && k >= 2) {
    if (k <= 12 && Math.floor(k) === k && x > 1e-20) {
      let v10 = 1;
      let v11 = 1;
      while (v11 < k) {
        v10 = v10 * (1 + v11 / x);
        v11 = v11 + 1;
      }
      return log(v10);
    }
    return lgamma(x + k) - lgamma(x) - k * log(x);
  }
  if (k === 0 || k === 1) {
    return 0;
  }
  return logRisingRatioElsewhere(x, k);
}

/**
 * The slope of {@link logRisingRatio} in x, ψ(x + k) - ψ(x) - k/x: exactly 0 for k = 0 and 1, accurate where x is much
 * larger than k.
 *
 * log(1 + t) - t + ½ t / (x + k) + S'(x + k) - S'(x) with t = k/x.
 */
export function risingRatioSlope(x: number, k: number): number {
  if (x >= 10 && k >= 2) {
    const v4 = 1 / (x * x);
    const v5 =
      -v4 *
      ((((((0.08333333333333333 * v4 + -0.021092796092796094) * v4 + 0.007575757575757575) * v4 +
        -0.0041666666666666675) *
        v4 +
        0.003968253968253968) *
        v4 +
        -0.008333333333333333) *
        v4 +
        0.08333333333333333);
    const v1 = x + k;
    const v2 = 1 / (v1 * v1);
    const v3 =
      -v2 *
      ((((((0.08333333333333333 * v2 + -0.021092796092796094) * v2 + 0.007575757575757575) * v2 +
        -0.0041666666666666675) *
        v2 +
        0.003968253968253968) *
        v2 +
        -0.008333333333333333) *
        v2 +
        0.08333333333333333);
    const v0 = k / x;
    const v6 = (0.5 * v0) / v1 + (v3 - v5);
    if (v0 > 0.25) {
      return log1p(v0) - v0 + v6;
    }
    const v7 = v0 / (2 + v0);
    const v8 = v7 * v7;
    const v9 =
      v8 *
      (((((((0.058823529411764705 * v8 + 0.06666666666666667) * v8 + 0.07692307692307693) * v8 + 0.09090909090909091) *
        v8 +
        0.1111111111111111) *
        v8 +
        0.14285714285714285) *
        v8 +
        0.2) *
        v8 +
        0.3333333333333333);
    return v7 * (2 * v9 - v0) + v6;
  }
  if (x > 0 && x < 10 && k >= 2) {
    if (k <= 12 && Math.floor(k) === k && x > 1e-20) {
      let v10 = 0;
      let v11 = 1;
      while (v11 < k) {
        v10 = v10 + v11 / (x + v11);
        v11 = v11 + 1;
      }
      return -v10 / x;
    }
    return digamma(x + k) - digamma(x) - k / x;
  }
  if (k === 0 || k === 1) {
    return 0;
  }
  return risingRatioSlopeElsewhere(x, k);
}
