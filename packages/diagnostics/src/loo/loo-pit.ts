/** Find the place of each observation among predictions that are weighted as if they were made without it. */
import { type AnyTrace, findVariable, scalarsOf } from "@credence/draws";
import { exp, rng } from "@credence/math";
import { orderStatisticsTest } from "../calibration/order-statistics.js";
import { pool } from "../sequences.js";
import type { Replicates } from "../stored-groups.js";
import { type Readable, withText } from "../with-text.js";
import { psis } from "./psis.js";
import { relativeEfficiency } from "./relative-efficiency.js";

/** The place of every observation among its leave-one-out predictions. */
export interface LooPit extends Readable {
  /** Names of the observations, such as `sold[3]`. */
  readonly observations: readonly string[];
  /** Between 0 and 1, in the order of `observations`. */
  readonly values: Float64Array;
  /** p-value of uniformity: a false alarm in 20 when it is read at 0.05. */
  readonly pValue: number;
}

/**
 * The places of what was observed, from data predicted and log likelihoods at the same draws.
 *
 * @param independent whether draws are independent of each other
 * @param seed by which discrete data are spread over their steps
 * @throws TypeError for observations that are vectors
 */
export function looPitOfTrace(
  { observed, replicated }: Pick<Replicates, "observed" | "replicated">,
  likelihood: AnyTrace,
  { independent, seed }: { independent: boolean; seed: number },
): LooPit {
  const places = observed.flatMap(({ name, values: data }) => {
    const predicted = findVariable(replicated, name).draws.scalars();
    const densities = scalarsOf(likelihood).filter((cell) => cell.variable === name);
    if (densities.length !== data.length)
      throw new TypeError(`looPit: \`${name}\` is observed as whole vectors, which have no order: leave them out`);
    return densities.map((cell, i) => {
      const weights = looWeights(cell.chains, independent);
      const draws = pool((predicted[i] as (typeof predicted)[number]).chains).values;
      const u = rng(seed, "looPit", cell.name).uniform();
      return { name: cell.name, value: placeOf(data[i] as number, draws, weights, u) };
    });
  });
  const values = Float64Array.from(places, ({ value }) => value);
  const pit = { observations: places.map(({ name }) => name), values, pValue: orderStatisticsTest(values) };
  return withText(pit, () => textOf(pit));
}

function looWeights(chains: readonly Float64Array[], independent: boolean): Float64Array {
  const ratios = pool(chains).values.map((value) => -value);
  return psis(ratios, { relativeEfficiency: independent ? 1 : relativeEfficiency(chains) }).logWeights.map(exp);
}

/** The weight of draws below the value, and a share of that of its equals. */
function placeOf(value: number, draws: Float64Array, weights: Float64Array, share: number): number {
  let below = 0;
  let equal = 0;
  draws.forEach((draw, i) => {
    if (draw < value) below += weights[i] as number;
    else if (draw === value) equal += weights[i] as number;
  });
  return Math.min(1, below + share * equal);
}

function textOf({ values, pValue }: Omit<LooPit, keyof Readable>): string {
  const middle = values.filter((value) => value > 0.25 && value < 0.75).length / values.length;
  const verdict =
    pValue >= 0.05
      ? "no sign of a wrong spread"
      : middle > 0.5
        ? "predictions look too wide or shifted"
        : "predictions look too narrow or shifted";
  return `${values.length} observations, ${(100 * middle).toFixed(0)}% in the middle half of their predictions, p ${pValue.toPrecision(2)}: ${verdict}`;
}
