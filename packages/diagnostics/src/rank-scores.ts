/** Replace draws by the normal scores of their ranks, so that R-hat and ESS exist whatever the tails. */
import { probit, quantileSorted } from "@credence/math";
import type { Prepared } from "./prepared.js";
import { mapSequences, type Sequences } from "./sequences.js";

/** Normal scores of the split draws (`bulk`) and of their distances from the median (`folded`). */
export interface RankScores {
  readonly bulk: Sequences;
  readonly folded: Sequences;
}

/**
 * Rank-normalise split draws and their folded form, sorting once: z = Φ⁻¹((r − 3/8) / (S + 1/4)), r the average rank
 * among all S draws (Vehtari et al. 2021, arXiv:1903.08008, eq. 14); folding is |x − median|, with the median of the
 * draws before splitting (section 4.3).
 *
 * @returns infinite draws only rank first or last; all scores are NaN when a draw is, the folded ones also when the
 *   median is infinite
 */
export function rankScores({ sorted: all, split }: Prepared): RankScores {
  const { values } = split;
  if (Number.isNaN(all[all.length - 1])) return { bulk: undefinedLike(split), folded: undefinedLike(split) };
  const sorted = values.length === all.length ? all : values.slice().sort();
  const median = quantileSorted(all, 0.5);
  const places = new Int32Array(values.length);
  for (let i = 0; i < places.length; i++) places[i] = firstPlace(sorted, values[i] as number);
  return {
    bulk: { ...split, values: gather(scoresOf(sorted), places) },
    folded: Number.isFinite(median)
      ? { ...split, values: gather(foldedScores(sorted, median), places) }
      : undefinedLike(split),
  };
}

const undefinedLike = (split: Sequences): Sequences => mapSequences(split, () => NaN);

function gather(scores: Float64Array, places: Int32Array): Float64Array {
  const gathered = new Float64Array(places.length);
  for (let i = 0; i < gathered.length; i++) gathered[i] = scores[places[i] as number] as number;
  return gathered;
}

/** The score of every place of an ascending array; ties share the score of their average rank. */
function scoresOf(sorted: Float64Array): Float64Array {
  const atTwiceRank = normalScores(sorted.length);
  const scores = new Float64Array(sorted.length);
  for (let first = 0, end = 0; first < sorted.length; first = end) {
    end = first + 1;
    while (end < sorted.length && sorted[end] === sorted[first]) end++;
    const score = atTwiceRank[first + end + 1] as number;
    for (let place = first; place < end; place++) scores[place] = score;
  }
  return scores;
}

/** The score of the distance from the median for every place of an ascending array. */
function foldedScores(sorted: Float64Array, median: number): Float64Array {
  const { distances, origins } = foldSorted(sorted, median);
  const scores = scoresOf(distances);
  const folded = new Float64Array(scores.length);
  for (let k = 0; k < scores.length; k++) folded[origins[k] as number] = scores[k] as number;
  return folded;
}

/** Sort the distances from the median by merging the two sides of a sorted array; `origins` are their places in it. */
function foldSorted(sorted: Float64Array, median: number): { distances: Float64Array; origins: Int32Array } {
  const size = sorted.length;
  const distances = new Float64Array(size);
  const origins = new Int32Array(size);
  let above = firstPlace(sorted, median);
  let below = above - 1;
  for (let k = 0; k < size; k++) {
    const down = below < 0 ? Infinity : median - (sorted[below] as number);
    const up = above === size ? Infinity : (sorted[above] as number) - median;
    const takesBelow = above === size || (below >= 0 && down <= up);
    distances[k] = takesBelow ? down : up;
    origins[k] = takesBelow ? below-- : above++;
  }
  return { distances, origins };
}

/** Smallest place of an ascending array whose value is not below `value`. */
function firstPlace(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
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
