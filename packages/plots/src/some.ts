/** Choose a few of many, evenly. */

/** At most `limit` of the items, in order, evenly spaced. */
export function some<T>(items: readonly T[], limit: number): T[] {
  const step = Math.max(1, items.length / limit);
  return Array.from(
    { length: Math.min(items.length, Math.max(1, Math.floor(limit))) },
    (_, i) => items[Math.floor(i * step)] as T,
  );
}
