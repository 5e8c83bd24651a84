/** Test whether values are uniform on [0, 1] when they depend on each other, as leave-one-out values do. */
import { atan, incBeta, tan } from "@credence/math";

/**
 * Each order statistic of n uniform values is Beta(i, n + 1 − i); its two-sided p-values are put together by the Cauchy
 * combination (Liu and Xie 2020, JASA 115:393), whose tail does not hang on how they depend on each other. Only p-values
 * below 1/2 count, so that good agreement in one place hides no disagreement in another (as in arXiv:2603.02928).
 * Meant for small p-values; it answers at most 1/2.
 *
 * @param values in [0, 1], at least one
 */
export function orderStatisticsTest(values: ArrayLike<number>): number {
  const size = values.length;
  if (size === 0) throw new RangeError("orderStatisticsTest needs at least one value");
  const sorted = Float64Array.from(values).sort();
  const total = sorted.reduce((sum, value, i) => {
    if (!(value >= 0 && value <= 1)) throw new RangeError(`orderStatisticsTest: ${value} lies outside [0, 1]`);
    const below = incBeta(i + 1, size - i, value);
    const p = Math.max(2 * Math.min(below, 1 - below), 1e-15);
    return p < 0.5 ? sum + tan((0.5 - p) * Math.PI) : sum;
  }, 0);
  return 0.5 - atan(total / size) / Math.PI;
}
