/** Evaluate normal log densities and root sums of squares. */
import { LOG_SQRT_TWO_PI, log } from "@credence/math";

/** Log density of a normal with mean `mean` and standard deviation `sd`. */
export function logNormal(x: number, mean: number, sd: number): number {
  const z = (x - mean) / sd;
  return -LOG_SQRT_TWO_PI - log(sd) - 0.5 * z * z;
}

/** √(a² + b²) for a, b > 0, without overflow. */
export function rootSumOfSquares(a: number, b: number): number {
  const ratio = Math.min(a, b) / Math.max(a, b);
  return Math.max(a, b) * Math.sqrt(1 + ratio * ratio);
}
