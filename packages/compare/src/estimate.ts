/** Estimate a functional from draws: its value, its Monte Carlo standard error, and how well that error is known. */
import { essBasic, essMean, essQuantile, mcseMean, mcseQuantile, mcseSd } from "@credence/diagnostics";
import { mean, quantileSorted, standardDeviation } from "@credence/math";
import type { Functional } from "./functional.js";

/** A figure with its error; every number is NaN where it is undefined. */
export interface Estimate {
  readonly value: number;
  /** Monte Carlo standard error; 0 in closed form, and of draws that are all equal. */
  readonly mcse: number;
  /** Degrees of freedom of the error: it is known to about one part in √(2 · degrees). */
  readonly degrees: number;
  readonly from: "draws" | "equal draws" | "closed form";
}

/** What stands for an undefined figure. */
export const UNDEFINED: Estimate = { value: NaN, mcse: NaN, degrees: NaN, from: "draws" };

/**
 * Effective draws that make one degree of freedom of an estimated effective size. Found by simulation: over repeated runs
 * the Monte Carlo error of a mean has a relative variance of 1 / (2 degrees) with degrees of about ESS / 7, both for
 * chains with autocorrelation 0.9 (ESS 210 and 840) and, with degrees of ESS / 5, for independent draws.
 */
export const SIZE_PER_DEGREE = 8;

/** The draws of one scalar, pooled and sorted once for all functionals. */
export interface Pooled {
  readonly chains: readonly Float64Array[];
  readonly sorted: Float64Array;
}

export function poolChains(chains: readonly Float64Array[]): Pooled {
  const all = new Float64Array(chains.reduce((size, chain) => size + chain.length, 0));
  let at = 0;
  for (const chain of chains) {
    all.set(chain, at);
    at += chain.length;
  }
  return { chains, sorted: all.sort() };
}

export function estimate(pooled: Pooled, functional: Functional): Estimate {
  const { chains, sorted } = pooled;
  const [least, most] = [sorted[0] ?? NaN, sorted.at(-1) ?? NaN];
  // Sorting puts −Infinity first, Infinity and NaN last.
  if (!Number.isFinite(least) || !Number.isFinite(most)) return UNDEFINED;
  if (least === most) return { value: functional === "sd" ? 0 : least, mcse: 0, degrees: NaN, from: "equal draws" };
  if (functional === "mean") return moment(mean(sorted), mcseMean(chains), chains);
  if (functional === "sd") return moment(standardDeviation(sorted), mcseSd(chains), chains);
  return quantileEstimate(pooled, functional);
}

function moment(value: number, mcse: number, chains: readonly Float64Array[]): Estimate {
  return { value, mcse, degrees: essMean(chains) / SIZE_PER_DEGREE, from: "draws" };
}

function quantileEstimate({ chains, sorted }: Pooled, probability: number): Estimate {
  const value = quantileSorted(sorted, probability);
  const size = essQuantile(chains, probability);
  if (Number.isNaN(size)) return { ...UNDEFINED, value };
  const reach = Math.sqrt((probability * (1 - probability)) / size);
  const spacing = spacingDegrees({ chains, sorted }, probability, reach);
  const degrees = 1 / (1 / spacing + SIZE_PER_DEGREE / size);
  return { value, mcse: mcseQuantile(chains, probability), degrees, from: "draws" };
}

/**
 * Degrees of freedom of the distance between the quantiles at probability ± reach, which is what the error of a quantile
 * is read from. A share w of the draws lies between; it is worth S draws, and is known to a relative variance of
 * (1 − w) / (w S); half the inverse of that are the degrees. With independent draws √(S p (1 − p)): few in the tails.
 */
function spacingDegrees({ chains, sorted }: Pooled, probability: number, reach: number): number {
  const low = quantileSorted(sorted, Math.max(0, probability - reach));
  const high = quantileSorted(sorted, Math.min(1, probability + reach));
  const inside = chains.map((chain) => chain.map((draw) => (draw > low && draw <= high ? 1 : 0)));
  const share = mean(inside.map(mean));
  const size = essBasic(inside);
  return Number.isNaN(size) ? 1 : (share * size) / (2 * (1 - share));
}
