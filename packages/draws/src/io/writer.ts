/** Stream the draws of a run into files in blocks, so that memory does not grow with the length of the run. */
import type { AnyTrace } from "../trace.js";
import { abandonTogether, commitTogether, type Replacement, replacement } from "./atomic.js";
import { blocksOf } from "./blocks.js";
import type { Block, BlockSink, TraceFormat } from "./format.js";
import { checkContinues, drawnOf, emptied, type Head, headOf, refuse, statsOf } from "./head.js";
import { factsAtEnd, headKept, leftOut, type RunEnd } from "./keep.js";
import { files } from "./node.js";
import { fits } from "./stat-names.js";

/** Draws of one chain under their names. */
export interface DrawsBlock {
  /** For each variable, by dotted name, `draws × cells` numbers, draw by draw. */
  readonly values: Readonly<Record<string, Float64Array>>;
  /** For each stat one number a draw. */
  readonly stats: Readonly<Record<string, Float64Array>>;
  /** The same for each group that goes with the posterior draw by draw: `{ logLikelihood: { y } }`. */
  readonly groups?: Readonly<Record<string, Readonly<Record<string, Float64Array>>>>;
}

/** Writes a trace as its draws come. */
export interface TraceWriter {
  /** Adds the next draws of a chain (counted from 0); the arrays may be used again once the promise has resolved. */
  write(chain: number, block: DrawsBlock): Promise<void>;
  /**
   * Completes the file, which then takes its name; `facts` override those that the run had at the start. Answers with what
   * the format had no place for, one sentence each.
   */
  finish(facts?: RunEnd): Promise<readonly string[]>;
  /** Gives up: what was there before stays. */
  abandon(): Promise<void>;
}

/** The arrays that are filled until they make a block. */
interface Buffer {
  readonly arrays: readonly Float64Array[];
  filled: number;
  written: number;
}

/** A writer to `path` in a format, of traces that look like `like`; with `append` after the draws that are there. */
export async function openWriter(
  format: TraceFormat,
  path: string,
  like: AnyTrace,
  append: boolean = false,
): Promise<TraceWriter> {
  const whole = headOf(like);
  const { chains } = whole.trace.$;
  const old = append ? await oldHead(format, path, whole) : undefined;
  const head = headKept(format, whole, old);
  const parts = format.parts?.(path, chains) ?? [path];
  const replacements = parts.map(replacement);
  const abandonAll = (): Promise<void> => abandonTogether(path, replacements);
  try {
    if (old !== undefined) await copyAll(parts, replacements);
    const temporaries = replacements.map(({ temporary }) => temporary);
    const sink = await format.write(temporaries, head, old);
    const commitAll = async (): Promise<void> =>
      commitTogether(path, replacements, (await format.stale?.(path, parts)) ?? []);
    const apart = old === undefined ? Object.keys(head.others) : [];
    const notes = leftOut(format, whole, head);
    return blockWriter(sink, head, {
      start: old?.draws ?? 0,
      apart: apart.map((name) => [name, like.$.groups[name as "prior"] as AnyTrace]),
      notes,
      facts: (given) => factsAtEnd(old, head, given, notes),
      commit: commitAll,
      abandon: abandonAll,
    });
  } catch (error) {
    await abandonAll();
    throw error;
  }
}

async function oldHead(format: TraceFormat, path: string, head: Head): Promise<Head> {
  if (format.head === undefined) throw new Error(`${format.name} cannot be appended to: read the trace and write anew`);
  const old = await format.head((await format.found?.(path)) ?? [path]);
  checkContinues(old, head);
  return old;
}

async function copyAll(parts: readonly string[], to: readonly Replacement[]): Promise<void> {
  const fs = files();
  for (const [i, part] of parts.entries()) {
    await fs.cp(part, (to[i] as Replacement).temporary, { recursive: true, mode: fs.constants.COPYFILE_FICLONE });
  }
}

/** What a writer does besides gathering blocks. */
interface Ends {
  /** Draws of each chain that are there already. */
  readonly start: number;
  /** The groups with draws of their own, which are written whole. */
  readonly apart: readonly (readonly [name: string, group: AnyTrace])[];
  /** What the file does not get, one sentence each. */
  readonly notes: readonly string[];
  /** The facts of the run as they are at the end. */
  facts(given: RunEnd): RunEnd;
  commit(): Promise<void>;
  abandon(): Promise<void>;
}

