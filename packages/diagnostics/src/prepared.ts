/** Pool, sort and split the draws of one scalar once, for all the figures that are asked of them. */
import { type Chains, pool, type Sequences, splitHalves } from "./sequences.js";

/** One scalar's draws as the figures need them. */
export interface Prepared {
  readonly pooled: Sequences;
  /** The pooled draws, ascending; NaN last. */
  readonly sorted: Float64Array;
  /** The halves of the chains. */
  readonly split: Sequences;
}

export function prepare(draws: Chains): Prepared {
  const pooled = pool(draws);
  return { pooled, sorted: pooled.values.slice().sort(), split: splitHalves(pooled) };
}
