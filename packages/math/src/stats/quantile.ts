/** Interpolate order statistics, by the definition that R and NumPy use unless told otherwise. */
import { requireOrdered, requireValues } from "./check.js";

/**
 * Sample quantile, type 7 of Hyndman & Fan (1996, The American Statistician 50:361): position (n − 1) p
 * among the sorted values, linear in between. The values need not be sorted.
 *
 * @param p probability in [0, 1]
 * @throws RangeError when there are no values, a value is NaN, or p is outside [0, 1]
 */
export function quantile(values: ArrayLike<number>, p: number): number {
  return quantileSorted(sorted(values), p);
}

/** Several quantiles at the price of one sort; see `quantile`. */
export function quantiles(values: ArrayLike<number>, ps: ArrayLike<number>): Float64Array {
  const ordered = sorted(values);
  return Float64Array.from(ps, (p) => quantileSorted(ordered, p));
}

/** The quantile of values that are already in ascending order and without NaN; see `quantile`. */
export function quantileSorted(ordered: ArrayLike<number>, p: number): number {
  requireValues(ordered, 1, "quantile");
  if (!(p >= 0 && p <= 1)) throw new RangeError(`quantile: p = ${p} is not a probability; pass a number from 0 to 1`);
  const position = (ordered.length - 1) * p;
  const index = Math.floor(position);
  const lower = ordered[index] as number;
  const upper = ordered[Math.ceil(position)] as number;
  const fraction = position - index;
  // Equal neighbours are taken as they are: infinite ones have no difference to interpolate.
  return lower === upper ? lower : fraction === 0 ? lower : (1 - fraction) * lower + fraction * upper;
}

/** The values as a new array, ascending. */
export function sorted(values: ArrayLike<number>): Float64Array {
  requireOrdered(values, "quantile");
  return Float64Array.from(values).sort();
}
