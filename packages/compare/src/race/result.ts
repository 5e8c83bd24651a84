/** State what a race found as plain data, and work it out from the runs. */
import { type AnyTrace, type Json, merge, runOf, sourcesOf, trace } from "@credence/draws";
import type { ComparisonData } from "../comparison.js";
import { type CostRow, costOf } from "../cost.js";
import { type HealthState, healthOf } from "../health.js";
import { subjectOf } from "../source.js";
import type { Machine } from "./machine.js";
import type { Leg } from "./schedule.js";
import { type Ratio, ratioOf, type Spread, spreadOf } from "./spread.js";

/** One run of one entrant; `trace` is its name. */
export interface RaceRun<K extends string = string> extends CostRow<K> {
  /** From 1 on. */
  readonly repeat: number;
  /** When it was launched among the runs of its repeat, from 1 on. */
  readonly place: number;
  readonly seed: number;
  /** The standing of this run by itself; the entrant is judged by all its runs together. */
  readonly state: HealthState;
  /** Set-up and the warmup of all chains, which go on in turns. */
  readonly secondsToFirstDraw: number | null;
  /** When the smallest bulk ESS is 400, if it grows as the draws do; like the rates it is withheld from some. */
  readonly secondsToEss400: number | null;
}

/** The figures of a run that are put together over the repeats. */
export const raceFigures = [
  ...["essPerSecond", "essPerEvaluation", "essPerDraw", "secondsToEss400", "secondsToFirstDraw"],
  ...["essBulkMin", "essBulkMedian", "seconds", "warmupSeconds", "samplingSeconds", "warmupEvaluations"],
  ...["samplingEvaluations", "stepsPerDraw", "acceptance", "stepSize", "divergences"],
] as RaceFigure[];

/** A figure of a run. */
export type RaceFigure =
  | "essPerSecond"
  | "essPerEvaluation"
  | "essPerDraw"
  | "secondsToEss400"
  | "secondsToFirstDraw"
  | "essBulkMin"
  | "essBulkMedian"
  | "seconds"
  | "warmupSeconds"
  | "samplingSeconds"
  | "warmupEvaluations"
  | "samplingEvaluations"
  | "stepsPerDraw"
  | "acceptance"
  | "stepSize"
  | "divergences";

/** The figures by which entrants are held to each other. */
export const ratioFigures = ["essPerSecond", "essPerEvaluation", "essPerDraw", "secondsToEss400"] as const;

/** What one entrant cost over all repeats; a figure is null where no run has it. */
export interface EntrantResult extends Readonly<Record<RaceFigure, Spread | null>> {
  readonly sampler: string;
  /** Why its rates do not count, or null. */
  readonly withheld: string | null;
}

/** Figure of `a` over that of `b`. */
export interface RatioRow<K extends string = string> extends Ratio {
  readonly figure: (typeof ratioFigures)[number];
  readonly a: K;
  readonly b: K;
}

/** How a race was run. */
export interface RaceSettings {
  /** Complete repeats, and those that were asked for. */
  readonly repeats: number;
  readonly asked: number;
  /** Of an entrant that has none of its own. */
  readonly draws: number;
  readonly tune: number;
  readonly chains: number;
  readonly seed: number;
  /** Threads beside the calling one. */
  readonly workers: number;
}

/** A race as plain data: JSON-able, with null for what is undefined. */
export interface RaceData<K extends string = string> {
  /** The entrants, in the order given. */
  readonly names: readonly K[];
  readonly settings: RaceSettings;
  readonly machine: Machine;
  /** Version of the toolkit, the hash of model and data, and the time of the start (ISO 8601). */
  readonly version: string;
  readonly modelHash: string | null;
  readonly startedAt: string;
  /** Whether it was stopped before all repeats were complete. */
  readonly interrupted: boolean;
  readonly runs: readonly RaceRun<K>[];
  readonly results: Readonly<Record<K, EntrantResult>>;
  /** Each entrant over each that comes after it; withheld figures have no ratio. */
  readonly ratios: readonly RatioRow<K>[];
  /** How the entrants, each with the chains of all its runs, and the closed form agree. */
  readonly comparison: ComparisonData<K | "exact">;
  /** What is to be known before the figures are read, one sentence each. */
  readonly notes: readonly string[];
}

/** All chains that an entrant ran, as one trace that cost what they cost together. */
export function pooled(legs: readonly Leg[], name: string): AnyTrace {
  const traces = legs.filter(({ entrant }) => entrant === name).map((leg) => leg.trace);
  const all = merge(traces) as AnyTrace;
  const cost = traces.flatMap(({ $ }) => (($.options as { readonly cost?: readonly Json[] }).cost ?? []) as Json[]);
  const options = cost.length === 0 ? all.$.options : { ...(all.$.options as object), cost };
  return trace(sourcesOf(all), { ...runOf(all), options: options as Json }) as AnyTrace;
}

const TARGET = 400;

/** @param withheld why the draws of the entrant are worth nothing, or null */
export function raceRun(
  { entrant, repeat, place, seed, trace }: Leg,
  scalars: readonly string[],
  withheld: string | null,
): RaceRun {
  const health = healthOf(subjectOf(entrant, trace));
  const cost = costOf(entrant, trace, health, scalars, withheld);
  const { seconds, warmupSeconds, samplingSeconds, essBulkMin } = cost;
  const workers = (trace.$.options as { readonly workers?: number }).workers ?? 0;
  // Chains that run side by side take less of the clock than their seconds together.
  const share = workers === 0 || seconds === null ? 1 : seconds / ((warmupSeconds ?? 0) + (samplingSeconds ?? 0));
  const sampling = samplingSeconds === null ? 0 : share * samplingSeconds;
  const before = seconds === null ? null : Math.max(0, seconds - sampling);
  const enough = before === null || essBulkMin === null ? null : before + (sampling * TARGET) / essBulkMin;
  return {
    ...cost,
    ...{ repeat, place, seed, state: health.state },
    secondsToFirstDraw: before,
    secondsToEss400: withheld === null ? enough : null,
  };
}

export function entrantResult(runs: readonly RaceRun[], withheld: string | null): EntrantResult {
  const spreads = raceFigures.map((figure) => [figure, spreadOf(runs.map((run) => run[figure]))]);
  return { sampler: runs[0]?.sampler ?? "", withheld, ...(Object.fromEntries(spreads) as Record<RaceFigure, Spread>) };
}

/** Runs of the same repeat are held to each other. */
export function ratioRows<K extends string>(names: readonly K[], runs: readonly RaceRun<K>[]): RatioRow<K>[] {
  const of = (name: K): RaceRun<K>[] => runs.filter((run) => run.trace === name).sort((x, y) => x.repeat - y.repeat);
  return names.flatMap((a, i) =>
    names.slice(i + 1).flatMap((b) =>
      ratioFigures.map((figure): RatioRow<K> => {
        const [own, other] = [of(a), of(b)].map((each) => each.map((run) => run[figure])) as [number[], number[]];
        return { figure, a, b, ...ratioOf(own, other) };
      }),
    ),
  );
}
