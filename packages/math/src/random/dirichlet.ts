/** Draw probability vectors, in logs so that small concentrations do not give 0 / 0. */
import type { Rng } from "../rng/index.js";
import { exp } from "../special/index.js";
import { randomCategorical } from "./categorical.js";
import { requirePositive } from "./check.js";
import { randomLogGamma } from "./gamma.js";

/**
 * A draw from the Dirichlet distribution: normalised gamma variates (Devroye 1986).
 *
 * @param alpha concentrations, positive; at least one
 * @returns as many probabilities, adding up to 1 but for rounding
 * @throws RangeError when there is no concentration, or one is not positive and finite
 */
export function randomDirichlet(rng: Rng, alpha: ArrayLike<number>): Float64Array {
  if (alpha.length === 0) throw new RangeError("randomDirichlet: alpha is empty; pass at least one concentration");
  const logs = Float64Array.from(alpha, (concentration, k) => {
    requirePositive(concentration, `alpha[${k}]`, "randomDirichlet");
    return randomLogGamma(rng, concentration);
  });
  const largest = logs.reduce((most, value) => Math.max(most, value));
  // All logarithms overflow only for concentrations next to 0, where all the mass sits on one category.
  if (largest === -Infinity) {
    const chosen = randomCategorical(rng, alpha);
    return logs.map((_, k) => Number(k === chosen));
  }
  const weights = logs.map((value) => exp(value - largest));
  const total = weights.reduce((sum, weight) => sum + weight);
  return weights.map((weight) => weight / total);
}
