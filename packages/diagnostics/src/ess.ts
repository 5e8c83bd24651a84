/** Say how many independent draws the draws are worth for the mean, the tails, the spread and any quantile. */
import { mean, quantileSorted } from "@credence/math";
import { effectiveSize } from "./effective-size.js";
import { type Prepared, prepare } from "./prepared.js";
import { rankScores } from "./rank-scores.js";
import { type Chains, isDegenerateSorted, mapSequences, pool, splitHalves } from "./sequences.js";

/**
 * Bulk ESS: the effective sample size of the rank-normalised split draws; how well the middle of the posterior is
 * explored, whatever its tails (Vehtari et al. 2021, arXiv:1903.08008). Aim at 400 or more in total.
 *
 * @param draws of one scalar as `[chain][iteration]`; here and below a `RangeError` tells of empty or ragged chains
 * @returns NaN when a draw is NaN, all are equal, or a half chain has fewer than 3 draws
 */
export function essBulk(draws: Chains): number {
  return effectiveSize(rankScores(prepare(draws)).bulk);
}

/**
 * Tail ESS: the smaller of the effective sample sizes of the 5 % and 95 % quantiles (arXiv:1903.08008).
 *
 * @returns NaN as {@link essQuantile}
 */
export function essTail(draws: Chains): number {
  return tailSize(prepare(draws));
}

/**
 * Effective sample size of a quantile: of the split indicator x ≤ quantile (type 7, of all draws), as R's posterior.
 *
 * @param probability in [0, 1]; 1 is taken as 1 − 1 / (2S), since the largest draw tells nothing
 * @returns NaN when a draw is not finite, all are equal, or none lies above the quantile (discrete draws)
 */
export function essQuantile(draws: Chains, probability: number): number {
  return quantileSize(prepare(draws), probability);
}

/** Effective sample size of the split draws themselves, without ranks (arXiv:1903.08008, section 3.2). */
export function essBasic(draws: Chains): number {
  return effectiveSize(splitHalves(pool(draws)));
}

/** Effective sample size for the mean: that of the split draws; what {@link mcseMean} uses. */
export function essMean(draws: Chains): number {
  return essBasic(draws);
}

/** Effective sample size for the standard deviation: that of split |x − mean|, as R's posterior since 1.3. */
export function essSd(draws: Chains): number {
  const pooled = pool(draws);
  const centre = mean(pooled.values);
  return effectiveSize(splitHalves(mapSequences(pooled, (draw) => Math.abs(draw - centre))));
}

/** @internal */
export function tailSize(prepared: Prepared): number {
  return Math.min(quantileSize(prepared, 0.05), quantileSize(prepared, 0.95));
}

/** @internal */
export function quantileSize({ sorted, split }: Prepared, probability: number): number {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`The probability of a quantile is ${probability}: give a number from 0 to 1.`);
  }
  if (isDegenerateSorted(sorted)) return NaN;
  const threshold = quantileSorted(sorted, probability === 1 ? (sorted.length - 0.5) / sorted.length : probability);
  const below = new Float64Array(split.values.length);
  for (let i = 0; i < below.length; i++) below[i] = (split.values[i] as number) <= threshold ? 1 : 0;
  return effectiveSize({ ...split, values: below });
}
