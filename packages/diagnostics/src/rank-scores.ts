/** Replace draws by the normal scores of their ranks, so that R-hat and ESS exist whatever the tails. */
import { probit, quantileSorted } from "@credence/math";
import { hasNaN, type Prepared } from "./prepared.js";
import { mapSequences, type Sequences } from "./sequences.js";

/** Normal scores of the split draws (`bulk`) and of their distances from the median (`folded`). */
export interface RankScores {
  readonly bulk: Sequences;
  readonly folded: Sequences;
}

/**
 * Rank-normalise split draws and their folded form: z = Φ⁻¹((r − 3/8) / (S + 1/4)), r the average rank among all S
 * draws, and folding is |x − median|, with the median of the draws before splitting (Vehtari et al. 2021,
 * arXiv:1903.08008; figures as R's posterior 1.4.0).
 *
 * @returns infinite draws only rank first or last; all scores are NaN when a draw is, the folded ones also when the
 *   median is infinite
 */
export function rankScores(prepared: Prepared): RankScores {
  const { split, splitOrder, splitSorted, sorted } = prepared;
  const unknown = mapSequences(split, () => NaN);
  if (hasNaN(prepared)) return { bulk: unknown, folded: unknown };
  const bulk = scatter(scoresOf(splitSorted), splitOrder);
  const median = quantileSorted(sorted, 0.5);
  if (!Number.isFinite(median)) return { bulk: { ...split, values: bulk }, folded: unknown };
  const { distances, origins } = foldSorted(splitSorted, splitOrder, median);
  const folded = scatter(scoresOf(distances), origins);
  return { bulk: { ...split, values: bulk }, folded: { ...split, values: folded } };
}

/** The score of every entry of an ascending array; ties share the score of their average rank. */
function scoresOf(sorted: Float64Array): Float64Array {
  const atTwiceRank = normalScores(sorted.length);
  const scores = new Float64Array(sorted.length);
  for (let first = 0, end = 0; first < sorted.length; first = end) {
    end = first + 1;
    while (end < sorted.length && sorted[end] === sorted[first]) end++;
    const score = atTwiceRank[first + end + 1] as number;
    for (let i = first; i < end; i++) scores[i] = score;
  }
  return scores;
}

/** Sort the distances from the median by merging the two sides of sorted draws; `origins` are the draws' places. */
function foldSorted(
  sorted: Float64Array,
  order: Uint32Array,
  median: number,
): { distances: Float64Array; origins: Uint32Array } {
  const size = sorted.length;
  const distances = new Float64Array(size);
  const origins = new Uint32Array(size);
  let above = 0;
  while (above < size && (sorted[above] as number) < median) above++;
  let below = above - 1;
  for (let k = 0; k < size; k++) {
    const down = below < 0 ? Infinity : median - (sorted[below] as number);
    const up = above === size ? Infinity : (sorted[above] as number) - median;
    const nearest = above === size || (below >= 0 && down <= up) ? below-- : above++;
    distances[k] = Math.abs((sorted[nearest] as number) - median);
    origins[k] = order[nearest] as number;
  }
  return { distances, origins };
}

/** Put value `i` at `places[i]`. */
function scatter(values: Float64Array, places: Uint32Array): Float64Array {
  const scattered = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) scattered[places[i] as number] = values[i] as number;
  return scattered;
}

let latest: Float64Array = new Float64Array(0);

/** Scores of the ranks 1, 1.5, …, `size`, at twice the rank; kept for the next scalar, which has as many draws. */
function normalScores(size: number): Float64Array {
  if (latest.length !== 2 * size + 1) {
    latest = Float64Array.from({ length: 2 * size + 1 }, (_, twice) =>
      twice < 2 ? NaN : probit((twice / 2 - 3 / 8) / (size + 1 / 4)),
    );
  }
  return latest;
}
