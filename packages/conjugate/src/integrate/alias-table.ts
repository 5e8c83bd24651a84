/** Draw from a finite distribution in constant time, by Walker's alias method (Vose 1991). */
import type { Rng } from "@credence/math";

/** For each index the share in which it stands for itself, and which other it stands for else. */
export interface AliasTable {
  readonly keep: Float64Array;
  readonly alias: Int32Array;
}

/** The table of the given probabilities, which need not sum to 1. */
export function aliasTable(probabilities: Float64Array): AliasTable {
  const size = probabilities.length;
  const total = probabilities.reduce((sum, p) => sum + p, 0);
  const keep = probabilities.map((p) => (p * size) / total);
  const alias = Int32Array.from(keep, (_, i) => i);
  const poor: number[] = [];
  const rich: number[] = [];
  keep.forEach((share, i) => {
    (share < 1 ? poor : rich).push(i);
  });
  while (poor.length > 0 && rich.length > 0) {
    const below = poor.pop() as number;
    const above = rich.at(-1) as number;
    alias[below] = above;
    keep[above] = (keep[above] as number) - (1 - (keep[below] as number));
    if ((keep[above] as number) < 1) poor.push(rich.pop() as number);
  }
  for (const rest of [...poor, ...rich]) keep[rest] = 1; // what rounding left over
  return { keep, alias };
}

/** An index with its probability. */
export function drawIndex({ keep, alias }: AliasTable, rng: Rng): number {
  const at = rng.uniform() * keep.length;
  const index = Math.floor(at);
  return at - index < (keep[index] as number) ? index : (alias[index] as number);
}
