/** Show what was observed beside what the model predicts. */
import { type Replicates, storedReplicates } from "@credence/diagnostics";
import { type AnyTrace, findVariable, suggest } from "@credence/draws";
import { mean, standardDeviation } from "@credence/math";
import { some } from "../some.js";
import type { PlotSpec } from "../spec.js";
import { panelsSpec } from "../specs/panels.js";
import { predictiveSpec, statisticSpec } from "../specs/predictive.js";
import { wordsFor } from "./choose.js";
import type { Kind, PlotOptions } from "./kind.js";
import { needGroups } from "./needed.js";

/** Statistics that have a name. */
export type StatisticName = "mean" | "sd" | "min" | "max";

const STATISTICS: Readonly<Record<StatisticName, (data: Float64Array) => number>> = {
  mean,
  sd: (data) => (data.length > 1 ? standardDeviation(data) : 0),
  min: (data) => data.reduce((a, b) => Math.min(a, b)),
  max: (data) => data.reduce((a, b) => Math.max(a, b)),
};

export interface PpcOptions extends PlotOptions {
  /** Chosen by the data unless given. */
  readonly form?: "density" | "counts" | "root";
  /** One number of each data set is drawn instead of the data: one of these, or a function of the values. */
  readonly statistic?: StatisticName | ((data: Float64Array) => number);
}

/** Data sets looked at: more cost time and change nothing that can be seen. */
const MOST_SETS = 1000;

export const ppc: Kind<AnyTrace, PpcOptions> = {
  from: "trace",
  shows:
    "what was observed beside data that the model predicts: densities, a rootogram for counts, or a statistic of each data set; from the group posteriorPredictive",
  reading:
    "The observed should look like one of the predicted: a curve among the curves, bars whose tops lie in the boxes, a line within the histogram. Choose a statistic that the model does not fit by itself, such as the largest value.",
  spec: (trace, options = {}) => {
    needGroups("ppc", trace, ["posteriorPredictive"]);
    const { observed, replicated } = storedReplicates("plot.ppc", trace);
    const wanted = wantedOf(observed, options.vars);
    const what =
      options.statistic === undefined
        ? "Observed and predicted"
        : `Observed and predicted ${statisticName(options.statistic)}`;
    const draw = (name: string, values: Float64Array, words: { title: string }): PlotSpec => {
      const { values: drawn } = findVariable(replicated, name).draws;
      const label = options.labels?.[name] ?? name;
      const sets = some(
        Array.from({ length: drawn.length / values.length }, (_, i) =>
          drawn.subarray(i * values.length, (i + 1) * values.length),
        ),
        MOST_SETS,
      );
      if (options.statistic === undefined)
        return predictiveSpec({
          ...words,
          xLabel: label,
          observed: values,
          replicated: sets,
          ...(options.form ? { form: options.form } : {}),
        });
      const statistic = statisticOf(options.statistic);
      return statisticSpec({
        ...words,
        xLabel: `${statisticName(options.statistic)} of ${label}`,
        observed: statistic(values),
        predicted: sets.map(statistic),
      });
    };
    const [first, ...others] = wanted;
    if (first !== undefined && others.length === 0) {
      const label = options.labels?.[first.name] ?? first.name;
      return draw(first.name, first.values, wordsFor(options, `${what}: ${label}`, []));
    }
    const panels = wanted.map(({ name, values }) => draw(name, values, { title: options.labels?.[name] ?? name }));
    return panelsSpec({ kind: "ppc", ...wordsFor(options, what, []), panels });
  },
};

function wantedOf(observed: Replicates["observed"], vars: readonly string[] | undefined): Replicates["observed"] {
  if (vars === undefined) return observed;
  return vars.map((wanted) => {
    const found = observed.find(({ name }) => name === wanted);
    if (found !== undefined) return found;
    const known = observed.map(({ name }) => name);
    throw new Error(
      `plot.ppc: nothing observed is named ${JSON.stringify(wanted)}${suggest(wanted, known, "variables")}`,
    );
  });
}

type Statistic = NonNullable<PpcOptions["statistic"]>;

function statisticOf(statistic: Statistic): (data: Float64Array) => number {
  if (typeof statistic === "function") return statistic;
  if (Object.hasOwn(STATISTICS, statistic)) return STATISTICS[statistic];
  throw new Error(
    `plot.ppc: unknown statistic ${JSON.stringify(statistic)}; give ${Object.keys(STATISTICS).join(", ")}, or a function`,
  );
}

const statisticName = (statistic: Statistic): string => (typeof statistic === "function" ? "statistic" : statistic);
