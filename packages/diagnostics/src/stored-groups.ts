/** Use what a trace has stored beside its posterior, where no model is at hand: densities, predictions, data. */
import {
  type AnyTrace,
  cellName,
  cellOf,
  findVariable,
  type Leaf,
  nest,
  pointsOf,
  sameDim,
  scalarsOf,
  select,
  type Trace,
} from "@credence/draws";

/** What was seen, and what might have been seen instead. */
export interface Replicates {
  readonly observed: readonly { readonly name: string; readonly values: Float64Array }[];
  /** The data as a point: numbers and labelled values by name. */
  readonly data: unknown;
  /** Draws of the observed variables: what `predict` answers. */
  readonly replicated: AnyTrace;
  /** A replicate as a point, by the number of its draw. */
  pointAt(draw: number): unknown;
}

/** Groups of draws that verbs can read from a trace. */
export type StoredGroup = "posteriorPredictive" | "logLikelihood" | "logPrior";

/**
 * A group of a trace; where Stan generated the log likelihood as `log_lik`, that.
 * @throws Error when the trace has none, saying how to add it; when it holds NaN, naming where and how often.
 */
export function storedGroup(verb: string, trace: AnyTrace, name: StoredGroup): AnyTrace {
  const group = trace.$.groups[name] ?? (name === "logLikelihood" ? stanGroup(trace) : undefined);
  if (group === undefined) {
    throw new Error(
      `${verb}: the trace has no group ${name}: give the posterior too, ${verb}(posterior, trace), or add the group, withGroups(trace, groupsFor(posterior, trace))`,
    );
  }
  for (const { name: scalar, chains } of scalarsOf(group)) {
    const missing = chains.reduce((sum, chain) => sum + chain.filter(Number.isNaN).length, 0);
    const all = group.$.chains * group.$.draws;
    if (missing > 0) throw new RangeError(`${verb}: ${name} of \`${scalar}\` is NaN at ${missing} of ${all} draws`);
  }
  return group;
}

/** The name under which Stan programs generate the log likelihood, by the convention of R's loo. */
export const STAN_LOG_LIKELIHOOD = "log_lik";

const stanGroup = (trace: AnyTrace): AnyTrace | undefined =>
  trace.$.variables.some(({ name }) => name === STAN_LOG_LIKELIHOOD)
    ? select(trace as Trace<Readonly<Record<string, Leaf>>>, [STAN_LOG_LIKELIHOOD])
    : undefined;

/** A group that goes with the posterior draw by draw. @throws Error when it has other draws. */
export function storedAlongside(verb: string, trace: AnyTrace, name: StoredGroup): AnyTrace {
  const group = storedGroup(verb, trace, name);
  const [a, b] = [trace.$, group.$];
  if (a.chains === b.chains && a.draws === b.draws) return group;
  throw new Error(
    `${verb}: ${name} has ${b.chains} × ${b.draws} draws and the posterior ${a.chains} × ${a.draws}: make it from the same draws`,
  );
}

/** What was observed and what was predicted of it. @throws Error when the trace lacks either, or they do not fit. */
export function storedReplicates(verb: string, trace: AnyTrace): Replicates {
  const replicated = storedGroup(verb, trace, "posteriorPredictive");
  const { observed: data } = trace.$;
  const predicted = replicated.$.variables.map(({ name }) => name);
  const observed = Object.entries(data).flatMap(([name, each]) =>
    predicted.includes(name) ? [{ name, ...each }] : [],
  );
  if (observed.length === 0) {
    const names = Object.keys(data).join(", ") || "nothing";
    throw new Error(
      `${verb}: ${predicted.join(", ")} was predicted and ${names} observed: add withGroups(trace, { observedData: … }) under the same names`,
    );
  }
  for (const { name, axes } of observed) {
    const theirs = findVariable(replicated, name).draws.axes;
    if (axes.length === theirs.length && axes.every((axis, i) => sameDim(axis, theirs[i] as typeof axis))) continue;
    const dims = (of: typeof axes) =>
      cellName(
        name,
        of.map((axis) => `${axis.name} (${axis.size})`),
      );
    throw new Error(`${verb}: ${dims(axes)} was observed and ${dims(theirs)} predicted: dims or labels differ`);
  }
  return {
    observed,
    data: nest(observed.map(({ name, axes, values }) => [name, cellOf(axes, values)])),
    replicated,
    pointAt: pointsOf(replicated as never) as (draw: number) => unknown,
  };
}
