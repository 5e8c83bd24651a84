/** Say what the effective draws of each trace cost, in time, in evaluations of the log density and in draws. */
import type { AnyTrace, Json, Run } from "@credence/draws";
import { mean } from "@credence/math";
import { finite } from "./figures.js";
import { type Health, statsNamed } from "./health.js";

/** What a trace cost; figures are null where the run does not report them. */
export interface CostRow<K extends string = string> {
  readonly trace: K;
  readonly sampler: string;
  /** Why the rates are null, or null: draws that are not to be trusted are not worth anything. */
  readonly withheld: string | null;
  /** Bulk ESS over the scalars that are compared. */
  readonly essBulkMin: number | null;
  readonly essBulkMedian: number | null;
  /** The whole run as the clock saw it, warmup included. */
  readonly seconds: number | null;
  /** Summed over the chains, as are the evaluations. */
  readonly warmupSeconds: number | null;
  readonly samplingSeconds: number | null;
  /** Of the log density or its gradient. */
  readonly warmupEvaluations: number | null;
  readonly samplingEvaluations: number | null;
  /** The smallest bulk ESS for each second of the run. */
  readonly essPerSecond: number | null;
  /** The same for each evaluation, warmup included. */
  readonly essPerEvaluation: number | null;
  /** The same for each kept draw. */
  readonly essPerDraw: number | null;
  /** How the sampler moved, on average over the kept draws: leapfrog steps, acceptance and step size. */
  readonly stepsPerDraw: number | null;
  readonly acceptance: number | null;
  readonly stepSize: number | null;
  readonly divergences: number | null;
}

/**
 * @param scalars printed names of the scalars that are compared
 * @param withheld why the draws are worth nothing, or null
 */
export function costOf<K extends string>(
  name: K,
  trace: AnyTrace,
  health: Health,
  scalars: readonly string[],
  withheld: string | null,
): CostRow<K> {
  const run = trace.$;
  const compared = new Set(scalars);
  const sizes = health.scalars.flatMap(({ scalar, essBulk }) =>
    compared.has(scalar) && essBulk !== null ? [essBulk] : [],
  );
  sizes.sort((a, b) => a - b);
  const smallest = sizes[0] ?? null;
  const seconds = run.elapsedMs / 1000;
  const parts = partsOf(run);
  const evaluations = sum(parts.warmupEvaluations, parts.samplingEvaluations);
  const rate = (amount: number | null): number | null =>
    withheld !== null || smallest === null || amount === null || !(amount > 0) ? null : smallest / amount;
  return {
    trace: name,
    sampler: run.sampler,
    withheld,
    essBulkMin: smallest,
    essBulkMedian: median(sizes),
    seconds,
    ...parts,
    essPerSecond: rate(seconds),
    essPerEvaluation: rate(evaluations),
    essPerDraw: rate(run.chains * run.draws),
    stepsPerDraw: average(run, "leapfrogSteps"),
    acceptance: average(run, "acceptance"),
    stepSize: average(run, "stepSize"),
    divergences: health.divergences,
  };
}

type Parts = Pick<CostRow, "warmupSeconds" | "samplingSeconds" | "warmupEvaluations" | "samplingEvaluations">;

/** The chains' own counts, from the run's options. */
function partsOf({ options }: Run): Parts {
  const chains = field(options, "cost");
  const summed = (name: string): number | null => {
    if (!Array.isArray(chains) || chains.length === 0) return null;
    return chains
      .map((chain) => field(chain, name))
      .reduce<number | null>((a, b) => sum(a, typeof b === "number" ? b : null), 0);
  };
  const seconds = (name: string): number | null => {
    const ms = summed(name);
    return ms === null ? null : ms / 1000;
  };
  return {
    warmupSeconds: seconds("tuneMs"),
    samplingSeconds: seconds("drawMs"),
    warmupEvaluations: summed("tuneEvaluations"),
    samplingEvaluations: summed("drawEvaluations"),
  };
}

/** Of the one stat of this name; null where there is none, or several blocks of a compound sampler have their own. */
function average(run: Run, name: string): number | null {
  const [stat, ...more] = statsNamed(run, name);
  return stat === undefined || stat.length === 0 || more.length > 0 ? null : finite(mean(stat));
}

function field(json: Json | undefined, name: string): Json | undefined {
  return typeof json === "object" && json !== null && !Array.isArray(json)
    ? (json as { readonly [name: string]: Json })[name]
    : undefined;
}

const sum = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

/** Of ascending numbers. */
function median(sorted: readonly number[]): number | null {
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
