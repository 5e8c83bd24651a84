/** Go on with a run that a checkpoint holds, as if it had never stopped. */
import type { Trace } from "@credence/draws";
import type { Posterior } from "@credence/model";
import { continueChain } from "../chains.js";
import { checkedPosterior, checkOptionNames, wholeNumber } from "../check.js";
import type { AnyPosterior } from "../given.js";
import { type Machine, machineFor } from "../machine.js";
import type { AnyOptions, Progress } from "../options.js";
import { runFromPlain } from "../plain-run.js";
import { hashFor } from "../remembered.js";
import { type Room, roomFor } from "../room.js";
import { type ChainRun, finish } from "../run.js";
import { sample, sampleRun, sampleSync } from "../sample.js";
import { version } from "../version.js";
import { continueCheckpoint, readCheckpointFile, type Stored } from "./file.js";

/** What is to be made of a checkpoint. */
export interface CheckpointOptions<V = unknown, O = unknown> {
  /** The posterior, to check that the file is a run of it, and for the types of the trace; the file itself holds it too. */
  posterior?: Posterior<V, O>;
}

/** How to go on; everything else stands in the file. */
export interface ResumeOptions<V = unknown, O = unknown> extends CheckpointOptions<V, O> {
  /** Kept draws in each chain, in all, where the run shall have more than it began with. */
  draws?: number;
  /** As in `sample`. */
  progress?: boolean | ((progress: Progress) => void);
  /** As in `sample`. */
  signal?: AbortSignal;
  /** As in `sample`. */
  workers?: number;
}

/**
 * Goes on with a run of `sample(posterior, { checkpoint: path })` where it was killed, interrupted or done: the trace is, bit
 * for bit, what it would have been without. The file grows as before, so that this run may be resumed in its turn. Node only.
 *
 * @param path the checkpoint
 * @throws a sentence when there is no such file, it is damaged, no checkpoint, of another posterior than the given one, or
 *   made by a version whose draws would differ
 */
export async function resume<V = unknown, O = unknown>(
  path: string,
  options: ResumeOptions<V, O> = {},
): Promise<Trace<V>> {
  checkOptionNames("resume", options, ["posterior", "draws", "progress", "signal", "workers"]);
  const { run, stored } = storedRun("resume", path, options, options.draws, options.workers);
  if ("sizes" in run) {
    if (!isDone(run)) run.checkpoint = continueCheckpoint(path, stored, run.sizes, run.machine, run.records);
    return (await sampleRun(run, options)) as Trace<V>;
  }
  const { progress, signal } = options;
  const told = { ...(progress !== undefined && { progress }), ...(signal !== undefined && { signal }) };
  return (await sample(run.posterior, { ...run.options, ...told } as object)) as Trace<V>;
}

/**
 * The draws that a checkpoint holds so far, at any instant of the run that writes it; a run that is not done is marked as
 * interrupted. Node only.
 *
 * @throws as `resume`, and while there are no draws yet
 */
export function readCheckpoint<V = unknown, O = unknown>(
  path: string,
  options: CheckpointOptions<V, O> = {},
): Trace<V> {
  checkOptionNames("readCheckpoint", options, ["posterior"]);
  const { run } = storedRun("readCheckpoint", path, options);
  return ("sizes" in run ? finish(run, undefined) : sampleSync(run.posterior, run.options as object)) as Trace<V>;
}

/** The run that a file holds; where it was answered without chains, what to ask again. */
function storedRun(
  verb: string,
  path: string,
  { posterior: given }: CheckpointOptions,
  draws?: number,
  workers?: number,
): {
  readonly stored: Stored;
  readonly run: ChainRun | { readonly posterior: AnyPosterior; readonly options: AnyOptions };
} {
  if (typeof path !== "string" || path === "")
    throw new TypeError(`${verb} wants the path of a checkpoint and got ${JSON.stringify(path)}`);
  const stored = readCheckpointFile(verb, path);
  const { keep, until, init, messages, run, machineHash } = stored.head;
  const sizes = { ...stored.sizes, draws: wholeNumber("draws", draws ?? stored.sizes.draws, stored.sizes.draws) };
  if (given !== undefined) requireSame(verb, path, checkedPosterior(verb, given), stored);
  const { posterior: plain, options: asked } = runFromPlain(run);
  const chosen = { ...asked, ...(workers === undefined ? {} : { workers: wholeNumber("workers", workers, 0) }) };
  const posterior = given ?? plain;
  if (machineHash === undefined)
    return { stored, run: { posterior, options: { ...chosen, ...sizes, ...(keep && { keep }) } } };
  const machine = machineFor(posterior, chosen);
  requireMachine(verb, path, machine, stored);
  const rooms = stored.states.map(() => roomFor(machine, sizes.draws));
  const kept = stored.draws(rooms, machine);
  const records = stored.states.map((state, c) =>
    continueChain(machine, state, sizes, rooms[c] as Room, kept[c] as number),
  );
  const now = { startedAt: performance.now(), elapsedBefore: stored.elapsedMs };
  return { stored, run: { posterior, options: chosen, machine, records, sizes, keep, until, init, messages, ...now } };
}

const isDone = ({ records, sizes }: ChainRun): boolean =>
  records.every(({ counts }) => counts.done >= sizes.tune + sizes.draws);

function requireSame(verb: string, path: string, posterior: AnyPosterior, { head }: Stored): void {
  if (hashFor(posterior) === head.posteriorHash) return;
  throw new Error(
    `${verb}: ${path} is a run of another model, or of other data, than the posterior given: give the posterior that it was begun with, or leave it out`,
  );
}

function requireMachine(verb: string, path: string, { compiled }: Machine, { head }: Stored): void {
  if (compiled.hash() === head.machineHash) return;
  throw new Error(
    `${verb}: ${path} was written by credence ${head.by}, and this is ${version}, which would compute its densities otherwise: go on with that version, or start anew`,
  );
}
