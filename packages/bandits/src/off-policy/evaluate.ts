/** Tell from the log of one policy what another would have earned. */
import { mean, standardDeviation } from "@credence/math";

/** One logged choice: the arm, the probability with which it was chosen, and what it earned. */
export interface Logged {
  readonly arm: number;
  /** Probability with which the logging policy chose this arm, in (0, 1]. */
  readonly propensity: number;
  readonly reward: number;
}

/** An estimate of the mean reward of an impression, with its standard error. */
export interface Estimate {
  readonly mean: number;
  readonly se: number;
}

/** Estimates of the same quantity by three ways, and whether the log supports them. */
export interface OffPolicy {
  /** Inverse propensity scoring: unbiased, of large variance where the policies differ. */
  readonly ips: Estimate;
  /** The same with weights normalised to mean 1: a small bias for less variance. */
  readonly snips: Estimate;
  /** Doubly robust: right if the propensities or the predictions are; left out where no predictions were given. */
  readonly doublyRobust?: Estimate;
  /** How many rewards of the target policy itself the log is worth: (Σw)² / Σw². */
  readonly effectiveSize: number;
  /** The largest weight, target probability over propensity. */
  readonly largestWeight: number;
}

/** What is evaluated. */
export interface Target<L extends Logged> {
  /** Probability with which the target policy takes each arm where this choice was made; sums to 1. */
  readonly probabilities: (choice: L, position: number) => ArrayLike<number>;
  /** Predicted mean reward of an arm there, from anything that did not see this reward. */
  readonly predicted?: (choice: L, arm: number, position: number) => number;
}

/**
 * The mean reward that a policy would have had on the impressions of `log`. Formulas: Swaminathan & Joachims (2015), NIPS
 * 28 (self-normalised); Dudík, Langford & Li (2011), ICML 28 (doubly robust).
 *
 * @throws RangeError for an empty log, a propensity outside (0, 1], probabilities that are none, naming the entry
 */
export function evaluatePolicy<L extends Logged>(log: readonly L[], target: Target<L>): OffPolicy {
  if (log.length < 2) throw new RangeError(`the log has ${log.length} choices; an estimate needs at least two`);
  const laws = log.map((choice, i) => checkedLaw(target.probabilities(choice, i), choice, i));
  const weights = log.map(({ arm, propensity }, i) => (laws[i]?.[arm] as number) / propensity);
  const weighted = log.map(({ reward }, i) => (weights[i] as number) * reward);
  const total = weights.reduce((sum, w) => sum + w, 0);
  const squares = weights.reduce((sum, w) => sum + w * w, 0);
  if (total === 0)
    throw new RangeError("the target policy never takes an arm that the log shows: the log says nothing about it");
  const ratio = weighted.reduce((sum, x) => sum + x, 0) / total;
  const around = log.map(({ reward }, i) => ((weights[i] as number) * (reward - ratio)) ** 2);
  const { predicted } = target;
  const robust = predicted && log.map((choice, i) => correctedPrediction(choice, i, laws[i] as number[], predicted));
  return {
    ips: estimateOf(weighted),
    snips: { mean: ratio, se: Math.sqrt(around.reduce((sum, x) => sum + x, 0)) / total },
    ...(robust === undefined ? {} : { doublyRobust: estimateOf(robust) }),
    effectiveSize: (total * total) / squares,
    largestWeight: weights.reduce((a, b) => Math.max(a, b)),
  };
}

const estimateOf = (values: readonly number[]): Estimate => ({
  mean: mean(values),
  se: standardDeviation(values) / Math.sqrt(values.length),
});

/** What the target policy is predicted to earn, plus the weighted error of the prediction for what was seen. */
function correctedPrediction<L extends Logged>(
  choice: L,
  position: number,
  law: readonly number[],
  predicted: NonNullable<Target<L>["predicted"]>,
): number {
  const expected = law.reduce((sum, p, arm) => sum + (p === 0 ? 0 : p * predicted(choice, arm, position)), 0);
  const weight = (law[choice.arm] as number) / choice.propensity;
  return expected + weight * (choice.reward - predicted(choice, choice.arm, position));
}

function checkedLaw(given: ArrayLike<number>, { arm, propensity, reward }: Logged, position: number): number[] {
  const law = Array.from(given);
  if (!(propensity > 0 && propensity <= 1))
    throw new RangeError(`log[${position}].propensity is ${propensity}; a choice that happened has one in (0, 1]`);
  if (!Number.isFinite(reward)) throw new RangeError(`log[${position}].reward is ${reward}; give a finite number`);
  const wrong = law.findIndex((p) => !(p >= 0 && p <= 1 + 1e-9));
  if (wrong >= 0 || Math.abs(law.reduce((sum, p) => sum + p, 0) - 1) > 1e-6)
    throw new RangeError(`the target's probabilities at log[${position}] are ${law.join(", ")}; they must sum to 1`);
  if (!(Number.isSafeInteger(arm) && arm >= 0 && arm < law.length))
    throw new RangeError(`log[${position}].arm is ${arm}; the target knows the arms 0 … ${law.length - 1}`);
  return law;
}
