/** Keep a run in a file while it goes on: the model and options once, draws as they come, states of chains now and then. */
import { continueLog, createLog, type Frame, type Log, readLog } from "@credence/draws";
import { type ChainRecord, type ChainState, stateOf } from "../chains.js";
import type { Machine } from "../machine.js";
import type { Sizes, Until } from "../options.js";
import type { PlainRun } from "../plain-run.js";
import { fill, partOf, type Room } from "../room.js";
import { nowAndThen } from "./now-and-then.js";
import { decodePlain, encodePlain } from "./plain.js";

/** What stands in a checkpoint once. */
export interface Head {
  readonly format: "credence checkpoint";
  readonly version: 1;
  /** The version of credence that wrote it. */
  readonly by: string;
  readonly run: PlainRun;
  readonly sizes: Sizes;
  readonly keep?: readonly string[];
  readonly until?: Until;
  readonly init: string;
  readonly messages: readonly string[];
  /** Of the posterior, and of what its chains run on; the latter is missing where no chains run. */
  readonly posteriorHash: string;
  readonly machineHash?: string;
}

/** A checkpoint that is being written. */
export interface Checkpoint {
  /** Stores what chain `c` has drawn since the last call, and its state when that is due. */
  keep(c: number, record: ChainRecord): void;
  /** Stores everything, and lets go of the file. */
  close(records: readonly ChainRecord[]): void;
}

/** Kinds of frames. */
const kinds = { head: 1, draws: 2, state: 3, sizes: 4 } as const;

const text = (data: unknown): Uint8Array => new TextEncoder().encode(encodePlain(data));
const data = (bytes: Uint8Array): unknown => decodePlain(new TextDecoder().decode(bytes));

/** Begins a checkpoint. @throws a sentence when the file is there already, or cannot be made */
export function createCheckpoint(
  path: string,
  head: Head,
  machine: Machine | undefined,
  records: readonly ChainRecord[],
): Checkpoint {
  const states = records.map((record, chain) => ({
    kind: kinds.state,
    bytes: text({ chain, state: stateOf(record), elapsedMs: 0 }),
  }));
  const log = refusing(path, () => createLog(path, [{ kind: kinds.head, bytes: text(head) }, ...states]));
  return checkpointTo(
    path,
    log,
    machine,
    records.map(() => 0),
    0,
  );
}

/** Goes on with a checkpoint that was read. */
export function continueCheckpoint(
  path: string,
  { length, head, elapsedMs }: Stored,
  sizes: Sizes,
  machine: Machine,
  records: readonly ChainRecord[],
): Checkpoint {
  const log = refusing(path, () => continueLog(path, length));
  if (sizes.draws !== head.sizes.draws) log.append(kinds.sizes, [text(sizes)]);
  return checkpointTo(
    path,
    log,
    machine,
    records.map(({ kept }) => kept),
    elapsedMs,
  );
}

function checkpointTo(
  path: string,
  log: Log,
  machine: Machine | undefined,
  stored: readonly number[],
  elapsedBefore: number,
): Checkpoint {
  const cells = machine?.compiled.latents.map(({ size }) => size) ?? [];
  const startedAt = performance.now();
  const written = [...stored];
  const clocks = stored.map(nowAndThen);
  const told: (ChainState | undefined)[] = stored.map(() => undefined);

  const keepDraws = (c: number, { room, kept }: ChainRecord): void => {
    const from = written[c] as number;
    if (kept === from) return;
    const place = Uint32Array.of(c, from, kept - from);
    log.append(kinds.draws, [place, ...arraysOf(partOf(room, cells, from, kept))].map(bytesOf));
    written[c] = kept;
  };
  const keepState = (chain: number, record: ChainRecord): void => {
    const elapsedMs = elapsedBefore + performance.now() - startedAt;
    log.append(kinds.state, [text({ chain, state: stateOf(record), elapsedMs })]);
    told[chain] = record.told;
  };
  return {
    keep: (c, record) =>
      refusing(path, () => {
        keepDraws(c, record);
        if (record.running !== undefined) clocks[c]?.(() => keepState(c, record));
        else if (record.told !== told[c]) keepState(c, record);
      }),
    close: (records) =>
      refusing(path, () => {
        records.forEach((record, c) => {
          keepDraws(c, record);
          keepState(c, record);
        });
        log.close();
      }),
  };
}

