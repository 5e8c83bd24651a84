/** Rank values, sharing ranks among ties. */
import { requireOrdered } from "./check.js";

/**
 * Ranks from 1 to n; equal values all get the mean of the ranks that they take up (R's `rank`).
 *
 * @throws RangeError when a value is NaN
 */
export function rankAverage(values: ArrayLike<number>): Float64Array {
  requireOrdered(values, "rankAverage");
  const ordered = Float64Array.from(values).sort();
  const below = (value: number): number => countWhile(ordered, (other) => other < value);
  const notAbove = (value: number): number => countWhile(ordered, (other) => other <= value);
  return Float64Array.from(values, (value) => (below(value) + 1 + notAbove(value)) / 2);
}

/** How many leading entries satisfy a condition that holds up to some entry and fails from there on. */
function countWhile(ordered: Float64Array, holds: (value: number) => boolean): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(ordered[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}
