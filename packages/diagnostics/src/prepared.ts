/** Pool, split and sort the draws of one scalar once, for all the figures that are asked of them. */
import { ascendingOrder } from "./ascending-order.js";
import { type Chains, pool, type Sequences, splitHalves } from "./sequences.js";

/** One scalar's draws as the figures need them. */
export interface Prepared {
  readonly pooled: Sequences;
  /** The halves of the chains. */
  readonly split: Sequences;
  /** Places of the split draws, from the smallest to the largest. */
  readonly splitOrder: Uint32Array;
  /** The split draws, ascending; NaN first or last. */
  readonly splitSorted: Float64Array;
  /** The pooled draws, ascending. */
  readonly sorted: Float64Array;
}

export function prepare(draws: Chains): Prepared {
  const pooled = pool(draws);
  const split = splitHalves(pooled);
  const splitOrder = ascendingOrder(split.values);
  const splitSorted = gather(split.values, splitOrder);
  // Halves of odd chains lack the middle draws.
  const whole = split.values.length === pooled.values.length;
  const sorted = whole ? splitSorted : gather(pooled.values, ascendingOrder(pooled.values));
  return { pooled, split, splitOrder, splitSorted, sorted };
}

/** Whether a draw is NaN, told by the ends of the sorted draws. */
export function hasNaN({ sorted }: Prepared): boolean {
  return Number.isNaN(sorted[0]) || Number.isNaN(sorted[sorted.length - 1]);
}

function gather(values: Float64Array, places: Uint32Array): Float64Array {
  const gathered = new Float64Array(places.length);
  for (let i = 0; i < gathered.length; i++) gathered[i] = values[places[i] as number] as number;
  return gathered;
}
