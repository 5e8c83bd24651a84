/** Decide what a file gets of a trace and its groups, and what is to be said of the rest. */
import { entriesOf, hasDraws } from "../groups.js";
import type { Run } from "../trace.js";
import type { TraceFormat } from "./format.js";
import { emptied, type Head } from "./head.js";

/** What is known of a run when it ends. */
export type RunEnd = Partial<Omit<Run, "chains" | "draws" | "stats" | "groups">>;

/**
 * The head of a file of a format: without groups of other draws than the posterior's where there are only rows; where it
 * continues an older file, with the data and the groups of other draws that this has.
 */
export function headKept({ rowwise }: TraceFormat, whole: Head, old: Head | undefined): Head {
  if (old === undefined) return rowwise ? { ...whole, others: {} } : whole;
  const { draws, trace } = whole;
  const drawn = entriesOf(trace.$.groups).filter(([, group]) => hasDraws(group));
  const data = entriesOf(old.trace.$.groups).filter(([, group]) => !hasDraws(group));
  const groups = Object.fromEntries([...drawn, ...data]);
  return { trace: emptied(trace, { groups }), draws, types: old.types, rows: old.rows, others: old.others };
}

/** What is to be said of groups that a file does not get. */
export function leftOut({ name, rowwise }: TraceFormat, whole: Head, kept: Head): readonly string[] {
  const groups = Object.keys(whole.others).filter((group) => !(group in kept.others));
  if (groups.length === 0) return [];
  const why = rowwise
    ? `${name} has a row for each draw of the posterior and no place for others; netCDF, Zarr and JSON have`
    : "a file that is appended to keeps the groups that it has";
  return [`${groups.join(", ")}: left out, since ${why}`];
}

/** The facts at the end with what else is to be said; after an older run times add up and messages of both stay. */
export function factsAtEnd(old: Head | undefined, head: Head, facts: RunEnd, notes: readonly string[]): RunEnd {
  const { elapsedMs, messages } = { ...head.trace.$, ...facts };
  const before = old?.trace.$ ?? { elapsedMs: 0, messages: [] };
  return {
    ...facts,
    elapsedMs: before.elapsedMs + elapsedMs,
    messages:
      old === undefined && notes.length === 0 ? messages : [...new Set([...before.messages, ...messages, ...notes])],
  };
}
