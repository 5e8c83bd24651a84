/** Tell how much an autocorrelated draw of a likelihood is worth beside an independent one. */
import { exp } from "@credence/math";
import { effectiveSize } from "../effective-size.js";
import { type Chains, mapSequences, pool } from "../sequences.js";

/**
 * Effective sample size of one observation's likelihood over the number of draws, without splitting chains: what PSIS
 * needs to choose its tail (as `relative_eff` of R's loo). It may exceed 1.
 *
 * @param logLikelihood of one observation as `[chain][iteration]`
 * @returns 1 where the effective size is undefined: a constant likelihood, fewer than 3 draws a chain
 * @throws RangeError for empty or ragged chains
 */
export function relativeEfficiency(logLikelihood: Chains): number {
  const pooled = pool(logLikelihood);
  const highest = pooled.values.reduce((a, b) => Math.max(a, b));
  // The effective size does not depend on the unit of the likelihood; this one keeps it from underflowing.
  const size = effectiveSize(mapSequences(pooled, (value) => exp(value - highest)));
  return Number.isNaN(size) ? 1 : size / pooled.values.length;
}
