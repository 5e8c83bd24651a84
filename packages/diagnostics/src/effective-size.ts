/** Estimate how many independent draws several runs are worth, by Geyer's initial monotone sequence. */
import { log, variance } from "@credence/math";
import { meanAutocovariance, runMeans } from "./mean-autocovariance.js";
import { isDegenerateGiven, type Sequences } from "./sequences.js";

/**
 * Effective sample size of runs as they stand (split and transform them before): S / τ, τ the integrated
 * autocorrelation time from the autocorrelations combined over runs as in Vehtari et al. (2021, arXiv:1903.08008,
 * section 3.2), summed over the initial positive, monotone sequence of lag pairs (Geyer 1992). Antithetic draws
 * may be worth more than their number, at most S log₁₀ S.
 *
 * @returns NaN for runs of fewer than 3 draws, for constant and for non-finite draws
 */
export function effectiveSize(runs: Sequences): number {
  const { values, count, length } = runs;
  if (length < 3) return NaN;
  const means = runMeans(runs);
  const covariance = meanAutocovariance(runs, means);
  const biased = covariance(0);
  const within = (biased * length) / (length - 1);
  const total = biased + (count > 1 ? variance(means.means) : 0);
  if (isDegenerateGiven(total, values)) return NaN;
  const correlation = (lag: number): number => 1 - (within - covariance(lag)) / total;

  let time = -1;
  let lag = 0;
  let even = 1;
  let odd = correlation(1);
  let smallest = Infinity;
  while (lag < length - 5 && even + odd > 0) {
    smallest = Math.min(smallest, even + odd);
    time += 2 * smallest;
    lag += 2;
    even = correlation(lag);
    odd = correlation(lag + 1);
  }
  // The lag after the last pair lowers the truncation's bias (same section). With not one pair to sum (fewer than
  // 6 draws a run, or a first pair below zero) the cautious half of the draws is reported, as R's posterior does.
  time = lag === 0 ? 2 : time + (even > 0 || even + odd >= 0 ? even : 0);
  return values.length / Math.max(time, Math.LN10 / log(values.length));
}
