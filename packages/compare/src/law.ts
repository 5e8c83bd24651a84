/** Know the distribution of a scalar by its draws or by a formula, behind one face. */
import { countUpTo, quantileSorted } from "@credence/math";
import { type EffectiveSizes, effectiveSizes } from "./effective-sizes.js";
import type { Pooled } from "./estimate.js";

/** The distribution of one scalar; a figure that is not known is NaN. */
export interface Law {
  /** All draws in ascending order; null in closed form. */
  readonly sorted: Float64Array | null;
  /** How many independent draws stand behind its probabilities; infinitely many in closed form. */
  readonly sizes: EffectiveSizes;
  /** The probability of a value of at most `x`. */
  shareUpTo(x: number): number;
  quantile(p: number): number;
}

/** What a closed form's probabilities are worth. */
export const EXACTLY: EffectiveSizes = { below: () => Infinity, around: () => Infinity };

export const lawOfSorted = (sorted: Float64Array, sizes: EffectiveSizes): Law => ({
  sorted,
  sizes,
  shareUpTo: (x) => countUpTo(sorted, x) / sorted.length,
  quantile: (p) => quantileSorted(sorted, p),
});

export const lawOfDraws = (pooled: Pooled, independent: boolean): Law =>
  lawOfSorted(pooled.sorted, effectiveSizes(pooled, independent));
