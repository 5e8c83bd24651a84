/** Choose the arm whose mean reward might be the largest, by a quantile of what is believed: Bayes-UCB. */
import { byScore } from "./by-score.js";
import type { Policy } from "./types.js";

/**
 * Kaufmann, Cappé & Garivier (2012), AISTATS 22:592, with their recommended c = 0: the largest quantile at 1 − 1/t, where
 * t counts the present impression.
 */
export function bayesUcb(): Policy {
  return byScore("bayes-ucb", {}, (beliefs, arm, seen) => beliefs.quantile(arm, 1 - 1 / (seen + 1)));
}
