/** Show the draws of each chain in order, with the divergences of the run. */
import { traceSpec } from "../specs/trace.js";
import { choose, soleTrace, type Traces } from "./choose.js";
import { gridOf } from "./grid.js";
import type { Kind, PlotOptions } from "./kind.js";
import { divergentDraws } from "./stats.js";

export const trace: Kind<Traces, PlotOptions> = {
  from: "traces",
  shows:
    "the draws of each scalar in the order of sampling, by chain, with divergences as ticks below; warm-up is not kept and not shown",
  reading:
    "Good chains look like one band of noise. A slope, a step or a flat stretch is a chain that has not settled or is stuck; ticks that gather under one stretch show where the sampler failed.",
  spec: (traces, options = {}) => {
    const chosen = choose(traces, options, { kind: "trace", limit: 12, varying: false, draws: 1 });
    const sole = soleTrace(traces);
    const divergences = sole ? divergentDraws(sole.$) : [];
    const total = divergences.reduce((sum, chain) => sum + chain.length, 0);
    return gridOf(chosen, options, {
      kind: "trace",
      what: "Draws in order",
      notes: total > 0 ? [`${total} divergences`] : [],
      draw: ({ series }, { axis, ...words }) =>
        traceSpec({
          ...words,
          yLabel: axis,
          xLabel: axis === "" ? "" : "draw",
          chains: series.flatMap(({ chains }) => chains),
          names: series.flatMap(({ name, chains }) => chains.map(() => name)),
          divergences,
          points: 3200 / Math.max(2, chosen.scalars.length),
        }),
    });
  },
};
