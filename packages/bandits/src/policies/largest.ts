/** Pick the largest of several scores, ties at random. */
import type { Rng } from "@credence/math";

/** Position of the largest value; the first of several. */
export function argmax(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
}

/** Equal probabilities for the positions of the largest value, 0 elsewhere. */
export function sharesOfLargest(values: Float64Array): Float64Array {
  const largest = values[argmax(values)];
  const count = values.reduce((n, value) => n + Number(value === largest), 0);
  return values.map((value) => (value === largest ? 1 / count : 0));
}

/** A position drawn with the given probabilities. */
export function drawPosition(probabilities: Float64Array, rng: Rng): number {
  let left = rng.uniform() * probabilities.reduce((sum, p) => sum + p, 0);
  let last = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i] as number;
    if (p <= 0) continue;
    if (left < p) return i;
    left -= p;
    last = i;
  }
  return last; // rounding left the draw past the end
}
