/** Join the chains of several traces of one model into one trace. */

import { type Dim, sameDim } from "../dim.js";
import { type AnyTrace, type Run, runOf, type Trace, trace } from "../trace.js";
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
 * One trace with the chains of all. Stats that not all have are dropped; seed and options are those of the first.
 *
 * @throws If there is no trace, or they differ in variables, dims, number of draws or model.
 */
export function merge<V>(traces: readonly Trace<V>[]): Trace<V> {
  const [first] = traces;
  if (first === undefined) throw new Error("there are no traces to merge: give at least one");
  for (const [i, other] of traces.entries()) checkAlike(first, other, i);
  const sources = variablesOf(first).map(({ name, draws, derived }) => ({
    name,
    axes: draws.axes,
    derived,
    values: () => concatenate(traces.map((each) => findVariable(each, name).draws.values)),
  }));
  return trace<V>(sources, mergeRuns(traces.map(runOf)));
}
