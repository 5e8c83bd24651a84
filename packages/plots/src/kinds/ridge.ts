/** Show the density of every scalar in a row of its own, on one axis. */
import { hdi, INTERVAL_MASS } from "@credence/draws";
import { mean } from "@credence/math";
import { posteriorsSpec } from "../specs/posteriors.js";
import { choose, type Traces, wordsFor } from "./choose.js";
import type { Kind, PlotOptions } from "./kind.js";
import { pooled } from "./pooled.js";
import { smoothDraws } from "./smooth.js";

export interface RidgeOptions extends PlotOptions {
  /** Share of the draws in the interval below each density, the highest density interval; 0.94 when left out. */
  readonly mass?: number;
  /** What is measured, with its unit. */
  readonly axis?: string;
}

export const ridge: Kind<Traces, RidgeOptions> = {
  from: "traces",
  shows:
    "the density of every scalar in a row of its own, all on one axis, above its highest density interval (of several traces: a row for each)",
  reading:
    "All densities are drawn equally high, so that width tells how uncertain each is. Look for rows that stand apart, and for shapes that a mean and an interval would hide: two peaks, a long tail, an edge.",
  spec: (traces, { mass = INTERVAL_MASS, axis, ...options } = {}) => {
    const chosen = choose(traces, options, { kind: "ridge", limit: 20, varying: true, draws: 2 });
    const rows = chosen.scalars.flatMap((scalar) =>
      pooled(scalar, chosen.by, "").map(({ name, role, draws }) => ({
        label: name === "" ? scalar.label : `${scalar.label} · ${name}`,
        role,
        ...smoothDraws(draws),
        mean: mean(draws),
        ...hdi(draws, mass),
      })),
    );
    return {
      ...posteriorsSpec({
        ...wordsFor(options, "Densities", chosen.notes),
        xLabel: axis ?? "value",
        probability: mass,
        posteriors: rows,
        rowName: "scalar",
        points: Math.max(30, Math.min(100, Math.round(1200 / rows.length))),
      }),
      kind: "ridge",
    };
  },
};
