/** Turn draws of an approximation into a trace: weighed by how the posterior differs, resampled, and judged by the weights. */
import type { CompiledPosterior } from "@credence/compiler";
import { psis } from "@credence/diagnostics";
import type { Json, Trace } from "@credence/draws";
import { exp, log, type Rng } from "@credence/math";
import type { AnyPosterior } from "./given.js";
import { traceOfValues } from "./trace-of.js";

/** Draws of an approximation on the unconstrained scale, with what they weigh. */
export interface ApproximateDraws {
  /** Row-major, draws × dimension. */
  readonly positions: Float64Array;
  /** Log density of the posterior at each draw; −Infinity outside its support. */
  readonly logDensities: Float64Array;
  /** Log density of the approximation at each draw. */
  readonly logApproximations: Float64Array;
}

/** How good an approximation is. */
export interface Approximation {
  /** Pareto k of the importance weights: the approximation serves below `reliableBelow`. */
  readonly paretoK: number;
  /** min(1 − 1 / log₁₀ S, 0.7) for S draws. */
  readonly reliableBelow: number;
  /** How many independent draws of the posterior the weighed draws are worth. */
  readonly ess: number;
  /** Log evidence of the data by importance sampling, all constants included. */
  readonly logEvidence: number;
}

/** What the verbs of approximations share. */
export interface ApproximationOptions {
  /** Draws of the trace; 1000 when left out. Four times as many are made of the approximation. */
  draws?: number;
  /** Same seed, same draws; 1 when left out. */
  seed?: number;
  /** Whether draws are taken by their importance weights (true, the default), or are those of the approximation itself. */
  resample?: boolean;
  /** Whether sums over data may be rewritten so that they cost less (true, the default); the posterior is the same. */
  rewrites?: boolean;
}

/** Draws made of an approximation, for each that is kept. */
export const candidatesPerDraw = 4;

/** The weights of draws, smoothed, and what they say. @throws when no draw lies in the support */
export function weigh(
  verb: string,
  { logDensities, logApproximations }: ApproximateDraws,
): Approximation & { readonly logWeights: Float64Array } {
  const logRatios = logDensities.map((value, i) => value - (logApproximations[i] as number));
  const largest = logRatios.reduce((a, b) => Math.max(a, b), -Infinity);
  if (largest === -Infinity)
    throw new Error(`${verb}: no draw of the approximation lies in the posterior's support: sample instead`);
  const { logWeights, paretoK, ess } = psis(logRatios);
  const count = logRatios.length;
  const sum = logRatios.reduce((total, ratio) => total + exp(ratio - largest), 0);
  const reliableBelow = Math.min(1 - 1 / Math.log10(count), 0.7);
  return { logWeights, paretoK, reliableBelow, ess, logEvidence: largest + log(sum / count) };
}

/** What a reader should know of an approximation before using its draws. */
export function verdict(
  verb: string,
  { paretoK, reliableBelow, ess }: Approximation,
  { draws, resample }: { readonly draws: number; readonly resample: boolean },
): string {
  const k = `Pareto k ${Number.isFinite(paretoK) ? paretoK.toFixed(2) : "cannot be estimated"}`;
  if (!(paretoK < reliableBelow)) {
    return `${verb}: ${k}, not below ${reliableBelow.toFixed(2)}: the approximation misses part of the posterior: take no figures from these draws; sample with nuts(), whose chains may start with init: "pathfinder"`;
  }
  const use = resample ? "the draws stand for the posterior" : "the draws are near those of the posterior";
  const worth = `weighed draws are worth ${Math.round(ess)} independent ones`;
  const fewer = resample && ess < draws ? ", fewer than are kept: errors are larger than a summary says" : "";
  return `${verb}: ${k}, below ${reliableBelow.toFixed(2)}: ${use}; ${worth}${fewer}`;
}

/** The trace of an approximation: one chain of draws that do not depend on each other. */
export function approximationTrace(
  posterior: AnyPosterior,
  compiled: CompiledPosterior,
  candidates: ApproximateDraws,
  run: {
    readonly verb: string;
    readonly draws: number;
    readonly seed: number;
    readonly resample: boolean;
    readonly stream: Rng;
    readonly startedAt: number;
    readonly messages: readonly string[];
    /** What is stored about the approximation, beside how good it is. */
    readonly about: { readonly [name: string]: Json };
  },
): Trace<unknown> {
  const { verb, draws, seed, resample, stream, startedAt, messages, about } = run;
  const { logWeights, ...approximation } = weigh(verb, candidates);
  const chosen = resample ? systematic(logWeights, draws, stream) : evenly(logWeights.length, draws);
  const values = compiled.latents.map(({ size }) => new Float64Array(draws * size));
  const { dimension } = compiled;
  chosen.forEach((at, i) => {
    const position = candidates.positions.subarray(at * dimension, (at + 1) * dimension);
    compiled.constrain(position).forEach((own, v) => {
      values[v]?.set(own, i * own.length);
    });
  });
  const latents = compiled.latents.map(({ name }, v) => ({ name, values: values[v] as Float64Array }));
  const pick = (all: Float64Array): Float64Array => Float64Array.from(chosen, (at) => all[at] as number);
  const facts = {
    sampler: verb,
    seed,
    elapsedMs: performance.now() - startedAt,
    tune: 0,
    chains: 1,
    draws,
    messages: [verdict(verb, approximation, { draws, resample }), ...messages],
    interrupted: false,
    independent: true,
    options: { draws, seed, resample, approximation: { ...finite(approximation), ...about } },
    modelHash: compiled.hash(),
    stats: { logDensity: pick(candidates.logDensities), logApproximation: pick(candidates.logApproximations) },
  };
  return traceOfValues(posterior, latents, facts, undefined);
}

/** JSON has no infinity: a Pareto k that cannot be estimated is null. */
const finite = ({ paretoK, ...rest }: Approximation): { readonly [name: string]: Json } => ({
  paretoK: Number.isFinite(paretoK) ? paretoK : null,
  ...rest,
});

/** `count` of `all` indices, evenly from all. */
const evenly = (all: number, count: number): Int32Array =>
  Int32Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * all) / count));

/** Draws `count` indices by their weights, evenly through the cumulated weights (Kitagawa 1996), in a random order. */
function systematic(logWeights: Float64Array, count: number, stream: Rng): Int32Array {
  const indices = new Int32Array(count);
  const offset = stream.uniform();
  let cumulated = 0;
  let at = -1;
  for (let i = 0; i < count; i++) {
    while (at < logWeights.length - 1 && cumulated <= (i + offset) / count) {
      at += 1;
      cumulated += exp(logWeights[at] as number);
    }
    indices[i] = at;
  }
  for (let i = count - 1; i > 0; i--) {
    const other = Math.floor(stream.uniform() * (i + 1));
    [indices[i], indices[other]] = [indices[other] as number, indices[i] as number];
  }
  return indices;
}

/** One candidate by its weight. */
export const oneOf = (logWeights: Float64Array, stream: Rng): number => systematic(logWeights, 1, stream)[0] as number;
