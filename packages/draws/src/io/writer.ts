/** Stream the draws of a run into files in blocks, so that memory does not grow with the length of the run. */
import { cellCount } from "../cells.js";
import type { AnyTrace, Run } from "../trace.js";
import { variablesOf } from "../variables.js";
import { type Replacement, replacement } from "./atomic.js";
import type { Block, BlockSink, TraceFormat } from "./format.js";
import { checkContinues, type Head, headOf, refuse, statsOf } from "./head.js";
import { files } from "./node.js";
import { fits } from "./stat-names.js";

/** Draws of one chain under their names. */
export interface DrawsBlock {
  /** For each variable, by dotted name, `draws × cells` numbers, draw by draw. */
  readonly values: Readonly<Record<string, Float64Array>>;
  /** For each stat one number a draw. */
  readonly stats: Readonly<Record<string, Float64Array>>;
}

/** What is known of a run when it ends. */
export type RunEnd = Partial<Omit<Run, "chains" | "draws" | "stats">>;

/** Writes a trace as its draws come. */
export interface TraceWriter {
  /** Adds the next draws of a chain (counted from 0); the arrays may be used again once the promise has resolved. */
  write(chain: number, block: DrawsBlock): Promise<void>;
  /** Completes the file, which then takes its name; `facts` override those that the run had at the start. */
  finish(facts?: RunEnd): Promise<void>;
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
  const head = headOf(like);
  const { chains } = head.trace.$;
  const old = append ? await oldHead(format, path, head) : undefined;
  const parts = format.parts?.(path, chains) ?? [path];
  const replacements = parts.map(replacement);
  const abandonAll = async (): Promise<void> => {
    for (const each of replacements) await each.abandon();
  };
  try {
    if (old !== undefined) await copyAll(parts, replacements);
    const temporaries = replacements.map(({ temporary }) => temporary);
    const sink = await format.write(
      temporaries,
      old === undefined ? head : { ...head, types: old.types, rows: old.rows },
      old,
    );
    const commitAll = async (): Promise<void> => {
      for (const each of replacements) await each.commit();
      if (!parts.includes(path)) await files().rm(path, { force: true });
    };
    return blockWriter(sink, head, old, commitAll, abandonAll);
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

/** The facts at the end; after an older run times add up and messages of both stay. */
function together(old: Head | undefined, head: Head, facts: RunEnd): RunEnd {
  if (old === undefined) return facts;
  const { elapsedMs, messages } = { ...head.trace.$, ...facts };
  const before = old.trace.$;
  return {
    ...facts,
    elapsedMs: before.elapsedMs + elapsedMs,
    messages: [...new Set([...before.messages, ...messages])],
  };
}

/** Checks what is written, gathers it into blocks, and hands these to the sink one after another. */
function blockWriter(
  sink: BlockSink,
  head: Head,
  old: Head | undefined,
  commit: () => Promise<void>,
  abandon: () => Promise<void>,
): TraceWriter {
  const variables = variablesOf(head.trace).map(({ name, draws }) => ({ name, cells: cellCount(draws.axes) }));
  const stats = statsOf(head);
  const types = old?.types ?? head.types;
  const widths = [...variables.map(({ cells }) => cells), ...stats.map(() => 1)];
  const size = old?.rows ?? head.rows;
  const start = old?.draws ?? 0;
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

  const add = async (chain: number, { values, stats: numbers }: DrawsBlock): Promise<void> => {
    const buffer = buffers[chain];
    if (buffer === undefined) refuse(`there is no chain ${chain}: the trace has ${buffers.length}, counted from 0`);
    const arrays = [
      ...variables.map(({ name }) => values[name] ?? refuse(`the draws of ${name} are missing from the block`)),
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
  const queued = (work: () => Promise<void>): Promise<void> => {
    const mine = turn.then(async () => {
      if (failed) throw new Error("writing failed before: abandon this writer and begin anew");
      try {
        await work();
      } catch (error) {
        failed = true;
        await sink.close();
        await abandon();
        throw error;
      }
    });
    turn = mine.catch(() => {});
    return mine;
  };

  const finish = async (facts: RunEnd): Promise<void> => {
    for (const [chain, buffer] of buffers.entries()) await flush(chain, buffer);
    const draws = buffers[0]?.written ?? 0;
    const odd = buffers.findIndex(({ written }) => written !== draws);
    if (odd >= 0) {
      refuse(`chain ${odd} has ${buffers[odd]?.written} draws and chain 0 has ${draws}: write as many to each`);
    }
    await sink.finish({ ...headOf(head.trace, { ...together(old, head, facts), draws }), types, rows: size });
    await sink.close();
    await commit();
  };

  return {
    write: (chain, block) => queued(() => add(chain, block)),
    finish: (facts = {}) => queued(() => finish(facts)),
    abandon: async () => {
      await turn;
      if (failed) return;
      failed = true;
      await sink.close();
      await abandon();
    },
  };
}
