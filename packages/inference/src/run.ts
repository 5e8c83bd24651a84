/** Prepare a run of chains, and make a trace of what they drew. */
import type { Json, Trace } from "@credence/draws";
import { type ChainRecord, chainStream, startChain, stateOf } from "./chains.js";
import { type Checkpoint, createCheckpoint, type Head } from "./checkpoint/file.js";
import { divergencesOf } from "./diverged.js";
import { exactTrace } from "./exact.js";
import type { AnyPosterior } from "./given.js";
import { improperPosterior } from "./improper.js";
import { integratedTrace, integrateRest, notIntegrated, type Pilot, planToIntegrate } from "./integrated.js";
import { type Machine, machineFor } from "./machine.js";
import { blocksAsData, drawnBack, drawnTrace, nothingLeft, planOf } from "./marginalized.js";
import { type AnyOptions, compileOptionsOf, type Sizes, sizesOf, type Until } from "./options.js";
import { pilotStarts } from "./pilot-start.js";
import { plainRun } from "./plain-run.js";
import { hashFor } from "./remembered.js";
import { roomFor } from "./room.js";
import { checkInit, initOf, type Start, startingPosition, triedOften } from "./start.js";
import { checkKeep, traceOfChains } from "./trace-of.js";
import { untilSentence } from "./until.js";
import { version } from "./version.js";
import { warmStarts } from "./warm-start.js";

/** A run of chains. */
export interface ChainRun {
  readonly posterior: AnyPosterior;
  /** What decides the machine; a worker makes its own of them. */
  readonly options: AnyOptions;
  readonly machine: Machine;
  readonly records: ChainRecord[];
  readonly sizes: Sizes;
  readonly keep: readonly string[] | undefined;
  readonly until: Until | undefined;
  readonly init: string;
  readonly messages: readonly string[];
  /** Of `performance.now`, and what an earlier process spent on the run. */
  readonly startedAt: number;
  readonly elapsedBefore: number;
  checkpoint?: Checkpoint | undefined;
  /** Why no worker took the chains, where one should have. */
  complaint?: string;
  /** Whether `until` was met. */
  enough?: boolean;
  /** Whether the time of `until` is over. */
  late?: boolean;
}

/** The trace of a posterior that is answered without chains, or the chains at their starts. */
export function prepare(posterior: AnyPosterior, options: AnyOptions): ChainRun | { readonly trace: Trace<unknown> } {
  const startedAt = performance.now();
  const asked = sizesOf(options);
  checkKeep(posterior, options.keep);
  checkInit(posterior, options.init, asked.chains);
  const direct = withoutChains(posterior, options, asked, startedAt);
  if ("trace" in direct) {
    const { path, head } = checkpointHead(posterior, options, asked, [], "none");
    if (path !== undefined) createCheckpoint(path, head, undefined, []).close([]);
    return { trace: direct.trace };
  }
  const machine = machineFor(posterior, options, direct.plan);
  const sizes = sizesOf(options, machine.sampler.warmup);
  const improper = improperPosterior(machine.plan?.rest ?? posterior, machine.compiled);
  if (improper !== undefined) throw new RangeError(improper);
  const { records, init, messages: tried } = started(posterior, machine, options, sizes, direct.pilot);
  const messages = [
    `${machine.sampler.name}: ${machine.reason}`,
    ...direct.messages,
    ...tried,
    ...coldAndShort(sizes, records, options),
  ];
  const { path, head } = checkpointHead(posterior, options, sizes, messages, init, machine);
  return {
    posterior,
    options,
    machine,
    records,
    sizes,
    keep: options.keep,
    until: options.until as Until | undefined,
    init,
    messages,
    startedAt,
    elapsedBefore: 0,
    ...(path === undefined ? {} : { checkpoint: createCheckpoint(path, head, machine, records) }),
  };
}

/** An answer that needs no chains; or what chains are to run on, and what there is to say of it. */
function withoutChains(
  posterior: AnyPosterior,
  options: AnyOptions,
  sizes: Sizes,
  startedAt: number,
):
  | { readonly trace: Trace<unknown> }
  | { readonly plan: ReturnType<typeof planOf>; readonly messages: readonly string[]; readonly pilot?: Pilot } {
  const auto = (options.sampler === undefined || options.sampler === "auto") && options.steps === undefined;
  const exact = auto ? exactTrace(posterior, sizes, options.keep, startedAt) : undefined;
  if (exact !== undefined) return { trace: exact };
  const plan = planOf(posterior, options);
  if (plan !== undefined && nothingLeft(plan.rest))
    return { trace: drawnTrace(posterior, plan, sizes, options.keep, startedAt) };
  const integrated = auto
    ? integrateRest(posterior, planToIntegrate(posterior, options), compileOptionsOf(options))
    : undefined;
  if (integrated !== undefined && "integration" in integrated)
    return { trace: integratedTrace(posterior, integrated, sizes, options.keep, startedAt) };
  const pilot = integrated?.pilot;
  return {
    plan,
    messages: integrated === undefined ? [] : notIntegrated(integrated),
    ...(pilot === undefined ? {} : { pilot }),
  };
}

