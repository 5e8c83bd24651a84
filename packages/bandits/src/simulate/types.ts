/** State what a simulation is asked and what it answers. */
import type { BetaShapes } from "../beliefs/beta-law.js";
import type { PolicyName } from "../policies/index.js";
import type { Policy } from "../policies/types.js";

/** True success rate of an arm: one number, or one for each impression where it moves. */
export type Rate = number | ArrayLike<number>;

/** A bandit to be played many times; each reward is 1 with the chosen arm's rate, else 0. */
export interface Setting {
  /** True success rate of each arm, in [0, 1]; at least two arms. */
  readonly rates: readonly Rate[];
  /** What is believed of each arm at first: one beta law for all, or one for each. */
  readonly prior: BetaShapes | readonly BetaShapes[];
  /**
   * The drift that the policy believes in, with one impression as the unit of time: beliefs relax to beta(alpha, beta) at
   * `rate`, by the moment-matched filter. Rates that stand still if left out. Whether the true rates move is for `rates`.
   */
  readonly drift?: { readonly rate: number; readonly alpha: number; readonly beta: number };
  readonly policy: PolicyName | Policy;
  /** Impressions of one run. */
  readonly horizon: number;
  /** Number of runs, each with a random stream of its own. */
  readonly runs: number;
  readonly seed: number | string;
  /** After which impressions to report; [horizon] if left out. */
  readonly checkpoints?: readonly number[];
  /** Impressions between two updates of the beliefs; 1 if left out. */
  readonly batch?: number;
  /** Impressions until a reward is known; 0 if left out. */
  readonly delay?: number;
}

/** Mean over runs, standard deviation between runs, standard error of the mean. */
export interface Spread<T = number> {
  readonly mean: T;
  readonly sd: T;
  readonly se: T;
}

/** What had happened after so many impressions. */
export interface Checkpoint {
  readonly impressions: number;
  /** Rewards. */
  readonly clicks: Spread;
  /** Clicks relative to the expectation of the even draw, less 1; `null` where that expects none. */
  readonly overEven: Spread | null;
  /** Expected clicks lost against the one arm that is best up to here (pseudo-regret). */
  readonly regret: Spread;
  /** Expected clicks lost against the arm that was best at each impression; equals `regret` where rates stand still. */
  readonly dynamicRegret: Spread;
  /** Share of impressions of each arm. */
  readonly shares: Spread<readonly number[]>;
  /** How often the arm with the largest posterior mean is the one whose rate is largest now. */
  readonly bestIsKnown: Spread;
  /** |posterior mean − true rate| of each arm. */
  readonly absoluteError: Spread<readonly number[]>;
  /** Posterior standard deviation of each arm. */
  readonly posteriorSd: Spread<readonly number[]>;
  /**
   * Correlation of the last two over all arms, every 50 impressions up to here: within a run, averaged over runs, and of
   * all runs together. `null` where nothing varied yet.
   */
  readonly errorAgainstSd: { readonly withinRun: Spread | null; readonly pooled: number | null };
}

/** The answer of a simulation, with what it was asked. */
export interface Replication {
  readonly policy: { readonly name: string; readonly options: Readonly<Record<string, number>> };
  readonly runs: number;
  readonly checkpoints: readonly Checkpoint[];
}
