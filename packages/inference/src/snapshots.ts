/** Watch a run grow: a trace of all draws so far, again and again, until it is done or nobody looks any more. */
import type { Branch, Name, Trace } from "@credence/draws";
import type { Integrable, Posterior, Stochastic } from "@credence/model";
import { checkedPosterior } from "./check.js";
import type { AnyOptions, SampleOptions } from "./options.js";
import { audienceOf } from "./progress.js";
import { type ChainRun, finish, prepare } from "./run.js";
import { type Kept, keepAndTell, leave } from "./sample.js";
import { slices } from "./slices.js";
import { looks } from "./until.js";

/**
 * The draws of {@link sample} while they are made: `for await (const trace of snapshots(posterior)) …`. Each trace holds all
 * draws so far, the first when every chain has 100 draws and the next when there are a quarter more; those before the last
 * are marked as interrupted. The last is the trace that `sample` returns. Leaving the loop stops the run.
 *
 * Variables that were integrated out are drawn back anew for each trace, so that only those of the last are `sample`'s.
 *
 * @throws as `sample` does
 */
export async function* snapshots<
  V,
  O,
  K extends Name<V> | Branch<V> = Name<V>,
  M extends boolean | Integrable<V> = false,
  S extends Stochastic<V> = never,
>(posterior: Posterior<V, O>, options: SampleOptions<V, K, M, S> = {}): AsyncGenerator<Trace<Kept<V, K>>, void, void> {
  const run = prepare(checkedPosterior("snapshots", posterior), options as AnyOptions);
  if ("trace" in run) return yield run.trace as Trace<Kept<V, K>>;
  const audience = audienceOf(options.progress);
  try {
    let shown = 0;
    for await (const chain of slices(run, options.signal)) {
      keepAndTell(run, chain, audience);
      const look = lookAt(run);
      if (look <= shown) continue;
      shown = look;
      yield finish(upTo(run, look), options.signal) as Trace<Kept<V, K>>;
    }
  } finally {
    leave(run, audience);
  }
  yield finish(run, options.signal) as Trace<Kept<V, K>>;
}

/** The last number of draws to look at that every chain has, before the end; 0 where there is none. */
function lookAt({ records, sizes }: ChainRun): number {
  const drawn = Math.min(...records.map(({ kept }) => kept));
  let last = 0;
  for (const look of looks(sizes.draws)) if (look <= drawn && look < sizes.draws) last = look;
  return last;
}

/** The run as it was when its chains had so many draws. */
const upTo = (run: ChainRun, kept: number): ChainRun => ({
  ...run,
  records: run.records.map((record) => ({ ...record, kept })),
});
