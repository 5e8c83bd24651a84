/** Separate what a file says of a trace once (variables, dims, facts of the run) from the draws that stream into it. */
import { cellCount } from "../cells.js";
import { type Dim, sameDim } from "../dim.js";
import { alongside, entriesOf, hasDraws, mapAlongside } from "../groups.js";
import { type AnyTrace, type Groups, type Run, runOf, trace } from "../trace.js";
import { variablesOf } from "../variables.js";
import { checksumOf } from "./crc32.js";
import { traceFromJson, traceToJson } from "./json.js";
import { type StatType, typesOf } from "./stat-names.js";

/** All that is known of a trace but its draws. */
export interface Head {
  /** A trace of no draws: names, dims, stats and facts; among its groups are data, and draws that go with its own. */
  readonly trace: AnyTrace;
  /** Draws in each chain. */
  readonly draws: number;
  /** The type in which each stat is kept. */
  readonly types: Readonly<Record<string, StatType>>;
  /** Draws of one chain that are written together, and lie together where a format has chunks or groups of rows. */
  readonly rows: number;
  /** Groups with draws of their own, such as the prior. */
  readonly others: Readonly<Record<string, Head>>;
}

/** A variable whose numbers come with the draws: one of the posterior, or of a group that goes with it draw by draw. */
export interface Drawn {
  /** "" for the posterior. */
  readonly group: string;
  readonly name: string;
  readonly axes: readonly Dim[];
  readonly cells: number;
}

/** All that gets numbers with each draw, in the order in which blocks have them. */
export function drawnOf({ trace: empty }: Head): readonly Drawn[] {
  const of = (group: string, { $: { variables } }: AnyTrace): readonly Drawn[] =>
    variables.map(({ name, draws: { axes } }) => ({ group, name, axes, cells: cellCount(axes) }));
  const beside = entriesOf(empty.$.groups).flatMap(([name, group]) => (hasDraws(group) ? of(name, group) : []));
  return [...of("", empty), ...beside.sort((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : 0))];
}

/** The head of a trace like this one; `facts` override those of its run. */
export function headOf(like: AnyTrace, facts: Partial<Run> = {}): Head {
  const groups = entriesOf(like.$.groups);
  const apart = groups.filter(([name, group]) => hasDraws(group) && !alongside(like, name, group));
  const beside = groups
    .filter((each) => !apart.includes(each))
    .map(([name, group]) => [name, hasDraws(group) ? emptied(group) : group]);
  return {
    trace: emptied(like, { ...facts, groups: Object.fromEntries(beside) }),
    draws: facts.draws ?? like.$.draws,
    types: typesOf(like),
    rows: rowsFor(like),
    others: Object.fromEntries(apart.map(([name, group]) => [name, headOf(group as AnyTrace)])),
  };
}

/** The trace without its draws; `facts` override those of its run. */
export function emptied(like: AnyTrace, facts: Partial<Run> = {}): AnyTrace {
  const run = { ...runOf(like), ...facts };
  const none = new Float64Array(0);
  const sources = variablesOf(like).map(({ name, derived, draws: { axes } }) => ({
    name,
    derived,
    axes,
    values: none,
  }));
  const stats = Object.fromEntries(Object.keys(run.stats).map((name) => [name, none]));
  return trace(sources, { ...run, draws: 0, stats });
}

/** The names of the stats, in order. */
export const statsOf = (head: Head): readonly string[] => Object.keys(head.trace.$.stats);

const BLOCK_NUMBERS = 2 ** 20;
const [FEWEST_ROWS, MOST_ROWS] = [2 ** 10, 2 ** 16];

/** At most about 8 MB, so that memory does not grow with the length of a run; fewer for a trace known to be short. */
function rowsFor(like: AnyTrace): number {
  const { variables, stats, draws, groups } = like.$;
  const beside = entriesOf(groups).flatMap(([name, group]) => (alongside(like, name, group) ? group.$.variables : []));
  const width = [...variables, ...beside].reduce(
    (sum, { draws: of }) => sum + cellCount(of.axes),
    Object.keys(stats).length,
  );
  const most = Math.min(MOST_ROWS, Math.max(1, Math.floor(BLOCK_NUMBERS / Math.max(1, width))));
  return draws === 0 ? most : Math.min(most, Math.max(FEWEST_ROWS, draws));
}

/** The head as one line of JSON behind its own checksum. */
export function encodeHead(head: Head): string {
  const text = headText(head);
  return `${checksumOf(text)} ${text}`;
}

