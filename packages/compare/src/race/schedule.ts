/** Run the entrants of a race in turn, each repeat from the same starts, and the first run of each for nothing. */
import type { AnyTrace } from "@credence/draws";
import { type Progress, sample, startsOf } from "@credence/inference";
import type { Posterior } from "@credence/model";
import type { RaceProgress, SampleRecord } from "./options.js";

/** What is run. */
export interface Schedule {
  readonly posterior: Posterior<unknown, unknown>;
  readonly entrants: ReadonlyMap<string, SampleRecord>;
  readonly repeats: number;
  /** Those of `sample` that all entrants share. */
  readonly common: SampleRecord & { readonly chains: number; readonly seed: number };
  readonly init: unknown;
  readonly signal: AbortSignal | undefined;
  tell(progress: RaceProgress): void;
}

/** One run that counts. */
export interface Leg {
  readonly entrant: string;
  /** From 1 on. */
  readonly repeat: number;
  /** Its place among the runs of the repeat, from 1 on. */
  readonly place: number;
  readonly seed: number;
  readonly trace: AnyTrace;
}

/** The names in the order in which they are launched in a repeat, from 1 on: each is the first in its turn. */
export function launchOrder(names: readonly string[], repeat: number): string[] {
  const first = (repeat - 1) % names.length;
  return [...names.slice(first), ...names.slice(0, first)];
}

/**
 * The runs of all complete repeats, in the order in which they were launched.
 * @throws what `sample` throws, with the entrant's name before it; and when it was stopped before a repeat was complete
 */
export async function runLegs(schedule: Schedule): Promise<readonly Leg[]> {
  const { entrants, repeats, common, signal } = schedule;
  const names = [...entrants.keys()];
  const total = names.length * (repeats + 1);
  let done = 0;
  const launch = async (entrant: string, repeat: number, own: SampleRecord): Promise<AnyTrace | undefined> => {
    const tell = (chain?: Progress): void =>
      schedule.tell({ entrant, repeat, repeats, done, total, ...(chain === undefined ? {} : { chain }) });
    tell();
    const trace = await run(schedule, entrant, { ...own, progress: tell });
    done++;
    return trace;
  };
  // One chain of full length makes all code hot that the runs that count will need.
  for (const entrant of names) await launch(entrant, 0, { chains: 1, init: schedule.init });
  const legs: Leg[] = [];
  for (let repeat = 1; repeat <= repeats && signal?.aborted !== true; repeat++) {
    const seed = common.seed + repeat - 1;
    const init = startsOf(schedule.posterior, { chains: common.chains, seed, init: schedule.init as never });
    const own: Leg[] = [];
    for (const entrant of launchOrder(names, repeat)) {
      const trace = await launch(entrant, repeat, { seed, init });
      if (trace !== undefined) own.push({ entrant, repeat, place: own.length + 1, seed, trace });
    }
    if (own.length === names.length) legs.push(...own);
  }
  if (legs.length > 0) return legs;
  throw new Error("race: stopped before a repeat was complete: there is nothing to compare", { cause: signal?.reason });
}

/** A run's trace; nothing when the race is stopped. */
async function run(
  { posterior, entrants, common, signal }: Schedule,
  entrant: string,
  own: SampleRecord,
): Promise<AnyTrace | undefined> {
  if (signal?.aborted === true) return undefined;
  const stop = signal === undefined ? {} : { signal };
  try {
    const trace = await sample(posterior, { ...common, ...entrants.get(entrant), ...own, ...stop } as never);
    return signal?.aborted && (trace as AnyTrace).$.interrupted ? undefined : (trace as AnyTrace);
  } catch (error) {
    if (signal?.aborted) return undefined;
    if (error instanceof Error) error.message = `race: ${entrant}: ${error.message}`;
    throw error;
  }
}
