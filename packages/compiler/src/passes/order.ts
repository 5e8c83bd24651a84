/** Put rows in the order of whole numbers that they have, equal ones as they come. */

export const largest = (positions: Int32Array): number => positions.reduce((most, at) => Math.max(most, at), -1);

export const isSorted = (positions: Int32Array): boolean =>
  positions.every((at, i) => i === 0 || at >= (positions[i - 1] as number));

/** The rows, as `rows` lists them, in ascending order of their positions. */
export function sorting(positions: Int32Array, rows?: Int32Array): Int32Array {
  const next = new Int32Array(largest(positions) + 2);
  for (const at of positions) next[at + 1] = (next[at + 1] as number) + 1;
  for (let at = 1; at < next.length; at++) next[at] = (next[at] as number) + (next[at - 1] as number);
  const order = new Int32Array(positions.length);
  for (let i = 0; i < order.length; i++) {
    const row = rows === undefined ? i : (rows[i] as number);
    const at = positions[row] as number;
    order[next[at] as number] = row;
    next[at] = (next[at] as number) + 1;
  }
  return order;
}
