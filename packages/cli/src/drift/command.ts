/** Track a drifting click rate from the command line: learn how it drifts, filter, smooth, forecast. */
import { forecast, jacobi, type Learned, learn, type RateSummary, type Step, smooth } from "@credence/drift";
import type { OutputOptions } from "../options.js";
import { readData } from "../run/read-data.js";
import type { DriftResult, RateResult } from "./result.js";
import { readSeries, type Series } from "./series.js";
import { tell } from "./tell.js";

/** Options of `credence drift`, as the command line gives them. */
export interface DriftOptions extends OutputOptions {
  readonly time: string;
  readonly clicks: string;
  readonly impressions: string;
  readonly ahead: number;
}

/** Prints what was found; the exit code is 2 when the posterior of the parameters cannot be relied on. */
export async function driftCommand(path: string, options: DriftOptions, print: (text: string) => void): Promise<0 | 2> {
  const series = readSeries(path, await readData(path), options);
  const result = resultOf(series, options.ahead);
  print(options.json ? JSON.stringify(result) : tell(result));
  return result.ok ? 0 : 2;
}

function resultOf({ steps, times }: Series, ahead: number): DriftResult {
  const learned = learn(steps);
  const { process, posterior } = learned;
  const smoothed = smooth(process, steps);
  const filtered = filteredRates(process, steps);
  const gap = medianGap(steps);
  const later = Array.from({ length: ahead }, (_, i) => (i + 1) * gap);
  const { rate, mean, concentration, paretoK } = posterior;
  const ok = paretoK < 0.7;
  const unreliable = `the posterior of the parameters is too far from normal (Pareto k ${paretoK.toPrecision(2)}): sample driftPosterior instead`;
  return {
    ok,
    observations: steps.map(({ successes, trials }, i) => ({
      time: times[i] as string | number,
      clicks: successes,
      impressions: trials,
      filtered: filtered[i] as RateResult,
      smoothed: rateOf(smoothed[i] as RateSummary),
    })),
    parameters: { maximum_likelihood: learned.maximum, posterior: { rate, mean, concentration } },
    log_evidence: learned.logEvidence,
    pareto_k: Number.isFinite(paretoK) ? paretoK : null,
    forecast: forecast(process, steps, later).map((law, i) => ({ ahead: later[i] as number, ...rateOf(law) })),
    messages: [...learned.notes, ...(ok ? [] : [unreliable])],
  };
}

function filteredRates(process: Learned["process"], steps: readonly Step[]): RateResult[] {
  const filter = jacobi(process).filter();
  return steps.map(({ dt, successes, trials }) => {
    filter.predict(dt).update(successes, trials);
    return { mean: filter.mean(), ...filter.interval() };
  });
}

const rateOf = (law: RateSummary): RateResult => ({ mean: law.mean, ...law.interval() });

function medianGap(steps: readonly Step[]): number {
  const gaps = steps
    .slice(1)
    .map(({ dt }) => dt)
    .filter((dt) => dt > 0)
    .sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)] ?? 1;
}
