/** Find the narrowest band of pointwise intervals that counts keep inside at all places at once. */
import { type CountProcess, insideOf, insideProbability, tailsOf } from "./count-process.js";

/** Where an empirical distribution function stays, all of it at once. */
export interface EcdfBand {
  /** Where it is looked at, of which 0 and 1 are the ends. */
  readonly at: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** The level of the pointwise intervals is found to this part of itself. */
const PRECISION = 1e-5;

/** The band of a process at its inner places; counts are discrete, so that it may hold a little more than `probability`. */
export function bandOf(process: CountProcess, inner: readonly number[], probability: number): EcdfBand {
  const tails = tailsOf(process);
  const keeps = (level: number): boolean => insideProbability(process, insideOf(tails, level)) >= probability;
  // At the lower level the sum of all tails is at most 1 − probability.
  let [low, high] = [(1 - probability) / (process.points + 1), 1];
  while (high > low * (1 + PRECISION)) {
    const middle = Math.sqrt(low * high);
    if (keeps(middle)) low = middle;
    else high = middle;
  }
  const inside = insideOf(tails, low);
  const shares = (counts: Int32Array): Float64Array =>
    Float64Array.from([0, ...Array.from(counts, (count) => count / process.size), 1]);
  return { at: Float64Array.from([0, ...inner, 1]), low: shares(inside.low), high: shares(inside.high) };
}
