/** Add the probabilities of neighbouring counts, where a cdf has no closed form. */
import { log } from "@credence/math";

/** Terms below this share of the sum are left out, with all that are further from the largest. */
const negligible = 1e-18;

/**
 * log P(X ≤ top), summed outwards from the count `peak` ≤ top that has the largest mass.
 *
 * @param ratio P(X = k + 1) / P(X = k)
 */
export function logSumBelow(
  top: number,
  peak: number,
  logMass: (k: number) => number,
  ratio: (k: number) => number,
): number {
  let sum = 1;
  for (let k = peak, mass = 1; k > 0 && mass > negligible * sum; k--) sum += mass /= ratio(k - 1);
  for (let k = peak, mass = 1; k < top && mass > negligible * sum; k++) sum += mass *= ratio(k);
  return logMass(peak) + log(sum);
}
