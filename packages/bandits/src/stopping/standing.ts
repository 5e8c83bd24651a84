/** Tell how far the arms of an experiment are decided. */
import { type Arm, expectedLossOf, liftOfBest, probabilityBestOf } from "@credence/conjugate";

/** What is known about which arm to keep. */
export interface Standing {
  /** For each arm, the probability that it is the best. */
  readonly probabilityBest: readonly number[];
  /** For each arm, what choosing it costs on average, in the reward's unit. */
  readonly expectedLoss: readonly number[];
  /** The arm to keep if the experiment ended now: the one with the least expected loss. */
  readonly leader: number;
}

/**
 * Where an experiment stands, by exact formulas.
 *
 * @param arms posteriors of one family, independent: `{ alpha, beta }`, `{ shape, rate }` or `{ mean, sd }` for each arm
 */
export function standing(arms: readonly Arm[]): Standing {
  const expectedLoss = expectedLossOf(arms);
  const leader = expectedLoss.indexOf(expectedLoss.reduce((a, b) => Math.min(a, b)));
  return { probabilityBest: probabilityBestOf(arms), expectedLoss, leader };
}

/**
 * What may remain to be gained, relative to the leader: the quantile at `mass` of max_j θ_j / θ_leader − 1, which is 0
 * where the leader is the best (Scott 2010, Appl. Stochastic Models Bus. Ind. 26:639, as "potential value remaining").
 *
 * @param mass in (0, 1); 0.95 if left out
 * @throws TypeError for normal posteriors, which have no relative gain
 */
export function valueRemaining(arms: readonly Arm[], leader: number = standing(arms).leader, mass = 0.95): number {
  const arm = arms[leader];
  if (arm === undefined) throw new RangeError(`there is no arm ${leader}; there are ${arms.length}, numbered from 0`);
  if (!(mass > 0 && mass < 1)) throw new RangeError(`mass is ${mass}; give a number in (0, 1), such as 0.95`);
  const gain = liftOfBest(
    arm,
    arms.filter((_, i) => i !== leader),
  );
  return gain.cdf(0) >= mass ? 0 : gain.quantile(mass);
}
