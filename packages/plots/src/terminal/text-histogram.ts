/** Draw a distribution in one line of a terminal. */
import { histogram } from "@credence/math";
import { checkNumbers } from "../check.js";
import { widen } from "../scale.js";

const BLOCKS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;

/**
 * One block a number, from ▁ for 0 to █ for the largest; numbers below 0 draw as 0.
 *
 * @throws RangeError for no numbers or one that is not finite.
 */
export function sparkline(heights: ArrayLike<number>): string {
  checkNumbers("sparkline", "heights", heights);
  const values = Array.from(heights, (height) => Math.max(0, height));
  const most = values.reduce((a, b) => Math.max(a, b));
  const top = BLOCKS.length - 1;
  return values.map((value) => BLOCKS[most === 0 ? 0 : Math.ceil((value / most) * top)]).join("");
}

/**
 * How often `values` fall in each of `width` even bins between the least and the largest, as a sparkline; an empty bin
 * is a space. Values that are all equal stand in the middle.
 *
 * @throws RangeError for no values, one that is not finite, or a width that is no whole number of 1 or more.
 */
export function textHistogram(values: ArrayLike<number>, width = 24): string {
  checkNumbers("textHistogram", "values", values);
  if (!(Number.isInteger(width) && width >= 1))
    throw new RangeError(`textHistogram: width is ${width}; give a whole number of 1 or more`);
  let [least, most] = [values[0] as number, values[0] as number];
  for (let i = 1; i < values.length; i++) {
    least = Math.min(least, values[i] as number);
    most = Math.max(most, values[i] as number);
  }
  const [lower, upper] = widen([least, most]);
  const { counts } = histogram(values, { bins: width, lower, upper });
  return [...sparkline(counts)].map((block, i) => (counts[i] === 0 ? " " : block)).join("");
}
