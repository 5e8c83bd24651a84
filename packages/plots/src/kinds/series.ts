/** Name series in the legend, as long as there are few enough to tell apart. */
import type { Series } from "./choose.js";

/** Beyond this, colours have come round and names tell nothing. */
const MOST_NAMED = 8;

/** For each series the label of its mark, if it has one. */
export function legendOf(series: readonly Series[], by: "chain" | "trace"): { label?: string }[] {
  if (series.length <= MOST_NAMED) return series.map(({ name }) => ({ label: name }));
  return series.map((_, i) => (i === 0 ? { label: `one of ${series.length} ${by}s` } : {}));
}
