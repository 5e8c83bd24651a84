/** Put a trace's figures into the form that `--json` prints. */
import { summarize } from "@credence/diagnostics";
import type { AnyTrace } from "@credence/draws";

/** Figures of one scalar; null where a figure is undefined. */
export interface VariableResult {
  readonly mean: number | null;
  readonly sd: number | null;
  readonly mcse_mean: number | null;
  readonly q05: number | null;
  readonly q50: number | null;
  readonly q95: number | null;
  readonly ess_bulk: number | null;
  readonly ess_tail: number | null;
  readonly rhat: number | null;
}

/** What `credence run --json` prints. */
export interface RunResult {
  readonly variables: Readonly<Record<string, VariableResult>>;
  readonly sampler: string;
  readonly seed: number;
  readonly divergences: number;
  readonly elapsed_s: number;
}

export function resultOf(trace: AnyTrace): RunResult {
  const { sampler, seed, elapsedMs } = trace.$;
  const variables = summarize(trace).rows.map((row): [string, VariableResult] => [
    row.name,
    {
      mean: row.mean,
      sd: row.sd,
      mcse_mean: row.mcseMean,
      q05: row.q05,
      q50: row.q50,
      q95: row.q95,
      ess_bulk: row.essBulk,
      ess_tail: row.essTail,
      rhat: row.rhat,
    },
  ]);
  return {
    variables: Object.fromEntries(variables),
    sampler,
    seed,
    divergences: divergencesOf(trace),
    elapsed_s: elapsedMs / 1000,
  };
}

/** Divergent transitions of a trace, whichever block of a compound sampler they belong to. */
export const divergencesOf = ({ $ }: AnyTrace): number =>
  Object.entries($.stats)
    .filter(([name]) => name === "diverging" || name.endsWith(".diverging"))
    .reduce((sum, [, values]) => sum + values.reduce((a, b) => a + b, 0), 0);
