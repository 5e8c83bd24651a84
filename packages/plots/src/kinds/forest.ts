/** Show the mean and two intervals of every scalar, one row each, by trace. */
import { hdi, INTERVAL_MASS } from "@credence/draws";
import { mean } from "@credence/math";
import { forestSpec } from "../specs/forest.js";
import { choose, type Traces, wordsFor } from "./choose.js";
import type { Kind, PlotOptions } from "./kind.js";
import { pooled } from "./pooled.js";

export interface ForestOptions extends PlotOptions {
  /** Share of the draws in the thin interval, the highest density interval; 0.94 when left out. */
  readonly mass?: number;
  /** A value to compare with, such as 0. */
  readonly reference?: number;
  /** What is measured, with its unit. */
  readonly axis?: string;
}

const INNER = 0.5;

export const forest: Kind<Traces, ForestOptions> = {
  from: "traces",
  shows:
    "the mean and the highest density intervals of half and of 94% of the draws of every scalar, one row each (of several traces: one mark each in a row)",
  reading:
    "Rows compare on one axis: intervals that overlap much do not differ much. Marks of several traces in one row should lie on each other when the traces have the same posterior.",
  spec: (traces, { mass = INTERVAL_MASS, reference, axis, ...options } = {}) => {
    const chosen = choose(traces, options, { kind: "forest", limit: 50, varying: false, draws: 1 });
    return forestSpec({
      ...wordsFor(options, "Mean and intervals", chosen.notes),
      xLabel: axis ?? "value",
      probability: mass,
      innerProbability: INNER,
      ...(reference === undefined ? {} : { reference }),
      rows: chosen.scalars.map((scalar) => ({
        label: scalar.label,
        estimates: pooled(scalar, chosen.by, "mean").map(({ name, draws }) => {
          const inner = hdi(draws, INNER);
          return { series: name, mean: mean(draws), ...hdi(draws, mass), inner: [inner.low, inner.high] as const };
        }),
      })),
    });
  },
};
