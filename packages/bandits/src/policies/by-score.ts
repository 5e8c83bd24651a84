/** Make a policy of a score: the arm with the largest is taken, ties at random. */
import type { Beliefs } from "../beliefs/types.js";
import { drawPosition, sharesOfLargest } from "./largest.js";
import type { Policy } from "./types.js";

/** A score for each arm from the beliefs and the number of rewards seen in all. */
export type Score = (beliefs: Beliefs, arm: number, seen: number) => number;

/** The policy that takes the arm whose score is largest. */
export function byScore(name: string, options: Policy["options"], score: Score): Policy {
  const propensities = (beliefs: Beliefs): Float64Array => {
    const arms = Array.from({ length: beliefs.arms }, (_, arm) => arm);
    const seen = arms.reduce((sum, arm) => sum + beliefs.trials(arm), 0);
    return sharesOfLargest(Float64Array.from(arms, (arm) => score(beliefs, arm, seen)));
  };
  return { name, options, propensities, choose: (beliefs, rng) => drawPosition(propensities(beliefs), rng) };
}
