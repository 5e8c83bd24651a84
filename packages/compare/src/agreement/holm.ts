/** Adjust p values for their number, so that the chance of any false alarm among them stays below the level. */

/**
 * Holm's adjusted p values, in the order of the input: the largest of min(1, (m − j) p₍ⱼ₎), j = 0 …, up to each rank (Holm
 * 1979, Scandinavian Journal of Statistics 6, 65–70). Valid whatever the dependence.
 */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((_, i) => i).sort((a, b) => (ps[a] as number) - (ps[b] as number));
  const adjusted = new Array<number>(ps.length);
  let largest = 0;
  order.forEach((i, rank) => {
    largest = Math.max(largest, Math.min(1, (ps.length - rank) * (ps[i] as number)));
    adjusted[i] = largest;
  });
  return adjusted;
}
