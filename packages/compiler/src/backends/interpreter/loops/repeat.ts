/** Loop over lookups that repeat each element as often in a row: the values of lanes over the cells of each. */
import type { Loop } from "../types.js";

/** Whether n positions read each of `size` elements n / size times, one element after the other. */
export function repeatsEach(positions: Int32Array, size: number): boolean {
  const times = positions.length / size;
  if (size < 2 || !(times > 1) || !Number.isInteger(times)) return false;
  for (let k = 0, i = 0; k < size; k++) for (const end = i + times; i < end; i++) if (positions[i] !== k) return false;
  return true;
}

export const repeat: Loop = (memory, { out, a, n, m }) => {
  const times = n / m;
  for (let k = 0, to = out; k < m; k++) {
    const value = memory[a + k] as number;
    for (const end = to + times; to < end; to++) memory[to] = value;
  }
};
