/** Join the chains of several traces of one model into one trace. */

import { type Dim, sameDim } from "../dim.js";
import { alongside, entriesOf } from "../groups.js";
import { type AnyTrace, type DataGroup, type Groups, type Run, runOf, type Trace, trace } from "../trace.js";
import { findVariable, variablesOf } from "../variables.js";

function concatenate(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let start = 0;
  for (const part of parts) {
    whole.set(part, start);
    start += part.length;
  }
  return whole;
}

const sameAxes = (a: readonly Dim[], b: readonly Dim[]): boolean =>
  a.length === b.length && a.every((axis, i) => sameDim(axis, b[i] as Dim));

/** Check that trace number `i` has the variables and the length of the first. */
function checkAlike(first: AnyTrace, other: AnyTrace, i: number): void {
  const [a, b] = [first.$, other.$];
  const refuse = (difference: string): never => {
    throw new Error(`${difference} trace ${i + 1}: merge traces of one posterior and one length`);
  };
  if (a.draws !== b.draws) refuse(`chains have ${a.draws} draws in trace 1 and ${b.draws} draws in`);
  if ((a.modelHash ?? b.modelHash) !== (b.modelHash ?? a.modelHash))
    refuse("model or data of trace 1 differ from those of");
  for (const { name } of b.variables) findVariable(first, name);
  for (const { name, draws } of a.variables) {
    const theirs = findVariable(other, name).draws;
    if (!sameAxes(draws.axes, theirs.axes))
      refuse(`the dims of ${name} or their labels in trace 1 differ from those in`);
  }
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

/** What can be said of several runs together; facts about a single run, as the seed, are those of the first. */
function mergeRuns(runs: readonly Run[]): Omit<Run, "state"> {
  const { state: _, ...first } = runs[0] as Run;
  const stats = Object.keys(first.stats).filter((name) => runs.every((run) => run.stats[name] !== undefined));
  return {
    ...first,
    sampler: unique(runs.map((run) => run.sampler)).join(", "),
    chains: runs.reduce((chains, run) => chains + run.chains, 0),
    elapsedMs: runs.reduce((elapsed, run) => elapsed + run.elapsedMs, 0),
    stats: Object.fromEntries(
      stats.map((name) => [name, concatenate(runs.map((run) => run.stats[name] as Float64Array))]),
    ),
    independent: runs.every((run) => run.independent),
    interrupted: runs.some((run) => run.interrupted),
    messages: unique(runs.flatMap((run) => run.messages)),
  };
}

/**
 * One trace with the chains of all. Stats that not all have are dropped, and so are groups that go with the posterior draw
 * by draw; the prior and data, like seed and options, are those of the first.
 *
 * @throws If there is no trace, or they differ in variables, dims, number of draws or model.
 */
export function merge<V, G extends Groups = Groups>(traces: readonly Trace<V, G>[]): Trace<V, G> {
  const [first] = traces;
  if (first === undefined) throw new Error("there are no traces to merge: give at least one");
  return joined(traces, mergeGroups(traces)) as Trace<V, G>;
}

function joined(traces: readonly AnyTrace[], groups: Groups): AnyTrace {
  const [first] = traces as readonly [AnyTrace];
  for (const [i, other] of traces.entries()) checkAlike(first, other, i);
  const sources = variablesOf(first).map(({ name, draws, derived }) => ({
    name,
    axes: draws.axes,
    derived,
    values: () => concatenate(traces.map((each) => findVariable(each, name).draws.values)),
  }));
  return trace(sources, { ...mergeRuns(traces.map(runOf)), groups });
}

function mergeGroups(traces: readonly AnyTrace[]): Groups {
  const [first] = traces as readonly [AnyTrace];
  const merged: Record<string, AnyTrace | DataGroup> = {};
  for (const [name, group] of entriesOf(first.$.groups)) {
    const theirs = traces.flatMap((each) => {
      const found = each.$.groups[name as "prior"];
      return found !== undefined && alongside(each, name, found) ? [found] : [];
    });
    if (!alongside(first, name, group)) merged[name] = group;
    else if (theirs.length === traces.length) merged[name] = joined(theirs, {});
  }
  return merged as Groups;
}
