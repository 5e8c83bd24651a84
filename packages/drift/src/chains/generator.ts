/** State the birth-death chain that moves the weights of a mixture while a rate drifts: the Moran model with mutation. */

/** A tridiagonal generator: `up[k]` is the rate k → k + 1, `down[k]` that of k → k − 1. */
export interface BirthDeath {
  readonly up: Float64Array;
  readonly down: Float64Array;
}

/** Rates in units of rate/s: up (level − k)(alpha + k), down k (beta + level − k) (Etheridge and Griffiths 2009). */
export function moranChain(alpha: number, beta: number, level: number): BirthDeath {
  const up = new Float64Array(level + 1);
  const down = new Float64Array(level + 1);
  for (let k = 0; k <= level; k++) {
    up[k] = (level - k) * (alpha + k);
    down[k] = k * (beta + level - k);
  }
  return { up, down };
}

/** The largest rate at which the chain leaves a state. */
export function fastest({ up, down }: BirthDeath): number {
  let most = 0;
  for (let k = 0; k < up.length; k++) most = Math.max(most, (up[k] as number) + (down[k] as number));
  return most;
}
