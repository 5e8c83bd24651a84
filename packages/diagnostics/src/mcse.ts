/** Give the Monte Carlo standard errors of the mean, the standard deviation and any quantile. */
import { incBeta, mean, variance } from "@credence/math";
import { effectiveSize } from "./effective-size.js";
import { essMean, quantileSize } from "./ess.js";
import { prepare } from "./prepared.js";
import { type Chains, mapSequences, pool, splitHalves } from "./sequences.js";

/**
 * Monte Carlo standard error of the mean: sd / √ESS (Vehtari et al. 2021, arXiv:1903.08008).
 *
 * @param draws of one scalar as `[chain][iteration]`
 * @returns in the draws' own unit; NaN where `essMean` is
 */
export function mcseMean(draws: Chains): number {
  const size = essMean(draws);
  return Number.isNaN(size) ? NaN : Math.sqrt(variance(pool(draws).values) / size);
}

/**
 * Monte Carlo standard error of the standard deviation, from the sampling variance of the second moment:
 * se² = (E[d⁴] − E[d²]²) / (4 E[d²] ESS(d²)), d = x − mean (Kenney and Keeping 1951, with the effective for the
 * actual number of draws, as R's posterior).
 *
 * @returns in the draws' own unit; NaN where the effective size of the squared deviations is undefined, and when fourth
 *   powers overflow
 */
export function mcseSd(draws: Chains): number {
  const pooled = pool(draws);
  const centre = mean(pooled.values);
  const squares = mapSequences(pooled, (draw) => (draw - centre) * (draw - centre));
  const second = mean(squares.values);
  const fourth = mean(squares.values.map((square) => square * square));
  const size = effectiveSize(splitHalves(squares));
  return Math.sqrt((fourth - second * second) / size / second / 4);
}

/** Φ(−1) and Φ(1) to the digits that R's posterior uses. */
const oneSigma = [0.1586553, 0.8413447] as const;

/**
 * Monte Carlo standard error of a quantile: half the distance between the order statistics at the one-sigma bounds of
 * the Beta(ESS p + 1, ESS (1 − p) + 1) law of the quantile's probability (arXiv:1903.08008, section 4.4).
 *
 * @param probability in [0, 1]
 * @returns in the draws' own unit; NaN where `essQuantile` is
 */
export function mcseQuantile(draws: Chains, probability: number): number {
  const prepared = prepare(draws);
  const size = quantileSize(prepared, probability);
  if (Number.isNaN(size)) return NaN;
  const { sorted } = prepared;
  const total = sorted.length;
  const law = (place: number): number => incBeta(size * probability + 1, size * (1 - probability) + 1, place / total);
  const low = lastPlace(total, (place) => law(place) <= oneSigma[0]);
  const high = lastPlace(total, (place) => law(place) < oneSigma[1]) + 1;
  return ((sorted[Math.min(high, total) - 1] as number) - (sorted[Math.max(low, 1) - 1] as number)) / 2;
}

/** Largest place in 0 … total for which a condition holds that holds up to some place and not beyond. */
function lastPlace(total: number, holds: (place: number) => boolean): number {
  let low = 0;
  let high = total;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
