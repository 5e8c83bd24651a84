/** State what `credence drift` finds, in the form that `--json` prints. */
import type { Learned } from "@credence/drift";

/** A rate with its 95 % interval. */
export interface RateResult {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** What `credence drift --json` prints. */
export interface DriftResult {
  /** Whether the posterior of the parameters may be trusted. */
  readonly ok: boolean;
  readonly observations: readonly {
    readonly time: string | number;
    readonly clicks: number;
    readonly impressions: number;
    readonly filtered: RateResult;
    readonly smoothed: RateResult;
  }[];
  readonly parameters: {
    readonly maximum_likelihood: Learned["maximum"];
    readonly posterior: Pick<Learned["posterior"], "rate" | "mean" | "concentration">;
  };
  readonly log_evidence: number;
  readonly pareto_k: number | null;
  readonly forecast: readonly ({ readonly ahead: number } & RateResult)[];
  readonly messages: readonly string[];
}
