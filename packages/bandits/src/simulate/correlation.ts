/** Accumulate the correlation of pairs from their sums, so that runs can be pooled. */

/** Count and sums over pairs (x, y): n, Σx, Σy, Σx², Σy², Σxy. */
export type PairSums = Float64Array;

export const pairSums = (): PairSums => new Float64Array(6);

/** Takes in one pair. */
export function addPair(sums: PairSums, x: number, y: number): void {
  const terms = [1, x, y, x * x, y * y, x * y];
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + (terms[i] as number);
}

/** Pearson's correlation; NaN where x or y does not vary beyond rounding. */
export function correlation([n, x, y, xx, yy, xy]: ArrayLike<number> & Iterable<number>): number {
  const [count, sx, sy] = [n as number, x as number, y as number];
  const varianceX = (xx as number) - (sx * sx) / count;
  const varianceY = (yy as number) - (sy * sy) / count;
  const rounding = 1e-13;
  if (!(varianceX > rounding * (xx as number) && varianceY > rounding * (yy as number))) return Number.NaN;
  return ((xy as number) - (sx * sy) / count) / Math.sqrt(varianceX * varianceY);
}
