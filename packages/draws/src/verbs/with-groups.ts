/** Put a prior, predictions, densities and data beside the posterior in one trace, to keep and judge them together. */
import { type AnyTrace, type DataGroup, type Groups, type Observed, runOf, type Trace, trace } from "../trace.js";
import { sourcesOf } from "../variables.js";

/** Data to put into a trace: numbers, or what has dims and values, such as a column. */
export type DataSource = Readonly<Record<string, number | Observed>>;

/** What `withGroups` takes: a trace for each group of draws, a record of numbers or columns for data. */
export type GroupSources = Omit<Groups, "constantData"> & {
  readonly constantData?: DataSource;
  /** What the posterior was conditioned on, for a trace that does not tell (`$.observed`), such as one from Stan. */
  readonly observedData?: DataSource;
};

/** The groups of a trace that had `G` and was given `S`. */
export type Grouped<G extends Groups, S extends GroupSources> = Omit<G, keyof S> & {
  readonly [K in keyof S & keyof Groups]: K extends "constantData" ? { readonly [N in keyof S[K]]: Observed } : S[K];
} extends infer R extends Groups
  ? R
  : never;

const KNOWN = /^[a-z][A-Za-z0-9]*$/u;
const OWN: Readonly<Record<string, string>> = {
  posterior: "it is the trace itself",
  sampleStats: "the stats of a trace are $.stats, and come with its draws",
  credence: "files keep this name for themselves",
};

/**
 * The trace with groups beside its posterior, in the place of those of the same names; read them as
 * `$.groups.posteriorPredictive`. Files keep them, and `loo(trace)`, `looPit(trace)`, `predictiveCheck(trace, …)` and
 * `powerScale(trace)` use them.
 *
 * @throws Error for a name that is no group, a group that is no trace or no data, or one that has groups itself.
 */
export function withGroups<V, G extends Groups, const S extends GroupSources>(
  to: Trace<V, G>,
  groups: S & { readonly [K in Exclude<keyof S, keyof GroupSources>]: never },
): Trace<V, Grouped<G, S>> {
  const { observedData, ...others } = groups as unknown as GroupSources &
    Readonly<Record<string, AnyTrace | DataSource>>;
  const added = Object.entries(others).flatMap(([name, group]) =>
    group === undefined ? [] : [[name, checked(name, group)] as const],
  );
  const run = runOf(to);
  return trace(sourcesOf(to), {
    ...run,
    groups: { ...run.groups, ...Object.fromEntries(added) },
    ...(observedData === undefined ? {} : { observed: dataOf("observedData", observedData) }),
  }) as Trace<V, Grouped<G, S>>;
}

function checked(name: string, group: AnyTrace | DataSource): AnyTrace | DataGroup {
  if (OWN[name] !== undefined) throw new Error(`the group ${name} cannot be added: ${OWN[name]}`);
  if (!KNOWN.test(name))
    throw new Error(`a group cannot be named ${JSON.stringify(name)}: write it like logLikelihood`);
  if (typeof group !== "object" || group === null)
    throw new Error(`the group ${name} is ${JSON.stringify(group)}: give a trace, or data by name`);
  const isTrace = "$" in group;
  if (isTrace === (name === "constantData")) {
    throw new Error(isTrace ? `${name} is data, and a trace was given` : `the group ${name} is no trace: give one`);
  }
  if (!isTrace) return dataOf(name, group as DataSource);
  const within = Object.keys((group as AnyTrace).$.groups).join(", ");
  if (within !== "")
    throw new Error(
      `the trace given as ${name} has groups itself (${within}): give it as it was before they were added`,
    );
  return group as AnyTrace;
}

function dataOf(group: string, data: DataSource): DataGroup {
  return Object.fromEntries(
    Object.entries(data).map(([name, each]): [string, Observed] => {
      if (typeof each === "number") return [name, { axes: [], values: Float64Array.of(each) }];
      const { axes, values } = each ?? {};
      if (Array.isArray(axes) && values instanceof Float64Array) return [name, { axes, values }];
      throw new Error(`${group}.${name} is no data: give a number, a column or labelled values`);
    }),
  );
}
