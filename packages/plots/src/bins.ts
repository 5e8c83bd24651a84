/** Count draws in bins of a round width that suits their spread. */
import { histogram, quantiles } from "@credence/math";
import { niceStep, widen } from "./scale.js";
import type { Point } from "./spec.js";

export interface Bins {
  /** `edges.length === counts.length + 1`. */
  edges: number[];
  counts: number[];
  /** Draws too far out to show: beyond 6 interquartile ranges from the quartiles. */
  outside: number;
}

const MOST_BINS = 60;
const FAR = 6;
// Half steps between whole numbers beyond this are lost to rounding.
const LARGEST_COUNT = 1e9;

/**
 * Bins of the Freedman–Diaconis width, 2 IQR n^(-1/3) (Freedman and Diaconis 1981), rounded up to 1, 2 or 5 times a
 * power of ten; whole numbers within a range of 60 get a bin each. `values`: at least one, all finite.
 */
export function binDraws(values: ArrayLike<number>): Bins {
  const { lower, width, bins } = grid(values);
  const { edges, counts } = histogram(values, { bins, lower, upper: lower + bins * width });
  return {
    edges: Array.from(edges, (edge) => Number(edge.toPrecision(14))),
    counts: [...counts],
    outside: values.length - counts.reduce((sum, count) => sum + count, 0),
  };
}

function grid(values: ArrayLike<number>): { lower: number; width: number; bins: number } {
  const [least, q1, q3, most] = quantiles(values, [0, 0.25, 0.75, 1]) as unknown as [number, number, number, number];
  const countable = most - least < MOST_BINS && Math.max(-least, most) < LARGEST_COUNT;
  if (countable && Array.from(values).every(Number.isInteger))
    return { lower: least - 0.5, width: 1, bins: most - least + 1 };
  const spread = q3 - q1;
  const shown: Point =
    spread > 0 ? [Math.max(least, q1 - FAR * spread), Math.min(most, q3 + FAR * spread)] : [least, most];
  const [low, high] = widen(shown);
  if (low < shown[0]) return { lower: low, width: high - low, bins: 1 };
  const width = niceStep(Math.max((2 * spread) / Math.cbrt(values.length), (high - low) / MOST_BINS));
  const first = Math.floor(low / width);
  return { lower: first * width, width, bins: Math.floor(high / width) - first + 1 };
}