/** Checks what is written, gathers it into blocks, and hands these to the sink one after another. */
function blockWriter(sink: BlockSink, head: Head, { start, apart, notes, facts, commit, abandon }: Ends): TraceWriter {
  const variables = drawnOf(head);
  const stats = statsOf(head);
  const { types, rows: size } = head;
  const widths = [...variables.map(({ cells }) => cells), ...stats.map(() => 1)];
  const buffers = Array.from(
    { length: head.trace.$.chains },
    (): Buffer => ({ arrays: widths.map((width) => new Float64Array(width * size)), filled: 0, written: start }),
  );
  let turn: Promise<void> = Promise.resolve();
  let failed = false;

  const flush = async (chain: number, buffer: Buffer): Promise<void> => {
    const { filled, written } = buffer;
    if (filled === 0) return;
    const arrays = buffer.arrays.map((array, i) => array.subarray(0, filled * (widths[i] as number)));
    const [values, numbers] = [arrays.slice(0, variables.length), arrays.slice(variables.length)];
    await sink.write({ chain, first: written, draws: filled, values, stats: numbers } satisfies Block);
    buffer.written += filled;
    buffer.filled = 0;
  };

  const add = async (chain: number, { values, stats: numbers, groups = {} }: DrawsBlock): Promise<void> => {
    const buffer = buffers[chain];
    if (buffer === undefined) refuse(`there is no chain ${chain}: the trace has ${buffers.length}, counted from 0`);
    const arrays = [
      ...variables.map(({ group, name }) => {
        const numbers = group === "" ? values[name] : groups[group]?.[name];
        return numbers ?? refuse(`the draws of ${group === "" ? name : `${group}.${name}`} are missing from the block`);
      }),
      ...stats.map((name) => numbers[name] ?? refuse(`the stat ${name} is missing from the block`)),
    ];
    const count = (arrays[0]?.length ?? 0) / (widths[0] ?? 1);
    for (const [i, array] of arrays.entries()) {
      const name = variables[i]?.name ?? stats[i - variables.length];
      if (array.length !== count * (widths[i] as number)) {
        refuse(`${name} has ${array.length} numbers; ${count} draws need ${count * (widths[i] as number)}`);
      }
    }
    for (const [s, name] of stats.entries()) {
      const type = types[name] ?? "float64";
      const odd = type === "float64" ? undefined : arrays[variables.length + s]?.find((x) => !fits(type, x));
      if (odd !== undefined) refuse(`the stat ${name} is ${odd}, and the file keeps it as ${type}`);
    }
    for (let from = 0; from < count; ) {
      const { filled } = buffer as Buffer;
      const length = Math.min(size - filled, count - from);
      for (const [i, array] of arrays.entries()) {
        const width = widths[i] as number;
        buffer?.arrays[i]?.set(array.subarray(from * width, (from + length) * width), filled * width);
      }
      (buffer as Buffer).filled += length;
      from += length;
      if ((buffer as Buffer).filled === size) await flush(chain, buffer as Buffer);
    }
  };

  /** Runs `work` after what was asked before; after a failure nothing more is written. */
  const queued = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(async () => {
      if (failed) throw new Error("writing failed before: abandon this writer and begin anew");
      try {
        return await work();
      } catch (error) {
        failed = true;
        await sink.close();
        await abandon();
        throw error;
      }
    });
    turn = mine.then(
      () => {},
      () => {},
    );
    return mine;
  };

  const finish = async (given: RunEnd): Promise<readonly string[]> => {
    for (const [chain, buffer] of buffers.entries()) await flush(chain, buffer);
    const draws = buffers[0]?.written ?? 0;
    const odd = buffers.findIndex(({ written }) => written !== draws);
    if (odd >= 0) {
      refuse(`chain ${odd} has ${buffers[odd]?.written} draws and chain 0 has ${draws}: write as many to each`);
    }
    for (const [name, group] of apart) {
      for (const block of blocksOf(group, head.others[name] as Head)) await sink.write({ ...block, other: name });
    }
    await sink.finish({ ...head, trace: emptied(head.trace, facts(given)), draws });
    await sink.close();
    await commit();
    return notes;
  };

  return {
    write: (chain, block) => queued(() => add(chain, block)),
    finish: (given = {}) => queued(() => finish(given)),
    abandon: async () => {
      await turn;
      if (failed) return;
      failed = true;
      await sink.close();
      await abandon();
    },
  };
}
