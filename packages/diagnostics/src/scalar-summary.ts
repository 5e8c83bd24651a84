/** Compute every figure of a summary for one scalar, sorting and ranking its draws once. */
import { hdiOfSorted } from "@credence/draws";
import { mean, quantileSorted, variance } from "@credence/math";
import { effectiveSize } from "./effective-size.js";
import { tailSize } from "./ess.js";
import { hasNaN, type Prepared, prepare } from "./prepared.js";
import { rankScores } from "./rank-scores.js";
import { rankRatio } from "./rhat.js";
import { type Chains, isDegenerateSorted } from "./sequences.js";

/** How well a scalar was explored; NaN where undefined. */
export interface Convergence {
  readonly essBulk: number;
  readonly essTail: number;
  readonly rhat: number;
}

/** What a summary says of a scalar; NaN where undefined. */
export interface ScalarSummary extends Convergence {
  readonly mean: number;
  readonly sd: number;
  readonly hdiLow: number;
  readonly hdiHigh: number;
  readonly mcseMean: number;
  readonly q05: number;
  readonly q50: number;
  readonly q95: number;
}

/**
 * @param chains draws of one scalar as `[chain][iteration]`
 * @param mass share of the draws that the highest density interval holds
 * @param independent whether the draws are known to be independent; then their number is their effective size, the
 *   standard error is sd / √S, and there are no chains to compare by R-hat
 */
export function summarizeScalar(chains: Chains, mass: number, independent: boolean): ScalarSummary {
  const prepared = prepare(chains);
  const { pooled, sorted, split } = prepared;
  const size = sorted.length;
  const sd = size < 2 ? NaN : Math.sqrt(variance(pooled.values));
  const { low: hdiLow, high: hdiHigh } = hdiOfSorted(sorted, mass);
  const quantile = (p: number): number => (hasNaN(prepared) ? NaN : quantileSorted(sorted, p));
  return {
    mean: mean(pooled.values),
    sd,
    hdiLow,
    hdiHigh,
    mcseMean: sd / Math.sqrt(independent ? size : effectiveSize(split)),
    q05: quantile(0.05),
    q50: quantile(0.5),
    q95: quantile(0.95),
    ...(independent ? independence(sorted) : convergence(prepared)),
  };
}

/** Judge how well the chains explored the scalar. */
export function convergence(prepared: Prepared): Convergence {
  const scores = rankScores(prepared);
  return { essBulk: effectiveSize(scores.bulk), essTail: tailSize(prepared), rhat: rankRatio(scores) };
}

function independence(draws: Float64Array): Convergence {
  const size = isDegenerateSorted(draws) ? NaN : draws.length;
  return { essBulk: size, essTail: size, rhat: NaN };
}
