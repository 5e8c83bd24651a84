/** Draw one of finitely many categories. */
import type { Rng } from "../rng/index.js";
import { requireNotNegative } from "./check.js";

/**
 * The index of a category, from 0, drawn by its probability. One of probability 0 is never drawn.
 *
 * @param probabilities not negative, with a positive sum; they need not add up to 1
 * @throws RangeError when a probability is negative or not finite, or none is positive
 */
export function randomCategorical(rng: Rng, probabilities: ArrayLike<number>): number {
  let total = 0;
  for (let k = 0; k < probabilities.length; k++) {
    requireNotNegative(probabilities[k] as number, `probabilities[${k}]`, "randomCategorical");
    total += probabilities[k] as number;
  }
  if (!(total > 0 && total < Infinity))
    throw new RangeError(`randomCategorical: the probabilities add up to ${total}; at least one must be positive`);
  const target = rng.uniform();
  let cumulative = probabilities[0] as number;
  let k = 0;
  // Ends at the last positive probability at the latest: the same sum again, divided by itself, is 1.
  while (target >= cumulative / total) cumulative += probabilities[++k] as number;
  return k;
}
