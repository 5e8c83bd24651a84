/** Find the bands that the ranks of series of one law keep inside: their distribution functions, and bars that count them. */
import { insideOf, rankCounts, tailsOf } from "./count-process.js";
import { bandOf, type EcdfBand } from "./ecdf-band.js";

/** Most intervals between the ranks at which the distribution function is looked at. */
const MOST_INTERVALS = 100;

/** How the band of ranks is asked for. */
export interface RankBandOptions {
  /** That of all series to keep inside everywhere, in (0, 1); 0.95 when left out. */
  readonly probability?: number;
  /** Between the ranks that are looked at, 2 or more; as many as draws, at most 100, when left out. */
  readonly intervals?: number;
}

/**
 * The simultaneous band of the distribution functions of the ranks of `series` equally long series of `size` draws among
 * all of them, were all draws independent and of one law (Säilynoja, Bürkner and Vehtari, arXiv:2103.10522): pointwise
 * intervals are hypergeometric, and the probability to keep inside them is a sum over paths. The probability holds for all
 * series together: two mirror each other, and of more each keeps inside with the root of it (Šidák), a little more than is
 * needed.
 *
 * @throws RangeError for a size below 1, fewer than 2 series or intervals, or a probability outside (0, 1)
 */
export function rankEcdfBand(size: number, series: number, options: RankBandOptions = {}): EcdfBand {
  const { probability = 0.95, intervals = Math.min(Math.max(2, size), MOST_INTERVALS) } = options;
  checkSeries("rankEcdfBand", size, series, probability);
  if (!(Number.isInteger(intervals) && intervals >= 2))
    throw new RangeError(`rankEcdfBand: intervals is ${intervals}; give a whole number of 2 or more`);
  const total = size * series;
  const places = Array.from({ length: intervals - 1 }, (_, j) => Math.round(((j + 1) * total) / intervals));
  const each = series === 2 ? probability : probability ** (1 / series);
  return bandOf(
    rankCounts(size, total, places),
    places.map((place) => place / total),
    each,
  );
}

/**
 * Least and largest count of a bar when the ranks of `series` equally long series of `size` draws among all are counted in
 * `bins` even bins: the hypergeometric interval that each bar of independent draws of one law leaves so seldom that all
 * bars keep inside with at least about the given probability (Šidák).
 *
 * @throws RangeError for a size below 1, fewer than 2 series or bins, more bins than draws, or a probability outside (0, 1)
 */
export function rankBarBand(size: number, series: number, bins: number, probability = 0.95): [number, number] {
  checkSeries("rankBarBand", size, series, probability);
  const total = size * series;
  if (!(Number.isInteger(bins) && bins >= 2 && bins <= total))
    throw new RangeError(`rankBarBand: bins is ${bins}; give a whole number from 2 to ${total}`);
  const tails = tailsOf(rankCounts(size, total, [Math.round(total / bins)]));
  const { low, high } = insideOf(tails, 1 - probability ** (1 / (bins * series)));
  return [low[0] as number, high[0] as number];
}

function checkSeries(caller: string, size: number, series: number, probability: number): void {
  if (!(Number.isInteger(size) && size >= 1))
    throw new RangeError(`${caller}: size is ${size}; give a whole number of 1 or more`);
  if (!(Number.isInteger(series) && series >= 2))
    throw new RangeError(`${caller}: there are ${series} series; ranks compare 2 or more`);
  if (!(probability > 0 && probability < 1))
    throw new RangeError(`${caller}: probability is ${probability}; give a number between 0 and 1, such as 0.95`);
}
