/** Show where observations fall among predictions made without them. */
import { type LooPit, looPitOfTrace, storedAlongside, storedReplicates } from "@credence/diagnostics";
import type { AnyTrace } from "@credence/draws";
import { formatNumber } from "../number.js";
import { uniformSpec } from "../specs/uniform.js";
import { wordsFor } from "./choose.js";
import type { Kind, PlotOptions } from "./kind.js";
import { needGroups } from "./needed.js";

export interface PitOptions extends PlotOptions {
  /** `"difference"` (of distribution functions) unless given. */
  readonly form?: "difference" | "histogram";
  /** By which discrete data are spread over their steps; 1 unless given. */
  readonly seed?: number;
}

export const pit: Kind<AnyTrace | LooPit, PitOptions> = {
  from: "trace",
  shows:
    "where each observation falls among its leave-one-out predictions, against the 95% band of independent uniform values; from the groups posteriorPredictive and logLikelihood, or what looPit answers with",
  reading:
    "Values are uniform if the model's spread is right. A curve that falls through the middle (a histogram high in the middle) tells of predictions too wide, one that rises of predictions too narrow. The values depend on each other a little, which the p-value allows for and the band does not.",
  spec: (subject, options = {}) => {
    const { observations, values, pValue } = "values" in subject ? subject : ofTrace(subject, options.seed ?? 1);
    const own = Array.from(values).filter((_, i) => isWanted(observations[i] as string, options.vars));
    if (own.length === 0)
      throw new Error(
        `plot.pit: nothing observed is named ${options.vars?.join(", ")}; there is ${observations.slice(0, 5).join(", ")}`,
      );
    const note = own.length === values.length ? [`test of uniformity: p ${formatNumber(pValue)}`] : [];
    const spec = uniformSpec({
      ...wordsFor(options, "Observations among predictions made without them", note),
      xLabel: "LOO-PIT",
      values: own,
      whole: "observations",
      form: options.form ?? "difference",
    });
    return { ...spec, kind: "pit" };
  },
};

function ofTrace(trace: AnyTrace, seed: number): LooPit {
  needGroups("pit", trace, ["posteriorPredictive", "logLikelihood"]);
  storedAlongside("plot.pit", trace, "posteriorPredictive");
  const likelihood = storedAlongside("plot.pit", trace, "logLikelihood");
  return looPitOfTrace(storedReplicates("plot.pit", trace), likelihood, { independent: trace.$.independent, seed });
}

/** Whether an observation, such as `sold[3]`, is one of those named, by itself or as a part of its variable. */
export function isWanted(observation: string, vars: readonly string[] | undefined): boolean {
  return vars === undefined || vars.some((name) => observation === name || observation.startsWith(`${name}[`));
}
