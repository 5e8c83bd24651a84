/** Read beliefs off draws of the arms' mean rewards, so that any model's posterior can steer a policy. */
import { mean, quantileSorted, variance } from "@credence/math";
import type { Beliefs } from "./types.js";

/**
 * Beliefs held as draws: `draws[arm]` are posterior draws of one arm's mean reward, and equal positions belong to the same
 * joint draw, so that dependence between arms counts.
 *
 * @throws RangeError for no arms, no draws, or arms with unequal numbers of draws
 */
export function drawnBeliefs(draws: readonly ArrayLike<number>[]): Beliefs {
  const [first] = draws;
  const size = first?.length ?? 0;
  if (size === 0) throw new RangeError("drawnBeliefs: give at least one arm with at least one draw");
  const uneven = draws.findIndex(({ length }) => length !== size);
  if (uneven >= 0)
    throw new RangeError(
      `drawnBeliefs: arm ${uneven} has ${draws[uneven]?.length} draws and arm 0 has ${size}; give joint draws`,
    );
  const columns = draws.map((values) => Float64Array.from(values));
  const ordered = columns.map((values) => values.slice().sort());
  const at = (arm: number): Float64Array => columns[arm] as Float64Array;
  return {
    arms: columns.length,
    drawInto(rng, out) {
      const row = Math.floor(rng.uniform() * size);
      for (let arm = 0; arm < columns.length; arm++) out[arm] = at(arm)[row] as number;
    },
    mean: (arm) => mean(at(arm)),
    variance: (arm) => (size > 1 ? variance(at(arm)) : 0),
    quantile: (arm, p) => quantileSorted(ordered[arm] as Float64Array, p),
    probabilityBest: () => sharesOfBest(columns, size),
    trials: () => 0,
    total: () => 0,
  };
}

/** How often each arm is the largest of its joint draw; draws that tie share. */
function sharesOfBest(columns: readonly Float64Array[], size: number): Float64Array {
  const shares = new Float64Array(columns.length);
  for (let row = 0; row < size; row++) {
    const values = columns.map((column) => column[row] as number);
    const largest = Math.max(...values);
    const winners = values.flatMap((value, arm) => (value === largest ? [arm] : []));
    for (const arm of winners) shares[arm] = (shares[arm] as number) + 1 / winners.length / size;
  }
  return shares;
}
