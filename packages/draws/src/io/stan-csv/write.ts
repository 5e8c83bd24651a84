/** Write a trace as Stan's CSV: a file for each chain, a line for each draw, facts in comments. */
import type { FileHandle } from "node:fs/promises";
import type { Block, BlockSink } from "../format.js";
import { encodeHead, type Head, refuse, statsOf } from "../head.js";
import { files } from "../node.js";
import { checksum } from "./checksum.js";
import { type StanColumn, stanColumns, widthsOf } from "./columns.js";
import { adaptation, COUNT, COUNT_WIDTH, HEAD, metricOf, opening, SUM, timing } from "./comments.js";
import { numberText } from "./numbers.js";

/** Lines that become one text at once. */
const LINES = 4096;

/** A file that is written from a place on. */
interface Out {
  readonly file: FileHandle;
  write(text: string): Promise<void>;
  /** The number of bytes so far. */
  length(): number;
}

/** The files of one set bear one name, so that files of two sets are not taken for one. */
const setName = (): string => globalThis.crypto.randomUUID();

/** A sink that writes each chain to the path at its place. */
export async function writeStanCsv(paths: readonly string[], head: Head, old?: Head): Promise<BlockSink> {
  const columns = stanColumns(head);
  const widths = widthsOf(head);
  const outs: Out[] = [];
  for (const path of paths) outs.push(old === undefined ? await create(path) : await reopen(path));
  const begun = paths.map(() => old !== undefined);
  const { $: run } = head.trace;
  const begin = async (chain: number, block?: Block): Promise<void> => {
    if (begun[chain]) return;
    begun[chain] = true;
    const stepSize = block?.stats[statsOf(head).indexOf("stepSize")]?.[0];
    const out = outs[chain] as Out;
    await out.write(opening(run, chain));
    await out.write(`${columns.map(({ name }) => name).join(",")}\n`);
    await out.write(adaptation(stepSize, metricOf(run.state, chain)));
  };
  let open = true;
  return {
    write: async (block) => {
      await begin(block.chain, block);
      for (let from = 0; from < block.draws; from += LINES) {
        await (outs[block.chain] as Out).write(
          linesOf(columns, widths, block, from, Math.min(block.draws, from + LINES)),
        );
      }
    },
    finish: async (done) => {
      const set = setName();
      for (const [chain, out] of outs.entries()) {
        await begin(chain);
        await out.write(timing(done.trace.$));
        await out.write(`${HEAD}${set} ${chain + 1} ${encodeHead(done)}\n`);
        await correctCount(out.file, done.draws);
        await out.write(`${SUM}${await checksum(out.file, out.length())}\n`);
      }
    },
    close: async () => {
      if (open) for (const { file } of outs) await file.close();
      open = false;
    },
  };
}

function linesOf(
  columns: readonly StanColumn[],
  widths: readonly number[],
  block: Block,
  from: number,
  to: number,
): string {
  let text = "";
  for (let draw = from; draw < to; draw++) {
    for (const [i, { from: source }] of columns.entries()) {
      const x = numberAt(source, widths, block, draw);
      text += i === 0 ? numberText(x) : `,${numberText(x)}`;
    }
    text += "\n";
  }
  return text;
}

function numberAt(from: StanColumn["from"], widths: readonly number[], block: Block, draw: number): number {
  if (from.kind === "none") return Number.NaN;
  if (from.kind === "stat") return block.stats[from.index]?.[draw] as number;
  return block.values[from.index]?.[draw * (widths[from.index] as number) + from.cell] as number;
}

function outOf(file: FileHandle, start: number): Out {
  let offset = start;
  return {
    file,
    write: async (text) => {
      const bytes = new TextEncoder().encode(text);
      for (let at = 0; at < bytes.length; ) {
        at += (await file.write(bytes, at, bytes.length - at, offset + at)).bytesWritten;
      }
      offset += bytes.length;
    },
    length: () => offset,
  };
}

const create = async (path: string): Promise<Out> => outOf(await files().open(path, "wx+"), 0);

/** Open a file behind its last draw: the comments below are cut off. */
async function reopen(path: string): Promise<Out> {
  const file = await files().open(path, "r+");
  const end = await endOfDraws(file, (await file.stat()).size);
  await file.truncate(end);
  return outOf(file, end);
}

/** Write the number of draws, known only now, into the space that `opening` left for it. */
async function correctCount(file: FileHandle, draws: number): Promise<void> {
  const start = new Uint8Array(4096);
  await file.read(start, 0, start.length, 0);
  const at = globalThis.Buffer.from(start.buffer).indexOf(COUNT);
  if (at < 0) refuse("the comment num_samples is missing: the file was changed");
  await file.write(new TextEncoder().encode(String(draws).padEnd(COUNT_WIDTH)), 0, COUNT_WIDTH, at + COUNT.length);
}

/** The byte behind the last line that is no comment; it stands before the last "# \n#  Elapsed Time". */
async function endOfDraws(file: FileHandle, size: number): Promise<number> {
  const mark = new TextEncoder().encode("# \n#  Elapsed Time");
  for (let length = 2 ** 16; ; length *= 4) {
    const start = Math.max(0, size - length);
    const tail = new Uint8Array(size - start);
    await file.read(tail, 0, tail.length, start);
    const at = globalThis.Buffer.from(tail.buffer).lastIndexOf(mark);
    if (at >= 0) return start + at;
    if (start === 0) refuse("the comment with the elapsed time is missing");
  }
}
