/** Rank values, sharing ranks among ties. */
import { requireOrdered } from "./check.js";
import { countBelow, countUpTo } from "./count-sorted.js";

/**
 * Ranks from 1 to n; equal values all get the mean of the ranks that they take up (R's `rank`).
 *
 * @throws RangeError when a value is NaN
 */
export function rankAverage(values: ArrayLike<number>): Float64Array {
  requireOrdered(values, "rankAverage");
  const ordered = Float64Array.from(values).sort();
  return Float64Array.from(values, (value) => (countBelow(ordered, value) + 1 + countUpTo(ordered, value)) / 2);
}
