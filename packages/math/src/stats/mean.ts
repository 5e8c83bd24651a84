/** Sum and average without losing digits to the order of the values. */
import { requireValues } from "./check.js";

/**
 * Sum with Neumaier's compensation (Neumaier 1974, ZAMM 54:39): the error does not grow with the count.
 * Infinite and NaN values give what ordinary addition gives.
 */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return Number.isFinite(total) ? total + lost : total;
}

/**
 * Arithmetic mean.
 *
 * @throws RangeError when there are no values
 */
export function mean(values: ArrayLike<number>): number {
  requireValues(values, 1, "mean");
  return sum(values) / values.length;
}
