/** Find the narrowest interval that holds a given share of the draws. */
import { hdi as narrowest } from "@credence/draws";

/**
 * Highest density interval of draws whose density has one peak; the rule is that of `hdi` of `@credence/draws`, in the
 * form in which other tools return it.
 *
 * @param values draws in any order, pooled over chains
 * @param mass share of the draws to hold, 0 < mass ≤ 1
 * @returns `[low, high]` in the draws' own unit; both NaN when a draw is NaN
 * @throws Error when there are no draws or the mass is outside (0, 1]
 */
export function hdi(values: ArrayLike<number>, mass: number): [low: number, high: number] {
  const { low, high } = narrowest(values, mass);
  return [low, high];
}
