/** Show draws as lines across all scalars, divergent ones on top. */
import type { AnyTrace } from "@credence/draws";
import { parallelSpec } from "../specs/parallel.js";
import { choose, wordsFor } from "./choose.js";
import type { Kind, PlotOptions } from "./kind.js";
import { oneTrace } from "./needed.js";
import { divergentDraws } from "./stats.js";

export const parallel: Kind<AnyTrace, PlotOptions> = {
  from: "trace",
  shows: "draws as lines across all scalars, each in its own standard deviations, divergent draws on top",
  reading:
    "Divergent lines that run together through one place name the scalars, and their values, at which the sampler fails: often small scales with everything below them drawn together.",
  spec: (trace, options = {}) => {
    oneTrace("parallel", trace);
    const chosen = choose(trace, options, { kind: "parallel", limit: 16, varying: true, draws: 2 });
    if (chosen.scalars.length < 2)
      throw new Error(
        `plot.parallel: only ${chosen.scalars[0]?.label} can be drawn, and lines need two scalars; name more by vars`,
      );
    return parallelSpec({
      ...wordsFor(options, "Draws across scalars", chosen.notes),
      scalars: chosen.scalars.map(({ label, series }) => ({
        label,
        draws: series.flatMap(({ chains }) => chains).flatMap((chain) => Array.from(chain)),
      })),
      divergent: divergentDraws(trace.$).flatMap((draws, c) => draws.map((draw) => c * trace.$.draws + draw - 1)),
    });
  },
};
