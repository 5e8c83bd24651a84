/** Summarise every cell of a variable from its draws. */
import { mean, quantile, standardDeviation } from "@credence/math";
import { cellCount } from "./cells.js";
import type { Dim } from "./dim.js";
import { hdi } from "./hdi.js";
import { type Cell, cellOf } from "./labelled.js";
import { INTERVAL_MASS, type Summary } from "./summary.js";

/** The summaries of draws over `axes`; `pooled` gives the draws of a cell, which are not changed. */
export function summaries<D extends string>(
  axes: readonly Dim<D>[],
  pooled: (cell: number) => Float64Array,
): Omit<Summary<D>, "dims"> {
  const cells = cellCount(axes);
  const each = (statistic: (values: Float64Array) => number): Cell<D> =>
    cellOf(
      axes,
      Float64Array.from({ length: cells }, (_, cell) => statistic(pooled(cell))),
    );
  return {
    mean: () => each(mean),
    sd: () => each(standardDeviation),
    // The quantile of R, which math follows, refuses NaN; one bad cell should not hide the others.
    quantile: (q) => each((values) => (values.some(Number.isNaN) ? Number.NaN : quantile(values, q))),
    interval: (mass = INTERVAL_MASS) => {
      const ends = Array.from({ length: cells }, (_, cell) => hdi(pooled(cell), mass));
      return {
        low: cellOf(
          axes,
          Float64Array.from(ends, ({ low }) => low),
        ),
        high: cellOf(
          axes,
          Float64Array.from(ends, ({ high }) => high),
        ),
      };
    },
  };
}
