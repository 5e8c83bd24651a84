/** Draw Poisson counts at any rate. */
import type { Rng } from "../rng/index.js";
import { requireNotNegative } from "./check.js";
import { logPoissonMass } from "./count-mass.js";
import { randomExponential } from "./exponential.js";
import { transformedRejection } from "./transformed-rejection.js";

/**
 * A draw from the Poisson distribution: arrivals are counted below a rate of 10, transformed rejection (Hörmann 1993,
 * algorithm PTRS) takes over from there. Counts are integers held in doubles, exact up to 2⁵³.
 *
 * @param rate zero or positive
 * @throws RangeError when the rate is negative or not finite
 */
export function randomPoisson(rng: Rng, rate: number): number {
  requireNotNegative(rate, "rate", "randomPoisson");
  return rate < 10 ? arrivals(rng, rate) : ptrs(rng, rate);
}

function arrivals(rng: Rng, rate: number): number {
  let count = 0;
  for (let time = randomExponential(rng); time < rate; time += randomExponential(rng)) count++;
  return count;
}

function ptrs(rng: Rng, rate: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(rate);
  const hat = {
    a: -0.059 + 0.02483 * b,
    b,
    c: rate + 0.43,
    vr: 0.9277 - 3.6224 / (b - 2),
    alpha: 1.1239 + 1.1328 / (b - 3.4),
    most: Infinity,
  };
  return transformedRejection(rng, hat, (count) => logPoissonMass(count, rate));
}
