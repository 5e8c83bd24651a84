/** Interpolate values at 0, 1, …, n − 1 by the polynomial through them. */

/** At most this many values. */
export const mostPoints = 8;

/** 1 / ∏ (i − j) over j ≠ i, for as many points as are used. */
export const lagrangeFactors: readonly Float64Array[] = Array.from({ length: mostPoints + 1 }, (_, points) =>
  Float64Array.from({ length: points }, (_, i) => {
    let product = 1;
    for (let j = 0; j < points; j++) if (j !== i) product *= i - j;
    return 1 / product;
  }),
);

/** Writes the weight of each of `points` ≤ 8 values in the value at `x`. */
export function lagrangeWeights(x: number, points: number, weights: Float64Array): void {
  const factor = lagrangeFactors[points] as Float64Array;
  let below = 1;
  for (let i = 0; i < points; i++) {
    weights[i] = below * (factor[i] as number);
    below *= x - i;
  }
  let above = 1;
  for (let i = points - 1; i >= 0; i--) {
    weights[i] = (weights[i] as number) * above;
    above *= x - i;
  }
}
