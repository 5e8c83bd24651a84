/** Put the figures of repeats together: their median and range, and ratios with an interval from pairs of runs. */
import { mean, quantileSorted, standardDeviation } from "@credence/math";
import { criticalT } from "../student.js";

/** A figure over the repeats that have it. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Null when no repeat has the figure. */
export function spreadOf(figures: readonly (number | null)[]): Spread | null {
  const known = figures.filter((figure) => figure !== null).sort((a, b) => a - b);
  const [least, most] = [known[0], known.at(-1)];
  return least === undefined || most === undefined ? null : { median: quantileSorted(known, 0.5), least, most };
}

/** Fewer repeats than this give no interval. */
export const LEAST_REPEATS = 5;

/** Chance that the interval does not hold the ratio. */
const OUTSIDE = 0.05;

/** A ratio with its 95 % interval; null where too few pairs were measured. */
export interface Ratio {
  readonly ratio: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Repeats in which both were measured. */
  readonly repeats: number;
}

/**
 * The ratio of two figures that were measured together in each repeat: the geometric mean of the ratios, and Student's
 * interval for the mean of their logarithms. What made a repeat easy or slow for both falls out of its ratio.
 */
export function ratioOf(a: readonly (number | null)[], b: readonly (number | null)[]): Ratio {
  const logs = a.flatMap((figure, i) => {
    const other = b[i] ?? null;
    return figure === null || other === null || !(figure > 0 && other > 0) ? [] : [Math.log(figure / other)];
  });
  const repeats = logs.length;
  if (repeats === 0) return { ratio: null, low: null, high: null, repeats };
  const centre = mean(logs);
  const ratio = Math.exp(centre);
  if (repeats < LEAST_REPEATS) return { ratio, low: null, high: null, repeats };
  const reach = (criticalT(OUTSIDE, repeats - 1) * standardDeviation(logs)) / Math.sqrt(repeats);
  return { ratio, low: Math.exp(centre - reach), high: Math.exp(centre + reach), repeats };
}
