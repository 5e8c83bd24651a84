/** Draw Student's t variates as normal ones with a random scale. */
import type { Rng } from "../rng/index.js";
import { exp, log } from "../special/index.js";
import { requirePositive } from "./check.js";
import { randomLogGamma } from "./gamma.js";

/**
 * A draw from Student's t distribution with location 0 and scale 1: a normal over the root of an independent
 * chi-squared per degree of freedom. Few degrees of freedom give values beyond the largest double, ±Infinity.
 *
 * @param degreesOfFreedom positive
 * @throws RangeError when the degrees of freedom are not positive and finite
 */
export function randomStudentT(rng: Rng, degreesOfFreedom: number): number {
  requirePositive(degreesOfFreedom, "degreesOfFreedom", "randomStudentT");
  const half = degreesOfFreedom / 2;
  const z = rng.normal();
  const scale = exp((log(half) - randomLogGamma(rng, half)) / 2);
  return z === 0 ? 0 : z * scale;
}
