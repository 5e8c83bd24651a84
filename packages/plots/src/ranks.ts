/** Rank the draws of several series together, and count those of each below given ranks. */

/**
 * For each series how many of its draws have a rank of at most each place, places ascending in [0, total]. Draws that are
 * equal share their ranks evenly, as ties broken at random do on average, so that counts may be fractions.
 */
export function countsBelow(series: readonly ArrayLike<number>[], places: readonly number[]): number[][] {
  const owners = series.flatMap((draws, owner) => Array.from(draws, (value) => ({ value, owner })));
  owners.sort((a, b) => a.value - b.value);
  const below = new Float64Array(series.length);
  const counts = series.map((): number[] => []);
  let place = 0;
  for (let start = 0; start < owners.length; ) {
    let end = start;
    const tied = new Float64Array(series.length);
    const { value } = owners[start] as { value: number };
    while (end < owners.length && owners[end]?.value === value) {
      const { owner } = owners[end++] as { owner: number };
      tied[owner] = (tied[owner] as number) + 1;
    }
    for (; place < places.length && (places[place] as number) <= end; place++) {
      const share = ((places[place] as number) - start) / (end - start);
      counts.forEach((own, s) => {
        own.push((below[s] as number) + share * (tied[s] as number));
      });
    }
    tied.forEach((count, s) => {
      below[s] = (below[s] as number) + count;
    });
    start = end;
  }
  return counts;
}
