/** Tell what is believed about an experiment's arms, as operators and the status page read it. */
import { standing, valueRemaining } from "@credence/bandits";
import type { Snapshot } from "./learner.js";

/** One arm, as of the snapshot. */
export interface ArmReport {
  readonly arm: string;
  readonly impressions: number;
  readonly clicks: number;
  /** Posterior mean of the success rate, and a central interval that holds it with probability 0.9. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly probabilityBest: number;
  /** What keeping it would cost on average against the best arm, in clicks an impression. */
  readonly expectedLoss: number;
  /** Share of the next impressions that the policy gives it. */
  readonly propensity: number;
  /** Posterior distribution of the rate by quantiles, at probabilities 0.005, 0.015, …, 0.995. */
  readonly quantiles: readonly number[];
}

/** An experiment, as of the snapshot. */
export interface Report {
  readonly experiment: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly arms: readonly ArmReport[];
  /** The arm to keep if the experiment ended now. */
  readonly leader: string;
  /** With probability 0.95 no arm is better than the leader by more than this, relatively; 0 with one arm. */
  readonly valueRemaining: number;
}

const levels = Array.from({ length: 100 }, (_, i) => (i + 0.5) / 100);

export function reportOf(experiment: string, { arms, posteriors, beliefs, propensities, at }: Snapshot): Report {
  const { probabilityBest, expectedLoss, leader } = standing(posteriors);
  return {
    experiment,
    at,
    arms: arms.map((arm, i) => ({
      arm,
      impressions: beliefs.trials(i),
      clicks: beliefs.total(i),
      mean: beliefs.mean(i),
      low: beliefs.quantile(i, 0.05),
      high: beliefs.quantile(i, 0.95),
      probabilityBest: probabilityBest[i] as number,
      expectedLoss: expectedLoss[i] as number,
      propensity: propensities[i] as number,
      quantiles: levels.map((p) => beliefs.quantile(i, p)),
    })),
    leader: arms[leader] as string,
    valueRemaining: arms.length === 1 ? 0 : valueRemaining(posteriors, leader),
  };
}
