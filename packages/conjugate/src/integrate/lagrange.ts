/** Interpolate values at 0, 1, …, n − 1 by the polynomial through them. */

/** Denominators ∏ (i − j) over j ≠ i, for as many points as are used. */
const denominators: readonly (readonly number[])[] = Array.from({ length: 9 }, (_, points) =>
  Array.from({ length: points }, (_, i) => {
    let product = 1;
    for (let j = 0; j < points; j++) if (j !== i) product *= i - j;
    return product;
  }),
);

/** Writes the weight of each of `points` ≤ 8 values in the value at `x`. */
export function lagrangeWeights(x: number, points: number, weights: Float64Array): void {
  const below = denominators[points] as readonly number[];
  for (let i = 0; i < points; i++) {
    let product = 1;
    for (let j = 0; j < points; j++) if (j !== i) product *= x - j;
    weights[i] = product / (below[i] as number);
  }
}