const arraysOf = ({ values, stats }: Room): readonly Float64Array[] => [...values, ...Object.values(stats)];
const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array | Uint32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** What a checkpoint holds. */
export interface Stored {
  readonly head: Head;
  readonly sizes: Sizes;
  /** The last state of each chain. */
  readonly states: readonly ChainState[];
  readonly elapsedMs: number;
  /** Bytes of all whole frames. */
  readonly length: number;
  /** Writes the draws of each chain to its room, and returns how many there are. */
  draws(rooms: readonly Room[], machine: Machine): readonly number[];
}

/** @throws a sentence when there is no file, it is no checkpoint, or it is damaged */
export function readCheckpointFile(verb: string, path: string): Stored {
  const { frames, length } = refusing(path, () => readLog(path), verb);
  const of = (kind: number): readonly Frame[] => frames.filter((frame) => frame.kind === kind);
  const [first] = of(kinds.head);
  const head = first === undefined ? undefined : (data(first.bytes) as Head);
  if (head?.format !== "credence checkpoint") throw new Error(`${verb}: ${path} is no checkpoint of a run`);
  if (head.version !== 1)
    throw new Error(`${verb}: ${path} was written by credence ${head.by}, whose checkpoints are of a later version`);
  const told = of(kinds.state).map(
    ({ bytes }) => data(bytes) as { chain: number; state: ChainState; elapsedMs: number },
  );
  const last = new Map(told.map(({ chain, state }) => [chain, state]));
  const grown = of(kinds.sizes).at(-1);
  return {
    head,
    sizes: grown === undefined ? head.sizes : (data(grown.bytes) as Sizes),
    states: [...last].sort(([a], [b]) => a - b).map(([, state]) => state),
    elapsedMs: Math.max(0, ...told.map(({ elapsedMs }) => elapsedMs)),
    length,
    draws: (rooms, machine) => placeDraws(verb, path, of(kinds.draws), rooms, machine),
  };
}

function placeDraws(
  verb: string,
  path: string,
  frames: readonly Frame[],
  rooms: readonly Room[],
  { compiled }: Machine,
): readonly number[] {
  const cells = compiled.latents.map(({ size }) => size);
  const kept = rooms.map(() => 0);
  for (const { bytes } of frames) {
    const aligned = bytes.slice();
    const [c, from, count] = new Uint32Array(aligned.buffer, 0, 3) as unknown as [number, number, number];
    const room = rooms[c];
    const numbers = new Float64Array(aligned.buffer.slice(12));
    const names = Object.keys(room?.stats ?? {});
    const widths = [...cells, ...names.map(() => 1)];
    if (room === undefined || numbers.length !== count * widths.reduce((sum, width) => sum + width, 0))
      throw new Error(`${verb}: ${path} holds draws of other variables than its model has: it is damaged`);
    const ends = widths.map((_, i) => count * widths.slice(0, i + 1).reduce((sum, width) => sum + width, 0));
    const arrays = widths.map((width, i) => numbers.subarray((ends[i] as number) - width * count, ends[i]));
    const stats = Object.fromEntries(names.map((name, s) => [name, arrays[cells.length + s] as Float64Array]));
    fill(room, { values: arrays.slice(0, cells.length), stats }, cells, from);
    kept[c] = Math.max(kept[c] as number, from + count);
  }
  return kept;
}

/** Errors of the file system and of logs as sentences that say what to do. */
function refusing<T>(path: string, work: () => T, verb: string = "checkpoint"): T {
  try {
    return work();
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const sentence =
      code === "ENOENT"
        ? verb !== "checkpoint"
          ? `there is no file ${path}; sample(posterior, { checkpoint: "${path}" }) makes one`
          : `the folder of ${path} does not exist: make it first`
        : code === "EISDIR"
          ? `${path} is a folder: give the path of a file`
          : code === undefined && message.endsWith("is there already")
            ? `${message}: go on with it by resume("${path}"), or remove it`
            : message;
    throw new Error(`${verb}: ${sentence}`, { cause: error });
  }
}
