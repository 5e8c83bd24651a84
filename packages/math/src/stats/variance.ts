/** Measure spread by two passes, so that a large offset does not cost digits. */
import { requireValues } from "./check.js";
import { mean } from "./mean.js";

/**
 * Sample variance, divisor n − 1, with the rounding error of the mean taken out
 * (Chan, Golub & LeVeque 1983, The American Statistician 37:242, the corrected two-pass algorithm). Identical values give exactly 0.
 *
 * @throws RangeError when there are fewer than two values
 */
export function variance(values: ArrayLike<number>): number {
  requireValues(values, 2, "variance");
  const center = mean(values);
  let squares = 0;
  let deviations = 0;
  for (let i = 0; i < values.length; i++) {
    const deviation = (values[i] as number) - center;
    squares += deviation * deviation;
    deviations += deviation;
  }
  return Math.max(0, (squares - (deviations * deviations) / values.length) / (values.length - 1));
}

/** Sample standard deviation, the square root of `variance`. */
export function standardDeviation(values: ArrayLike<number>): number {
  return Math.sqrt(variance(values));
}
