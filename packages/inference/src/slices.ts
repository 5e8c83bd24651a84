/** Let the chains of a run take turns in slices, until all have what they are to have, it is enough, or somebody stops it. */
import { advance, type ChainRecord } from "./chains.js";
import { pause } from "./pause.js";
import { plainRun } from "./plain-run.js";
import type { ChainRun } from "./run.js";
import { sliceMs } from "./slice-length.js";
import { isEnough, looks, worstOf } from "./until.js";
import { type Crew, crewFor } from "./workers/crew.js";

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

/**
 * The same, in workers where that pays: the first slices are made in this thread, with a pause after each in which timers
 * and messages have their turn; workers that have started in the meantime go on with the chains as they are.
 */
export async function* slices(run: ChainRun, signal: AbortSignal | undefined): AsyncGenerator<number> {
  const { records, machine, sizes } = run;
  const crew = crewOf(run);
  let turn = 0;
  try {
    for (const goal of goals(run)) {
      crew.goTo(goal);
      while (records.some(({ counts }) => counts.done < goal)) {
        if (isStopped(run, signal)) return await crew.stop();
        const here = nextHere(records, goal, turn);
        if (here === undefined) await crew.wait();
        else {
          advance(records[here] as ChainRecord, machine, sizes, goal, performance.now() + sliceMs);
          yield here;
          turn = here + 1;
          crew.consider();
          await pause();
        }
        yield* crew.news();
      }
    }
  } finally {
    crew.dismiss();
  }
}

/** The next chain that this thread runs and that is behind, in turn. */
function nextHere(records: readonly ChainRecord[], goal: number, turn: number): number | undefined {
  const order = records.map((_, i) => (turn + i) % records.length);
  return order.find((c) => {
    const { running, counts } = records[c] as ChainRecord;
    return running !== undefined && counts.done < goal;
  });
}

function crewOf(run: ChainRun): Crew {
  const complain = (reason: string): void => {
    run.complaint = `the chains ran in the calling thread: the model cannot be sent to a worker (${reason})`;
  };
  return crewFor({
    records: run.records,
    machine: run.machine,
    sizes: run.sizes,
    workers: run.options.workers,
    complain,
    plain: () => {
      const plain = plainRun(run.posterior, run.options);
      if (!("foreign" in plain)) return plain;
      complain(`the sampler ${plain.foreign} is code of your own`);
      return undefined;
    },
  });
}