function started(
  posterior: AnyPosterior,
  machine: Machine,
  { init, warmStart }: AnyOptions,
  sizes: Sizes,
  pilot?: Pilot,
): { readonly records: ChainRecord[]; readonly init: string; readonly messages: readonly string[] } {
  const warm = warmStart === undefined ? undefined : warmStarts(warmStart, machine);
  const free = warm === undefined && init === undefined;
  const piloted = free && pilot !== undefined ? pilotStarts(pilot, machine) : undefined;
  const tries: number[] = [];
  const records = Array.from({ length: sizes.chains }, (_, c) => {
    const stream = chainStream(sizes.seed, c);
    const earlier = warm?.(c) ?? piloted?.(stream.split("pilot"));
    const start = (): Start => startingPosition(posterior, machine.compiled, initOf(init, c), stream.split("start"));
    const { position, attempts } = earlier === undefined || init !== undefined ? start() : { ...earlier, attempts: 1 };
    tries.push(attempts);
    return startChain(machine, position, stream, sizes, roomFor(machine, sizes.draws), earlier?.tuning);
  });
  const cold = typeof init === "string" ? init : init === undefined ? "jitter" : "values";
  const how = warm !== undefined && init === undefined ? "warmStart" : piloted ? "pilot" : cold;
  return { records, init: how, messages: triedOften(tries) };
}

/** Warmup that samplers need to find step sizes and scales from nothing; Stan's windows take as many. */
const shortWarmup = 150;

function coldAndShort({ tune }: Sizes, records: readonly ChainRecord[], { warmStart }: AnyOptions): readonly string[] {
  const tuned = records.some((record) => Object.keys(stateOf(record).tuning).length > 0);
  return tuned && warmStart === undefined && tune < shortWarmup
    ? [
        `a warmup of ${tune} iterations from nothing is short, and the draws may be poor: give more (tune: 1000), or the trace of an earlier run (warmStart: trace)`,
      ]
    : [];
}

/** Where the checkpoint is to be and what it begins with. @throws when a file cannot hold the run */
function checkpointHead(
  posterior: AnyPosterior,
  options: AnyOptions,
  sizes: Sizes,
  messages: readonly string[],
  init: string,
  machine?: Machine,
): { readonly path: undefined; readonly head: undefined } | { readonly path: string; readonly head: Head } {
  const { checkpoint: path, keep, until } = options;
  if (path === undefined) return { path, head: undefined };
  if (typeof path !== "string" || path === "")
    throw new TypeError(`checkpoint is ${JSON.stringify(path)}; give the path of a file, as in checkpoint: "run.ckpt"`);
  if (globalThis.process?.getBuiltinModule === undefined)
    throw new Error("checkpoint: there are no files here: leave it out outside Node");
  const run = plainRun(posterior, options);
  if ("foreign" in run)
    throw new TypeError(
      `checkpoint: the sampler ${run.foreign} is code of your own, which a file cannot hold: use one of credence's samplers, or leave checkpoint out`,
    );
  return {
    path,
    head: {
      format: "credence checkpoint",
      version: 1,
      by: version,
      run,
      sizes,
      ...(keep === undefined ? {} : { keep }),
      ...(until === undefined ? {} : { until: until as Until }),
      init,
      messages,
      posteriorHash: hashFor(posterior),
      ...(machine === undefined ? {} : { machineHash: machine.compiled.hash() }),
    },
  };
}

/** The trace of what the chains drew. @throws when a run was stopped before it drew anything */
export function finish(run: ChainRun, signal: AbortSignal | undefined): Trace<unknown> {
  const { posterior, machine, records, sizes, keep, until, init, startedAt, elapsedBefore } = run;
  const { plan, compiled, sampler } = machine;
  const full = run.enough === true || records.every(({ kept }) => kept >= sizes.draws);
  const interrupted = !full && run.late !== true;
  if (!full && records.some(({ kept }) => kept === 0)) {
    const why = run.late === true ? `the ${until?.seconds} seconds of until were over` : "the run was stopped";
    throw new Error(`${why} during warmup: there are no draws to return`, { cause: signal?.reason });
  }
  const messages = [
    ...run.messages,
    ...(run.complaint === undefined ? [] : [run.complaint]),
    ...(until === undefined ? [] : [untilSentence(until, records, machine, sizes, run.late === true)]),
    ...(interrupted ? ["interrupted before all draws were made"] : []),
  ];
  const cost = records.map(({ counts: { tuneMs, drawMs, tuneEvaluations, drawEvaluations } }) => ({
    tuneMs,
    drawMs,
    tuneEvaluations,
    drawEvaluations,
  }));
  const facts = {
    sampler: sampler.name,
    seed: sizes.seed,
    elapsedMs: elapsedBefore + performance.now() - startedAt,
    tune: sizes.tune,
    messages,
    interrupted,
    independent: false,
    options: {
      ...sizes,
      sampler: { name: sampler.name, ...(sampler.options as Record<string, Json>) },
      ...(plan === undefined ? {} : { marginalized: blocksAsData(plan.removed) }),
      ...(until === undefined ? {} : { until: { ...until } }),
      init,
      workers: records.filter(({ running }) => running === undefined).length,
      cost,
      tuning: records.map((record) => stateOf(record).tuning as Json),
      ...divergencesOf(compiled, records),
    },
    modelHash: hashFor(posterior),
  };
  return traceOfChains(posterior, compiled, records, facts, keep, (latents, chains, draws) =>
    drawnBack(plan?.removed ?? [], latents, { chains, draws, seed: sizes.seed }),
  );
}
