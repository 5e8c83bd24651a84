/** Count values in bins of equal width. */
import { exp, log } from "../special/index.js";
import { requireFinite, requireValues } from "./check.js";
import { quantiles } from "./quantile.js";

/** Where to put the bins; what is left out is taken from the values. */
export interface HistogramOptions {
  /** Number of bins; by default the rule of Freedman & Diaconis, at most 200. */
  readonly bins?: number;
  /** Left end of the first bin; by default the smallest value. Values below it are not counted. */
  readonly lower?: number;
  /** Right end of the last bin; by default the largest value. Values above it are not counted. */
  readonly upper?: number;
}

/** Bin k holds values from `edges[k]` up to, but without, `edges[k + 1]`; the last bin holds its right end too. */
export interface Histogram {
  readonly edges: Float64Array;
  readonly counts: Float64Array;
}

const mostBins = 200;

/**
 * Histogram counts. Values that are all equal fall into one bin of width 1 around them.
 *
 * @throws RangeError when there are no values, one is not finite, or the bins are empty
 */
export function histogram(values: ArrayLike<number>, options: HistogramOptions = {}): Histogram {
  requireValues(values, 1, "histogram");
  requireFinite(values, "histogram");
  const [lowest, q1, q3, highest] = quantiles(values, [0, 0.25, 0.75, 1]) as unknown as [
    number,
    number,
    number,
    number,
  ];
  const margin = lowest === highest ? 0.5 : 0;
  const lower = options.lower ?? lowest - margin;
  const upper = options.upper ?? highest + margin;
  const bins = options.bins ?? freedmanDiaconis(upper - lower, q3 - q1, values.length);
  if (!(Number.isInteger(bins) && bins >= 1 && lower < upper))
    throw new RangeError(
      `histogram: cannot make ${bins} bins from ${lower} to ${upper}; pass bins ≥ 1 and lower < upper`,
    );
  const edges = Float64Array.from({ length: bins + 1 }, (_, k) => lower + (k / bins) * (upper - lower));
  edges[bins] = upper;
  const counts = new Float64Array(bins);
  for (let i = 0; i < values.length; i++) {
    const bin = binOf(values[i] as number, edges);
    if (bin !== undefined) counts[bin] = (counts[bin] as number) + 1;
  }
  return { edges, counts };
}

/** Bin width 2 IQR n^(−1/3) (Freedman & Diaconis 1981, Z. Wahrscheinlichkeitstheorie 57:453). */
function freedmanDiaconis(range: number, iqr: number, count: number): number {
  const width = 2 * iqr * exp(log(count) / -3);
  return width > 0 ? Math.min(mostBins, Math.max(1, Math.ceil(range / width))) : 1;
}

function binOf(value: number, edges: Float64Array): number | undefined {
  const bins = edges.length - 1;
  const lower = edges[0] as number;
  const upper = edges[bins] as number;
  if (value < lower || value > upper) return undefined;
  const guess = Math.min(bins - 1, Math.floor(((value - lower) / (upper - lower)) * bins));
  // Rounding may put a value that lies on an edge one bin off; the edges themselves decide.
  if (value < (edges[guess] as number)) return guess - 1;
  return guess < bins - 1 && value >= (edges[guess + 1] as number) ? guess + 1 : guess;
}
