/** Measure how far two distributions of one number are apart: the largest difference, and the area between them. */
import { countUpTo, quantileSorted } from "@credence/math";

/** The largest |F_a − F_b|, and the probability at which it lies. */
export interface Largest {
  readonly distance: number;
  readonly probability: number;
}

/**
 * Walks through the values of two sorted sets of draws, equal ones at once.
 *
 * @param step gets the shares of either that are at most the value, and how far the next value is
 */
function walk(a: Float64Array, b: Float64Array, step: (shareA: number, shareB: number, gap: number) => void): void {
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const value = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    while (i < a.length && (a[i] as number) === value) i++;
    while (j < b.length && (b[j] as number) === value) j++;
    const next = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    step(i / a.length, j / b.length, next === Infinity ? 0 : next - value);
  }
}

/** The values of both in ascending order. */
export function merge(a: Float64Array, b: Float64Array): Float64Array {
  const merged = new Float64Array(a.length + b.length);
  for (let i = 0, j = 0, k = 0; k < merged.length; k++) {
    merged[k] = (j === b.length || (a[i] as number) <= (b[j] as number) ? a[i++] : b[j++]) as number;
  }
  return merged;
}

/** Two figures of one walk: the largest difference, and W₁ = ∫ |F_a − F_b| with what `error` makes of it under agreement. */
export function twoSample(
  a: Float64Array,
  b: Float64Array,
  error: (probability: number) => number,
): Largest & { readonly area: number; readonly floor: number } {
  let distance = 0;
  let probability = 0;
  let area = 0;
  let floor = 0;
  walk(a, b, (shareA, shareB, gap) => {
    const difference = Math.abs(shareA - shareB);
    const pooled = (a.length * shareA + b.length * shareB) / (a.length + b.length);
    if (difference > distance) {
      distance = difference;
      probability = pooled;
    }
    if (gap > 0) {
      area += difference * gap;
      floor += HALF_NORMAL * error(pooled) * gap;
    }
  });
  return { distance, probability, area, floor };
}

/** The mean of |x| of a standard normal x. */
const HALF_NORMAL = Math.sqrt(2 / Math.PI);

/**
 * The largest difference between sorted draws and a distribution function, which is only evaluated where the largest one
 * may still lie: between two draws neither function leaves the values that it has there.
 *
 * @param steps whether values are whole numbers, where only the values themselves are compared
 */
export function oneSample(sorted: Float64Array, cdf: (x: number) => number, steps: boolean): Largest {
  const size = sorted.length;
  let largest: Largest = { distance: 0, probability: 0 };
  const look = (i: number): number => {
    const x = sorted[i] as number;
    const probability = cdf(x);
    const shares = steps ? [countUpTo(sorted, x) / size] : [i / size, (i + 1) / size];
    for (const share of shares) {
      const distance = Math.abs(share - probability);
      // A distribution function that is not known makes the distance NaN, and keeps it so.
      if (!(distance <= largest.distance)) largest = { distance, probability };
    }
    return probability;
  };
  const between: [from: number, to: number, below: number, above: number][] = [[0, size - 1, look(0), look(size - 1)]];
  for (let range = between.pop(); range !== undefined; range = between.pop()) {
    const [from, to, below, above] = range;
    if (to - from < 2 || Number.isNaN(largest.distance)) continue;
    if (Math.max(to / size - below, above - (from + 1) / size) <= largest.distance && !steps) continue;
    const middle = (from + to) >>> 1;
    const here = look(middle);
    between.push([from, middle, below, here], [middle, to, here, above]);
  }
  return largest;
}

/** Equal shares whose middles stand for a distribution. */
const SLICES = 100;

/** W₁ between sorted draws and quantiles, as the mean distance of corresponding quantiles, and its size under agreement. */
export function transportTo(
  sorted: Float64Array,
  quantile: (p: number) => number,
  error: (probability: number) => number,
): { readonly area: number; readonly floor: number } {
  let area = 0;
  let floor = 0;
  let before = NaN;
  for (let k = 0; k < SLICES; k++) {
    const p = (k + 0.5) / SLICES;
    const value = quantile(p);
    area += Math.abs(quantileSorted(sorted, p) - value) / SLICES;
    if (k > 0) floor += HALF_NORMAL * error(k / SLICES) * (value - before);
    before = value;
  }
  return { area, floor };
}
