/** Smooth the largest importance weights, so that an estimate does not hang on a few draws and says when it does. */
import { exp, log, logSoftmax } from "@credence/math";
import { ascendingOrder } from "../ascending-order.js";
import { fitGeneralizedPareto, generalizedParetoQuantile } from "./generalized-pareto.js";

/** Importance weights, smoothed. */
export interface SmoothedWeights {
  /** Logs of the weights, in the order of the draws; the weights sum to 1. */
  readonly logWeights: Float64Array;
  /**
   * Shape of the tail: below min(1 − 1/log₁₀ S, 0.7) the weights are reliable. Infinity when the tail has fewer than
   * five draws, is constant, or too heavy to fit; it is then left as it is.
   */
  readonly paretoK: number;
  /** Effective number of draws: relative efficiency / Σ w². */
  readonly ess: number;
  /** How many of the largest ratios make up the tail. */
  readonly tailLength: number;
}

/** What is known of the draws. */
export interface PsisOptions {
  /** Effective sample size of the quantity to be weighted, over the number of draws; 1 when left out (independent draws). */
  readonly relativeEfficiency?: number;
}

/**
 * Pareto smoothed importance sampling: the largest min(S/5, 3 √(S / relative efficiency)) ratios are replaced by the
 * expected order statistics of a generalised Pareto law fitted to them, none above the largest (Vehtari, Simpson,
 * Gelman, Yao and Gabry, arXiv:1507.02646; figures as R's loo 2.5.1).
 *
 * @param logRatios log of target over proposal density at each draw, up to a constant; −Infinity is a weight of zero
 * @throws RangeError for no ratios, a ratio that is NaN or +Infinity, no positive ratio, or an efficiency not above 0
 */
export function psis(logRatios: ArrayLike<number>, options: PsisOptions = {}): SmoothedWeights {
  const { relativeEfficiency = 1 } = options;
  checkEfficiency(relativeEfficiency);
  const ratios = Float64Array.from(logRatios);
  const largest = checkedMaximum(ratios);
  for (let i = 0; i < ratios.length; i++) ratios[i] = (ratios[i] as number) - largest;

  const tailLength = Math.ceil(Math.min(0.2 * ratios.length, 3 * Math.sqrt(ratios.length / relativeEfficiency)));
  const paretoK = tailLength < 5 ? Infinity : smoothTail(ratios, tailLength);
  const logWeights = logSoftmax(ratios);
  const concentration = logWeights.reduce((sum, weight) => sum + exp(2 * weight), 0);
  return { logWeights, paretoK, ess: relativeEfficiency / concentration, tailLength };
}

/** Smooth the largest log ratios in place (the largest is 0) and return the tail's shape. */
function smoothTail(ratios: Float64Array, tailLength: number): number {
  const order = ascendingOrder(ratios);
  const start = ratios.length - tailLength;
  const tail = Float64Array.from(order.subarray(start), (place) => ratios[place] as number);
  if ((tail[tailLength - 1] as number) - (tail[0] as number) < Number.EPSILON / 100) return Infinity;
  const cutoff = exp(ratios[order[start - 1] as number] as number);
  const fit = fitGeneralizedPareto(tail.map((ratio) => exp(ratio) - cutoff));
  if (!Number.isFinite(fit.shape)) return Infinity;
  for (let i = 0; i < tailLength; i++) {
    const smoothed = log(generalizedParetoQuantile(fit, (i + 0.5) / tailLength) + cutoff);
    ratios[order[start + i] as number] = Math.min(smoothed, 0);
  }
  return fit.shape;
}

function checkedMaximum(ratios: Float64Array): number {
  if (ratios.length === 0) throw new RangeError("psis needs at least one log ratio.");
  let largest = -Infinity;
  ratios.forEach((ratio, i) => {
    if (Number.isNaN(ratio) || ratio === Infinity) {
      throw new RangeError(`Log ratio ${i} is ${ratio}: every draw needs a number below Infinity.`);
    }
    largest = Math.max(largest, ratio);
  });
  if (largest === -Infinity) throw new RangeError("Every log ratio is -Infinity: no draw carries any weight.");
  return largest;
}

function checkEfficiency(relativeEfficiency: number): void {
  if (!(relativeEfficiency > 0 && relativeEfficiency < Infinity)) {
    throw new RangeError(`The relative efficiency is ${relativeEfficiency}: give a positive number, 1 if unknown.`);
  }
}