function headText({ trace: empty, draws, types, rows, others }: Head): string {
  const apart = Object.entries(others).map(([name, other]) => `${JSON.stringify(name)}:${headText(other)}`);
  const members = `"draws":${draws},"rows":${rows},"types":${JSON.stringify(types)},"trace":${traceToJson(empty)}`;
  return apart.length === 0 ? `{${members}}` : `{${members},"others":{${apart.join()}}}`;
}

/** A head as `headText` writes it, parsed. */
type HeadDocument = Pick<Head, "draws" | "types" | "rows"> & {
  readonly trace: unknown;
  readonly others?: Readonly<Record<string, HeadDocument>>;
};

/** The head that `encodeHead` wrote; `where` says in messages what held it. */
export function decodeHead(line: string, where: string): Head {
  const text = line.slice(9);
  if (line.slice(0, 8) !== checksumOf(text)) {
    throw new Error(`${where} is damaged: its checksum differs; write the trace again`);
  }
  return headFrom(JSON.parse(text) as HeadDocument);
}

/** More chains than any run has, and few enough for their numbers to be listed. */
const MOST_CHAINS = 2 ** 20;

function headFrom({ draws, types, rows, trace: document, others = {} }: HeadDocument): Head {
  const trace = traceFromJson(JSON.stringify(document));
  checkCount("chains", trace.$.chains, MOST_CHAINS);
  checkCount("draws", draws, Number.MAX_SAFE_INTEGER);
  checkCount("draws in a block", rows, MOST_ROWS);
  const apart = Object.entries(others).map(([name, other]) => [name, headFrom(other)] as const);
  return { draws, types, rows, trace, others: Object.fromEntries(apart) };
}

function checkCount(what: string, count: number, most: number): void {
  if (Number.isSafeInteger(count) && count >= 0 && count <= most) return;
  refuse(`the head says ${count} ${what}, which no trace has: the file is damaged`);
}

/**
 * The trace of this head with these numbers, chain by chain: `values` in the order of `drawnOf`, `stats` of `statsOf`;
 * `others` are the groups that have draws of their own.
 */
export function filled(
  head: Head,
  values: readonly Float64Array[],
  stats: readonly Float64Array[],
  others: Readonly<Record<string, AnyTrace>> = {},
): AnyTrace {
  const { trace: empty, draws } = head;
  const places = new Map(drawnOf(head).map(({ group, name }, at) => [`${group}/${name}`, at]));
  const full = (group: string, of: AnyTrace, facts: Partial<Run>): AnyTrace => {
    const sources = variablesOf(of).map(({ name, derived, draws: { axes } }) => ({
      name,
      derived,
      axes,
      values: values[places.get(`${group}/${name}`) as number] as Float64Array,
    }));
    return trace(sources, { ...runOf(of), ...facts, draws });
  };
  const beside = mapAlongside(empty, (group, name) => full(name, group, {}));
  const named = statsOf(head).map((name, s): [string, Float64Array] => [name, stats[s] as Float64Array]);
  return full("", empty, { stats: Object.fromEntries(named), groups: { ...beside, ...others } as Groups });
}

/** Throws; an expression, so that it may stand behind `??`. */
export function refuse(message: string): never {
  throw new Error(message);
}

/** Throw unless draws of `added` can follow those of `old` in one file. */
export function checkContinues(old: Head, added: Head): void {
  const other = (what: string): never =>
    refuse(`the file has other ${what}: append draws of the same model and chains, or write a new file`);
  if (old.trace.$.chains !== added.trace.$.chains) {
    other(`chains (${old.trace.$.chains}) than the trace (${added.trace.$.chains})`);
  }
  const groups = (head: Head): string => [...new Set(drawnOf(head).map(({ group }) => group))].sort().join();
  if (groups(old) !== groups(added)) other("groups of draws than the trace");
  const [a, b] = [drawnOf(old), drawnOf(added)];
  if (a.map(({ name }) => name).join() !== b.map(({ name }) => name).join()) other("variables than the trace");
  for (const [v, { name, axes: before }] of a.entries()) {
    const axes = b[v]?.axes ?? [];
    if (before.length !== axes.length || !before.every((axis, i) => sameDim(axis, axes[i] as typeof axis))) {
      other(`dims or labels of ${name} than the trace`);
    }
  }
  if (statsOf(old).join() !== statsOf(added).join()) other("stats than the trace");
  if (old.trace.$.modelHash !== added.trace.$.modelHash) other("model or data than the trace");
}
