/** Estimate the probability of an event from the draws, with the error that their autocorrelation leaves. */
import { findVariable, type Point, pointsOf, type Trace } from "@credence/draws";
import { mean, standardDeviation } from "@credence/math";
import { mcseMean } from "./mcse.js";

/** A probability estimated from draws. */
export interface Probability {
  /** The share of the draws in which the event happens. */
  readonly mean: number;
  /** Monte Carlo standard error of the mean; NaN if the event happens in all draws or in none, which tells too little. */
  readonly mcse: number;
}

/**
 * The posterior probability of an event, as in `probability(trace, ({ a, b }) => b > a)`. The standard error is that of
 * the mean of the 0/1 sequence, sd / √ESS, with the number of draws in place of ESS where draws are independent.
 *
 * @param event - Takes a draw, a record of numbers (labelled values for a variable with dims), and says whether it happens.
 * @throws RangeError if there are no draws, or a variable that the event reads has NaN draws (a comparison would call the
 *   event false there); TypeError if `event` does not answer with a boolean.
 */
export function probability<V>(trace: Trace<V>, event: (draw: Point<V>) => boolean): Probability {
  const { chains: count, draws, independent } = trace.$;
  const read = new Set<string>();
  const pointAt = pointsOf(trace, (name) => read.add(name));
  const happens = (index: number): 0 | 1 => {
    const answer: unknown = event(pointAt(index));
    if (typeof answer === "boolean") return answer ? 1 : 0;
    throw new TypeError(`The event answered ${String(answer)} for draw ${index}: return true or false.`);
  };
  const indicator = Float64Array.from({ length: count * draws }, (_, index) => happens(index));
  for (const name of read) refuseNaN(name, findVariable(trace, name).draws.values);
  const share = mean(indicator);
  if (share === 0 || share === 1) return { mean: share, mcse: Number.NaN };
  if (independent) return { mean: share, mcse: standardDeviation(indicator) / Math.sqrt(indicator.length) };
  const chains = Array.from({ length: count }, (_, chain) => indicator.subarray(chain * draws, (chain + 1) * draws));
  return { mean: share, mcse: mcseMean(chains) };
}

function refuseNaN(name: string, values: Float64Array): void {
  const missing = values.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0);
  if (missing === 0) return;
  throw new RangeError(
    `${missing} of ${values.length} values of \`${name}\` are NaN, and whether the event happens there is unknown: find out why, or leave them out`,
  );
}
