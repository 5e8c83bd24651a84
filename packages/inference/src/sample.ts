/** Sample a posterior: start chains, run them side by side, return their trace. */
import type { Branch, Name, Only, Trace } from "@credence/draws";
import type { Integrable, Posterior, Stochastic } from "@credence/model";
import { progressOf } from "./chains.js";
import { checkedPosterior } from "./check.js";
import type { AnyOptions, SampleOptions } from "./options.js";
import { type Audience, audienceOf } from "./progress.js";
import { type ChainRun, finish, prepare } from "./run.js";
import { slices, slicesHere } from "./slices.js";

/** The variables that a trace holds when K are kept. */
export type Kept<V, K> = [Name<V>] extends [K] ? V : Only<V, K>;

/**
 * Draws from a posterior. With `sampler: "auto"` (the default) a recognised posterior is answered in closed form, with
 * independent draws; else NUTS moves continuous variables, Gibbs or Metropolis discrete ones. A named sampler runs the model
 * as written. Same seed, same draws, whatever else runs.
 *
 * @throws when an option is wrong, or no start with finite density is found (naming the variable that makes it so).
 */
export async function sample<
  V,
  O,
  K extends Name<V> | Branch<V> = Name<V>,
  M extends boolean | Integrable<V> = false,
  S extends Stochastic<V> = never,
>(posterior: Posterior<V, O>, options: SampleOptions<V, K, M, S> = {}): Promise<Trace<Kept<V, K>>> {
  const run = prepare(checkedPosterior("sample", posterior), options as AnyOptions);
  if ("trace" in run) return run.trace as Trace<Kept<V, K>>;
  return (await sampleRun(run, options)) as Trace<Kept<V, K>>;
}

/** The same work in the calling thread, without a pause: the same draws for the same seed. */
export function sampleSync<
  V,
  O,
  K extends Name<V> | Branch<V> = Name<V>,
  M extends boolean | Integrable<V> = false,
  S extends Stochastic<V> = never,
>(posterior: Posterior<V, O>, options: SampleOptions<V, K, M, S> = {}): Trace<Kept<V, K>> {
  const run = prepare(checkedPosterior("sample", posterior), options as AnyOptions);
  if ("trace" in run) return run.trace as Trace<Kept<V, K>>;
  const audience = audienceOf(options.progress);
  for (const chain of slicesHere(run, options.signal)) keepAndTell(run, chain, audience);
  return end(run, audience, options.signal) as Trace<Kept<V, K>>;
}

/** Runs chains that were started or stored. */
export async function sampleRun(
  run: ChainRun,
  { progress, signal }: Pick<AnyOptions, "progress" | "signal">,
): Promise<Trace<unknown>> {
  const audience = audienceOf(progress);
  for await (const chain of slices(run, signal)) keepAndTell(run, chain, audience);
  return end(run, audience, signal);
}

/** What is told is stored before. */
export function keepAndTell({ records, sizes, checkpoint }: ChainRun, chain: number, audience: Audience): void {
  const record = records[chain] as ChainRun["records"][number];
  checkpoint?.keep(chain, record);
  audience.tell(progressOf(record, chain, sizes));
}

function end(run: ChainRun, audience: Audience, signal: AbortSignal | undefined): Trace<unknown> {
  leave(run, audience);
  return finish(run, signal);
}

/** Nothing more is told or stored. */
export function leave({ records, checkpoint }: ChainRun, audience: Audience): void {
  audience.end();
  checkpoint?.close(records);
}
