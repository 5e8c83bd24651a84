/** Separate what a file says of a trace once (variables, dims, facts of the run) from the draws that stream into it. */
import { cellCount } from "../cells.js";
import { sameDim } from "../dim.js";
import { type AnyTrace, type Run, runOf, trace } from "../trace.js";
import { variablesOf } from "../variables.js";
import { traceFromJson, traceToJson } from "./json.js";
import { crc32 } from "./node.js";
import { type StatType, typesOf } from "./stat-names.js";

/** All that is known of a trace but its draws. */
export interface Head {
  /** A trace of no draws: names, dims, stats and facts. */
  readonly trace: AnyTrace;
  /** Draws in each chain. */
  readonly draws: number;
  /** The type in which each stat is kept. */
  readonly types: Readonly<Record<string, StatType>>;
  /** Draws of one chain that are written together, and lie together where a format has chunks or groups of rows. */
  readonly rows: number;
}

/** The head of a trace like this one; `facts` override those of its run. */
export function headOf(like: AnyTrace, facts: Partial<Run> = {}): Head {
  const run = { ...runOf(like), ...facts };
  const none = new Float64Array(0);
  const sources = variablesOf(like).map(({ name, derived, draws: { axes } }) => ({
    name,
    derived,
    axes,
    values: none,
  }));
  const stats = Object.fromEntries(Object.keys(run.stats).map((name) => [name, none]));
  return {
    trace: trace(sources, { ...run, draws: 0, stats }),
    draws: run.draws,
    types: typesOf(like),
    rows: rowsFor(like),
  };
}

/** The names of the stats, in order. */
export const statsOf = (head: Head): readonly string[] => Object.keys(head.trace.$.stats);

const BLOCK_NUMBERS = 2 ** 20;
const [FEWEST_ROWS, MOST_ROWS] = [2 ** 10, 2 ** 16];

/** At most about 8 MB, so that memory does not grow with the length of a run; fewer for a trace known to be short. */
function rowsFor(like: AnyTrace): number {
  const { variables, stats, draws } = like.$;
  const width = variables.reduce((sum, { draws: of }) => sum + cellCount(of.axes), Object.keys(stats).length);
  const most = Math.min(MOST_ROWS, Math.max(1, Math.floor(BLOCK_NUMBERS / Math.max(1, width))));
  return draws === 0 ? most : Math.min(most, Math.max(FEWEST_ROWS, draws));
}

const checksum = (text: string): string => crc32(new TextEncoder().encode(text)).toString(16).padStart(8, "0");

/** The head as one line of JSON behind its own checksum. */
export function encodeHead({ trace: empty, draws, types, rows }: Head): string {
  const text = `{"draws":${draws},"rows":${rows},"types":${JSON.stringify(types)},"trace":${traceToJson(empty)}}`;
  return `${checksum(text)} ${text}`;
}

/** The head that `encodeHead` wrote; `where` says in messages what held it. */
export function decodeHead(line: string, where: string): Head {
  const text = line.slice(9);
  if (line.slice(0, 8) !== checksum(text)) {
    throw new Error(`${where} is damaged: its checksum differs; write the trace again`);
  }
  const { draws, types, rows, trace: document } = JSON.parse(text) as Omit<Head, "trace"> & { readonly trace: unknown };
  return { draws, types, rows, trace: traceFromJson(JSON.stringify(document)) };
}

/** The trace of this head with these numbers: chain by chain, in the order of variables and of stats. */
export function filled(
  { trace: empty, draws }: Head,
  values: readonly Float64Array[],
  stats: readonly Float64Array[],
): AnyTrace {
  const sources = variablesOf(empty).map(({ name, derived, draws: { axes } }, v) => ({
    name,
    derived,
    axes,
    values: values[v] as Float64Array,
  }));
  const named = Object.keys(empty.$.stats).map((name, s): [string, Float64Array] => [name, stats[s] as Float64Array]);
  return trace(sources, { ...runOf(empty), draws, stats: Object.fromEntries(named) });
}

/** Throws; an expression, so that it may stand behind `??`. */
export function refuse(message: string): never {
  throw new Error(message);
}

/** Throw unless draws of `added` can follow those of `old` in one file. */
export function checkContinues(old: Head, added: Head): void {
  const other = (what: string): never =>
    refuse(`the file has other ${what}: append draws of the same model and chains, or write a new file`);
  const [a, b] = [variablesOf(old.trace), variablesOf(added.trace)];
  if (old.trace.$.chains !== added.trace.$.chains) {
    other(`chains (${old.trace.$.chains}) than the trace (${added.trace.$.chains})`);
  }
  if (a.map(({ name }) => name).join() !== b.map(({ name }) => name).join()) other("variables than the trace");
  for (const [v, { name, draws }] of a.entries()) {
    const axes = b[v]?.draws.axes ?? [];
    if (draws.axes.length !== axes.length || !draws.axes.every((axis, i) => sameDim(axis, axes[i] as typeof axis))) {
      other(`dims or labels of ${name} than the trace`);
    }
  }
  if (statsOf(old).join() !== statsOf(added).join()) other("stats than the trace");
  if (old.trace.$.modelHash !== added.trace.$.modelHash) other("model or data than the trace");
}
