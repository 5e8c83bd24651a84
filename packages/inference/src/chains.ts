/** Run Markov chains side by side in slices, so that a caller can watch, yield and stop without changing a draw. */
import type { CompiledPosterior } from "@credence/compiler";
import { type Rng, rng } from "@credence/math";
import type { Chain, Sampler, Target } from "@credence/samplers";
import type { Progress, Sizes } from "./options.js";

/** What one chain has produced: room for every kept draw, filled as far as `drawn`. */
export interface ChainRecord {
  readonly chain: Chain;
  /** Values of each latent variable, draw by draw. */
  readonly values: readonly Float64Array[];
  readonly stats: Readonly<Record<string, Float64Array>>;
  /** What the blocks of the sampler call the stats that progress is told by. */
  readonly names: { readonly stepSize: readonly string[]; readonly diverging: readonly string[] };
  done: number;
  drawn: number;
  divergences: number;
  /** The smallest of the last transition; infinite for samplers that have none. */
  stepSize: number;
  /** CPU-bound time spent in warmup and in kept draws. */
  tuneMs: number;
  drawMs: number;
  /** Evaluations of the log density or its gradient in warmup and in kept draws. */
  tuneEvaluations: number;
  drawEvaluations: number;
}

/** A compiled density that counts its evaluations, so that costs are measured and not claimed. */
export interface CountedTarget extends Target {
  evaluations(): number;
}

export function counted(compiled: CompiledPosterior): CountedTarget {
  let count = 0;
  return {
    dimension: compiled.dimension,
    coordinates: compiled.coordinates,
    logDensity(memory, q) {
      count++;
      return compiled.logDensity(memory, q);
    },
    logDensityGradient(memory, q, g) {
      count++;
      return compiled.logDensityGradient(memory, q, g);
    },
    evaluations: () => count,
  };
}

/** The stream of one chain: it depends on the seed and the chain's number only. */
export const chainStream = (seed: number, chain: number): Rng => rng(seed, "chain", chain);

/** Starts a chain at a position. */
export function startChain(
  target: CountedTarget,
  compiled: CompiledPosterior,
  sampler: Sampler,
  position: Float64Array,
  stream: Rng,
  { draws, tune }: Sizes,
): ChainRecord {
  return {
    chain: sampler.start(target, position, stream.split("transitions"), tune),
    values: compiled.latents.map(({ size }) => new Float64Array(draws * size)),
    stats: Object.fromEntries(sampler.stats.map((name) => [name, new Float64Array(draws)])),
    names: { stepSize: namesOf(sampler, "stepSize"), diverging: namesOf(sampler, "diverging") },
    done: 0,
    drawn: 0,
    divergences: 0,
    stepSize: 0,
    tuneMs: 0,
    drawMs: 0,
    tuneEvaluations: 0,
    drawEvaluations: 0,
  };
}

/** Makes transitions until `deadline` (of `performance.now`) or the end; at least one. */
export function advance(
  record: ChainRecord,
  compiled: CompiledPosterior,
  target: CountedTarget,
  { draws, tune }: Sizes,
  deadline: number,
): void {
  const total = tune + draws;
  while (record.done < total) {
    const inTune = record.done < tune;
    const before = performance.now();
    const evaluated = target.evaluations();
    const end = Math.min(inTune ? tune : total, record.done + 16);
    while (record.done < end) transition(record, compiled, inTune);
    const after = performance.now();
    record[inTune ? "tuneMs" : "drawMs"] += after - before;
    record[inTune ? "tuneEvaluations" : "drawEvaluations"] += target.evaluations() - evaluated;
    if (after >= deadline) return;
  }
}

function transition(record: ChainRecord, compiled: CompiledPosterior, inTune: boolean): void {
  const stats = record.chain.step();
  record.done++;
  record.stepSize = Infinity;
  for (const name of record.names.stepSize) record.stepSize = Math.min(record.stepSize, stats[name] as number);
  if (inTune) return;
  const at = record.drawn++;
  compiled.constrain(record.chain.position).forEach((values, v) => {
    (record.values[v] as Float64Array).set(values, at * values.length);
  });
  for (const name in record.stats) (record.stats[name] as Float64Array)[at] = stats[name] ?? Number.NaN;
  for (const name of record.names.diverging) record.divergences += stats[name] as number;
}

/** Names of a stat in every block of a sampler: a compound one puts the names of its blocks before their stats. */
const namesOf = (sampler: Sampler, stat: string): readonly string[] =>
  sampler.stats.filter((name) => name === stat || name.endsWith(`.${stat}`));

/** What a chain has to say of itself. */
export function progressOf(record: ChainRecord, chain: number, { chains, draws, tune }: Sizes): Progress {
  const total = tune + draws;
  const seconds = (record.tuneMs + record.drawMs) / 1000;
  const pace = seconds > 0 ? record.done / seconds : 0;
  return {
    chain,
    chains,
    phase: record.done < tune ? "tune" : "draw",
    done: record.done,
    total,
    divergences: record.divergences,
    stepSize: Number.isFinite(record.stepSize) ? record.stepSize : 0,
    drawsPerSecond: pace,
    secondsLeft: pace > 0 ? (total - record.done) / pace : 0,
  };
}
