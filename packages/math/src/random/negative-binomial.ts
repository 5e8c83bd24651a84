/** Draw overdispersed counts as Poisson counts with a gamma rate. */
import type { Rng } from "../rng/index.js";
import { exp, log } from "../special/index.js";
import { requireNotNegative, requirePositive } from "./check.js";
import { randomLogGamma } from "./gamma.js";
import { randomPoisson } from "./poisson.js";

/**
 * A draw from the negative binomial distribution with the given mean and variance mean + mean² / shape.
 *
 * @param mean zero or positive
 * @param shape positive; the smaller, the more the counts vary
 * @throws RangeError when the mean is negative, the shape is not positive, or either is not finite
 */
export function randomNegativeBinomial(rng: Rng, mean: number, shape: number): number {
  requireNotNegative(mean, "mean", "randomNegativeBinomial");
  requirePositive(shape, "shape", "randomNegativeBinomial");
  if (mean === 0) return 0;
  return randomPoisson(rng, exp(randomLogGamma(rng, shape) + log(mean) - log(shape)));
}
