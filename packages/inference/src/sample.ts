/** Sample a posterior: start chains, run them side by side, return their trace. */
import { type CompiledPosterior, compilePosterior } from "@credence/compiler";
import type { Marginalized } from "@credence/conjugate";
import type { Branch, Json, Name, Only, Trace } from "@credence/draws";
import type { Integrable, Posterior, Stochastic } from "@credence/model";
import type { Sampler } from "@credence/samplers";
import {
  advance,
  type ChainRecord,
  type CountedTarget,
  chainStream,
  counted,
  progressOf,
  startChain,
} from "./chains.js";
import { checkedPosterior } from "./check.js";
import { chooseSampler } from "./choose.js";
import { conditionalLaw, type Redraw } from "./conditional-laws.js";
import { exactTrace } from "./exact.js";
import type { AnyPosterior } from "./given.js";
import { integratedTrace, integrateRest, notIntegrated, planToIntegrate } from "./integrated.js";
import { blocksAsData, drawnBack, drawnTrace, nothingLeft, planOf } from "./marginalized.js";
import type { AnyOptions, SampleOptions, Sizes } from "./options.js";
import { sizesOf } from "./options.js";
import { type Audience, audienceOf } from "./progress.js";
import { hashFor } from "./remembered.js";
import { checkInit, startingPosition } from "./start.js";
import { checkKeep, traceOfChains } from "./trace-of.js";

/** The variables that a trace holds when K are kept. */
export type Kept<V, K> = [Name<V>] extends [K] ? V : Only<V, K>;

/** How long a run works before it lets others work, in milliseconds. */
const sliceMs = 40;

/**
 * Draws from a posterior. With `sampler: "auto"` (the default) a recognised posterior is answered in closed form, with
 * independent draws; else NUTS moves continuous variables and Metropolis discrete ones. A named sampler runs the model
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
  const audience = audienceOf(options.progress);
  const pause = pauser();
  for (const busy of turns(run, options.signal)) {
    advanceAndTell(run, busy, audience);
    await pause();
  }
  audience.end();
  return finish(run, options.signal) as Trace<Kept<V, K>>;
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
  for (const busy of turns(run, options.signal)) advanceAndTell(run, busy, audience);
  audience.end();
  return finish(run, options.signal) as Trace<Kept<V, K>>;
}

/** A run of chains. */
interface ChainRun {
  readonly posterior: AnyPosterior;
  /** What was integrated out; the compiled density is that of what is left. */
  readonly plan: Marginalized | undefined;
  readonly compiled: CompiledPosterior;
  readonly target: CountedTarget;
  readonly sampler: Sampler;
  readonly records: readonly ChainRecord[];
  readonly sizes: Sizes;
  readonly keep: readonly string[] | undefined;
  readonly init: Json;
  readonly messages: readonly string[];
  readonly startedAt: number;
}

function prepare(posterior: AnyPosterior, options: AnyOptions): ChainRun | { readonly trace: Trace<unknown> } {
  const startedAt = performance.now();
  const sizes = sizesOf(options);
  checkKeep(posterior, options.keep);
  checkInit(posterior, options.init);
  const auto = (options.sampler === undefined || options.sampler === "auto") && options.steps === undefined;
  const exact = auto ? exactTrace(posterior, sizes, options.keep, startedAt) : undefined;
  if (exact !== undefined) return { trace: exact };
  const plan = planOf(posterior, options);
  if (plan !== undefined && nothingLeft(plan.rest))
    return { trace: drawnTrace(posterior, plan, sizes, options.keep, startedAt) };
  const integrated = auto ? integrateRest(posterior, planToIntegrate(posterior, options)) : undefined;
  if (integrated !== undefined && "integration" in integrated)
    return { trace: integratedTrace(posterior, integrated, sizes, options.keep, startedAt) };
  const compiled = compilePosterior(plan?.rest ?? posterior);
  const law = (name: string): Redraw | undefined => conditionalLaw(plan?.rest ?? posterior, compiled, name);
  const { sampler, reason } = chooseSampler(compiled, options, { law, ...(plan === undefined ? {} : { plan }) });
  const target = counted(compiled);
  const records = Array.from({ length: sizes.chains }, (_, c) => {
    const stream = chainStream(sizes.seed, c);
    const { position } = startingPosition(posterior, compiled, options.init, stream.split("start"));
    return startChain(target, compiled, sampler, position, stream, sizes);
  });
  const init = typeof options.init === "string" ? options.init : options.init === undefined ? "jitter" : "values";
  return {
    posterior,
    plan,
    compiled,
    target,
    sampler,
    records,
    sizes,
    keep: options.keep,
    init,
    messages: [`${sampler.name}: ${reason}`, ...(integrated === undefined ? [] : notIntegrated(integrated))],
    startedAt,
  };
}

/** The chains in turn, each until it has all its draws or the signal stops the run. */
function* turns({ records, sizes }: ChainRun, signal: AbortSignal | undefined): Generator<number> {
  const total = sizes.tune + sizes.draws;
  while (records.some(({ done }) => done < total)) {
    for (let c = 0; c < records.length; c++) {
      if (signal?.aborted) return;
      if ((records[c] as ChainRecord).done < total) yield c;
    }
  }
}

function advanceAndTell({ records, compiled, target, sizes }: ChainRun, chain: number, audience: Audience): void {
  const record = records[chain] as ChainRecord;
  advance(record, compiled, target, sizes, performance.now() + sliceMs);
  audience.tell(progressOf(record, chain, sizes));
}

/** Lets timers and messages run between slices. */
function pauser(): () => Promise<void> {
  return () => new Promise((resolve) => setTimeout(resolve, 0));
}

function finish(run: ChainRun, signal: AbortSignal | undefined): Trace<unknown> {
  const { posterior, plan, compiled, sampler, records, sizes, keep, init, startedAt } = run;
  const interrupted = records.some(({ drawn }) => drawn < sizes.draws);
  if (interrupted && records.some(({ drawn }) => drawn === 0)) {
    throw new Error("the run was stopped during warmup: there are no draws to return", { cause: signal?.reason });
  }
  const cost = records.map(({ tuneMs, drawMs, tuneEvaluations, drawEvaluations }) => ({
    tuneMs,
    drawMs,
    tuneEvaluations,
    drawEvaluations,
  }));
  const facts = {
    sampler: sampler.name,
    seed: sizes.seed,
    elapsedMs: performance.now() - startedAt,
    tune: sizes.tune,
    messages: interrupted ? [...run.messages, "interrupted before all draws were made"] : run.messages,
    interrupted,
    independent: false,
    options: {
      ...sizes,
      sampler: { name: sampler.name, ...(sampler.options as Record<string, Json>) },
      ...(plan === undefined ? {} : { marginalized: blocksAsData(plan.removed) }),
      init,
      cost,
      tuning: records.map(({ chain }) => chain.tuning() as Json),
    },
    modelHash: plan === undefined ? compiled.hash() : hashFor(posterior),
  };
  return traceOfChains(posterior, compiled, records, facts, keep, (latents, chains, draws) =>
    drawnBack(plan?.removed ?? [], latents, { chains, draws, seed: sizes.seed }),
  );
}
