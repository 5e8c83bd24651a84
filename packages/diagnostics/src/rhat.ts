/** Compare the variance between chains with the variance within, to tell whether they agree on one distribution. */
import { variance } from "@credence/math";
import { runMeans } from "./mean-autocovariance.js";
import { prepare } from "./prepared.js";
import { type RankScores, rankScores } from "./rank-scores.js";
import { type Chains, isDegenerateGiven, pool, type Sequences, splitHalves } from "./sequences.js";

/**
 * Rank-normalised split R-hat: the larger of the figures for the bulk (location) and for the folded draws (scale), so
 * that it needs no finite moments. Below 1.01 is fine.
 *
 * Vehtari, Gelman, Simpson, Carpenter and Bürkner (2021), arXiv:1903.08008; figures as R's posterior 1.4.0.
 *
 * @param draws of one scalar as `[chain][iteration]`
 * @returns at least about 1; Infinity when the chains stand still at different values; NaN when a draw is NaN, all are
 *   equal, or there is one draw a chain
 * @throws RangeError when the chains are empty or differ in length
 */
export function rhat(draws: Chains): number {
  return rankRatio(rankScores(prepare(draws)));
}

/**
 * Split R-hat on the draws themselves, without ranks: Gelman and Rubin (1992) as in Gelman et al., Bayesian Data
 * Analysis (3rd edition). It needs a finite variance; prefer {@link rhat}.
 *
 * @param draws of one scalar as `[chain][iteration]`
 * @returns as {@link rhat}, and NaN also when a draw is infinite
 */
export function rhatBasic(draws: Chains): number {
  return varianceRatio(splitHalves(pool(draws)));
}

/** The larger of the bulk and the folded figure. @internal */
export function rankRatio({ bulk, folded }: RankScores): number {
  return Math.max(varianceRatio(bulk), varianceRatio(folded));
}

/** √((B / W + n − 1) / n), B between and W within runs of n draws (arXiv:1903.08008). */
function varianceRatio(runs: Sequences): number {
  const { values, count, length } = runs;
  if (length < 2) return NaN;
  const { origin, means } = runMeans(runs);
  const between = length * variance(means);
  let squares = 0;
  for (let c = 0, i = 0; c < count; c++) {
    const mean = means[c] as number;
    for (const end = i + length; i < end; i++) {
      const deviation = (values[i] as number) - origin - mean;
      squares += deviation * deviation;
    }
  }
  const within = squares / (count * (length - 1));
  if (isDegenerateGiven(within + between / length, values)) return NaN;
  return Math.sqrt((between / within + length - 1) / length);
}
