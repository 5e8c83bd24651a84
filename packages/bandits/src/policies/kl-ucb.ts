/** Choose the arm whose success rate might be the largest, by the exact exponential bound for 0 and 1: KL-UCB. */
import { log, xlogy } from "@credence/math";
import { byScore } from "./by-score.js";
import type { Policy } from "./types.js";

/**
 * Garivier & Cappé (2011), COLT 19:359, with their recommended c = 0: each arm once, then the largest q with
 * n KL(mean, q) ≤ log t, for rewards in [0, 1]. It reads counts only, no prior.
 */
export function klUcb(): Policy {
  return byScore("kl-ucb", {}, (beliefs, arm, seen) => {
    const trials = beliefs.trials(arm);
    return trials === 0 ? Infinity : upperBound(beliefs.total(arm) / trials, log(seen) / trials);
  });
}

/** Kullback–Leibler divergence of Bernoulli laws with success rates p and q. */
const divergence = (p: number, q: number): number => xlogy(p, p / q) + xlogy(1 - p, (1 - p) / (1 - q));

/** The largest q ≥ p with KL(p, q) ≤ limit, by bisection to the last bit. */
function upperBound(p: number, limit: number): number {
  let [low, high] = [p, 1];
  for (;;) {
    const middle = low + 0.5 * (high - low);
    if (middle <= low || middle >= high) return low;
    if (divergence(p, middle) <= limit) low = middle;
    else high = middle;
  }
}
