/** Choose the arm with the best mean, but now and then any: ε-greedy. */
import { byScore } from "./by-score.js";
import { drawPosition } from "./largest.js";
import type { Policy } from "./types.js";

/**
 * With probability `epsilon` a uniform draw, else the largest posterior mean.
 *
 * @param epsilon in [0, 1]
 */
export function epsilonGreedy({ epsilon = 0.1 }: { readonly epsilon?: number } = {}): Policy {
  if (!(epsilon >= 0 && epsilon <= 1))
    throw new RangeError(`epsilonGreedy: epsilon is ${epsilon}; give a number in [0, 1], such as 0.1`);
  const greedy = byScore("greedy", {}, (beliefs, arm) => beliefs.mean(arm));
  const propensities: Policy["propensities"] = (beliefs) =>
    greedy.propensities(beliefs).map((p) => (1 - epsilon) * p + epsilon / beliefs.arms);
  return {
    name: "epsilon-greedy",
    options: { epsilon },
    propensities,
    choose: (beliefs, rng) => drawPosition(propensities(beliefs), rng),
  };
}
