/** Show the Pareto k of each observation. */
import { looOfTrace, type ModelLoo, storedGroup } from "@credence/diagnostics";
import type { AnyTrace } from "@credence/draws";
import { paretoKSpec } from "../specs/pareto-k.js";
import { wordsFor } from "./choose.js";
import type { Kind, PlotOptions } from "./kind.js";
import { needGroups } from "./needed.js";
import { isWanted } from "./pit.js";

export const khat: Kind<AnyTrace | ModelLoo, PlotOptions> = {
  from: "trace",
  shows:
    "the Pareto k of each observation, which says whether leave-one-out can judge it; from the group logLikelihood, or what loo answers with",
  reading:
    "Points above the line are observations that the draws cannot leave out: their figures are unreliable, and they are outliers, mistakes, or have a parameter to themselves.",
  spec: (subject, options = {}) => {
    const { pointwise, observations, paretoKThreshold } = "pointwise" in subject ? subject : ofTrace(subject);
    const own = observations.flatMap((name, i) =>
      isWanted(name, options.vars) ? [{ name: options.labels?.[name] ?? name, k: pointwise.paretoK[i] as number }] : [],
    );
    if (own.length === 0)
      throw new Error(
        `plot.khat: nothing observed is named ${options.vars?.join(", ")}; there is ${observations.slice(0, 5).join(", ")}`,
      );
    return paretoKSpec({
      ...wordsFor(options, "Which observations leave-one-out can judge", []),
      paretoK: own.map(({ k }) => k),
      names: own.map(({ name }) => name),
      threshold: paretoKThreshold,
      ...(options.limit === undefined ? {} : { named: options.limit }),
    });
  },
};

function ofTrace(trace: AnyTrace): ModelLoo {
  needGroups("khat", trace, ["logLikelihood"]);
  return looOfTrace(storedGroup("plot.khat", trace, "logLikelihood"), trace.$.independent);
}
