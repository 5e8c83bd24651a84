/** Choose axis ranges and round ticks that stay finite for every input, even when all values are equal. */
import type { Point } from "./spec.js";

// Ranges below this are as good as none: their steps would lose digits to underflow.
const SMALLEST = 1e-150;

/** The smallest and largest of `values`, widened where they coincide. */
export function extent(values: Iterable<number>): Point {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return widen([low, high]);
}

/** Give a range without width some, in proportion to its place. */
export function widen([low, high]: Point): Point {
  const size = Math.max(Math.abs(low), Math.abs(high));
  // Ends closer than this leave no distinct ticks between them.
  if (high - low > Math.max(1e-10 * size, SMALLEST)) return [low, high];
  const half = size <= SMALLEST ? 0.5 : 0.05 * size;
  return [low - half, high + half];
}

/** The range with a margin of `fraction` of its width on both sides. */
export function pad([low, high]: Point, fraction: number): Point {
  const margin = (high - low) * fraction;
  return [low - margin, high + margin];
}

/** The least of 1, 2, 5 times a power of ten that is at least `step`. */
export function niceStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const ratio = step / power;
  // Division by a power below 1 leaves 1.0000000000000002 where 1 is meant.
  const nice = [1, 2, 5, 10].find((candidate) => ratio <= candidate * (1 + 1e-9)) ?? 10;
  return nice * power;
}

/** Round ticks within the range, about `count` of them, and their distance. */
export function niceTicks([low, high]: Point, count: number): { step: number; ticks: number[] } {
  const step = niceStep((high - low) / Math.max(1, count));
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const ticks: number[] = [];
  for (let i = first; i <= last; i++) ticks.push(Number((i * step).toPrecision(15)));
  return { step, ticks };
}
