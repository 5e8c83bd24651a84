/** Draw beta variates from two gamma variates, in logs where either could underflow. */
import type { Rng } from "../rng/index.js";
import { exp } from "../special/index.js";
import { requirePositive } from "./check.js";
import { randomGamma, randomLogGamma } from "./gamma.js";

/**
 * A draw from the beta distribution, G(a) / (G(a) + G(b)). Draws nearer to 0 or 1 than doubles can tell come out as
 * 0 or 1.
 *
 * @param a positive
 * @param b positive
 * @throws RangeError when a parameter is not positive and finite
 */
export function randomBeta(rng: Rng, a: number, b: number): number {
  requirePositive(a, "a", "randomBeta");
  requirePositive(b, "b", "randomBeta");
  if (a >= 1 && b >= 1) {
    const left = randomGamma(rng, a);
    return 1 / (1 + randomGamma(rng, b) / left);
  }
  const left = randomLogGamma(rng, a);
  const right = randomLogGamma(rng, b);
  // Two logarithms that overflow come from parameters next to 0, where the beta distribution is a coin.
  if (left === -Infinity && right === -Infinity) return Number(rng.uniform() < a / (a + b));
  return 1 / (1 + exp(right - left));
}
