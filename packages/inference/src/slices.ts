/** Let the chains of a run take turns in slices, until all have what they are to have, it is enough, or somebody stops it. */
import { advance, type ChainRecord } from "./chains.js";
import type { ChainRun } from "./run.js";
import { isEnough, looks, worstOf } from "./until.js";

/** How long a chain works before the next has its turn, in milliseconds. */
export const sliceMs = 40;

/** Numbers of iterations that every chain is to reach, one after the other; between them the draws are looked at. */
export function* goals(run: ChainRun): Generator<number> {
  const { records, machine, sizes, until } = run;
  if (until?.ess === undefined && until?.rhat === undefined) return yield sizes.tune + sizes.draws;
  const done = Math.min(...records.map(({ counts }) => counts.drawn));
  for (const draws of looks(sizes.draws)) {
    if (draws < done) continue;
    yield sizes.tune + draws;
    if (!isEnough(until, worstOf(records, machine, draws))) continue;
    run.enough = true;
    return;
  }
}

/** Whether the run is to end before its draws are made. */
export function isStopped(run: ChainRun, signal: AbortSignal | undefined): boolean {
  const { until, startedAt } = run;
  run.late = until?.seconds !== undefined && performance.now() - startedAt >= 1000 * until.seconds;
  return run.late || signal?.aborted === true;
}

/** Runs all chains in this thread; yields the number of the chain that came on. */
export function* slicesHere(run: ChainRun, signal: AbortSignal | undefined): Generator<number> {
  const { records, machine, sizes } = run;
  for (const goal of goals(run)) {
    while (records.some(({ counts }) => counts.done < goal)) {
      for (const [c, record] of records.entries()) {
        if (record.counts.done >= goal) continue;
        if (isStopped(run, signal)) return;
        advance(record as ChainRecord, machine, sizes, goal, performance.now() + sliceMs);
        yield c;
      }
    }
  }
}

/** The same with a pause after each slice, in which timers and messages have their turn. */
export async function* slices(run: ChainRun, signal: AbortSignal | undefined): AsyncGenerator<number> {
  for (const chain of slicesHere(run, signal)) {
    yield chain;
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}
