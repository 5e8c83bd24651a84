/** Choose between the two arms that contend for the best, to find it sooner: top-two Thompson sampling. */
import type { Rng } from "@credence/math";
import type { Beliefs } from "../beliefs/types.js";
import { drawPosition } from "./largest.js";
import { thompson } from "./thompson.js";
import type { Policy } from "./types.js";

/** Draws of a challenger before its law is computed instead: needed only when the leader is all but certain. */
const TRIES = 50;

/**
 * Russo (2020), Operations Research 68:1625: with probability `share` the arm that Thompson sampling draws, else the first
 * other arm that further draws give. It pays regret for certainty: use it to decide, not to earn.
 *
 * @param share of impressions for the leader, in (0, 1]
 */
export function topTwo({ share = 0.5 }: { readonly share?: number } = {}): Policy {
  if (!(share > 0 && share <= 1))
    throw new RangeError(`topTwo: share is ${share}; give a number in (0, 1], such as 0.5`);
  const { choose } = thompson();
  return {
    name: "top-two",
    options: { share },
    choose(beliefs, rng) {
      const leader = choose(beliefs, rng);
      return beliefs.arms === 1 || rng.uniform() < share ? leader : challengerOf(leader, choose, beliefs, rng);
    },
    propensities: (beliefs) => topTwoShares(beliefs.probabilityBest(), share),
  };
}

function challengerOf(leader: number, choose: Policy["choose"], beliefs: Beliefs, rng: Rng): number {
  for (let tries = 0; tries < TRIES; tries++) {
    const arm = choose(beliefs, rng);
    if (arm !== leader) return arm;
  }
  const others = beliefs.probabilityBest().map((p, arm) => (arm === leader ? 0 : p));
  return others.some((p) => p > 0) ? drawPosition(others, rng) : secondByMean(leader, beliefs);
}

/** Where no other arm has any probability that doubles can hold: the one with the next largest mean. */
function secondByMean(leader: number, beliefs: Beliefs): number {
  const others = Array.from({ length: beliefs.arms }, (_, arm) => arm).filter((arm) => arm !== leader);
  return others.reduce((best, arm) => (beliefs.mean(arm) > beliefs.mean(best) ? arm : best));
}

/** ψᵢ = Pᵢ [b + (1 − b) Σ_{j≠i} Pⱼ / (1 − Pⱼ)] for probabilities P of being best. */
function topTwoShares(best: Float64Array, share: number): Float64Array {
  if (best.length === 1) return best;
  return best.map((p, i) => {
    // 1 − Pⱼ as the sum of the others keeps its digits when Pⱼ is nearly 1.
    const rest = (j: number): number => best.reduce((sum, q, k) => (k === j ? sum : sum + q), 0);
    const chances = best.reduce((sum, q, j) => (j === i || q === 0 ? sum : sum + q * (p / rest(j))), 0);
    return share * p + (1 - share) * chances;
  });
}
