/** Choose the arm whose mean reward might be the largest, by Hoeffding's bound: UCB1. */
import { log } from "@credence/math";
import { byScore } from "./by-score.js";
import type { Policy } from "./types.js";

/**
 * Auer, Cesa-Bianchi & Fischer (2002), Machine Learning 47:235: each arm once, then the largest mean + √(2 log t / n), for
 * rewards in [0, 1]. It reads counts only, no prior.
 */
export function ucb1(): Policy {
  return byScore("ucb1", {}, (beliefs, arm, seen) => {
    const trials = beliefs.trials(arm);
    return trials === 0 ? Infinity : beliefs.total(arm) / trials + Math.sqrt((2 * log(seen)) / trials);
  });
}
