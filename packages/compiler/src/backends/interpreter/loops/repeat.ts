/** Loop over lookups that repeat each element as often in a row: the values of lanes over the cells of each. */
import type { Loop } from "../types.js";

/** How often in a row positions repeat each element, from the first to the last; 0 for others. */
const known = new WeakMap<Int32Array, number>();

/** Whether n positions read each of `size` elements n / size times, one element after the other. */
export function repeatsEach(positions: Int32Array, size: number): boolean {
  const { length } = positions;
  if (size < 2 || length <= size || length % size !== 0) return false;
  const times = known.get(positions) ?? timesEach(positions, length / size);
  known.set(positions, times);
  return times === length / size;
}

function timesEach(positions: Int32Array, times: number): number {
  for (let k = 0, i = 0; i < positions.length; k++)
    for (const end = i + times; i < end; i++) if (positions[i] !== k) return 0;
  return times;
}

export const repeat: Loop = (memory, { out, a, n, m }) => {
  const times = n / m;
  for (let k = 0, to = out; k < m; k++) {
    const value = memory[a + k] as number;
    for (const end = to + times; to < end; to++) memory[to] = value;
  }
};
