/** Answer what a list of positions does to an array: keep it, repeat it, or leave elements out. */

interface Facts {
  /** Whether positions[i] is i throughout. */
  readonly ordered: boolean;
  /** How many different positions occur. */
  readonly distinct: number;
}

const known = new WeakMap<Int32Array, Facts>();

function facts(positions: Int32Array): Facts {
  let found = known.get(positions);
  if (found === undefined) {
    const largest = positions.reduce((max, position) => Math.max(max, position), -1);
    const seen = new Uint8Array(largest + 1);
    for (const position of positions) seen[position] = 1;
    found = {
      ordered: positions.every((position, i) => position === i),
      distinct: seen.reduce((total, one) => total + one, 0),
    };
    known.set(positions, found);
  }
  return found;
}

/** Positions that read an array of `size` elements as it is. */
export const identity = (size: number): Int32Array => Int32Array.from({ length: size }, (_, i) => i);

/** Whether the positions read an array of `size` elements as it is. */
export const isIdentity = (positions: Int32Array, size: number): boolean =>
  positions.length === size && facts(positions).ordered;

/** Whether the positions reach every one of `size` elements. */
export const isOnto = (positions: Int32Array, size: number): boolean => facts(positions).distinct === size;

/** Reads `outer` after `inner`: x[inner][outer] is x[compose(inner, outer)]. */
export const compose = (inner: Int32Array, outer: Int32Array): Int32Array =>
  outer.map((position) => inner[position] as number);

/** How often each of `size` positions occurs. */
export function counts(positions: Int32Array, size: number): Float64Array {
  const result = new Float64Array(size);
  for (const position of positions) result[position] = (result[position] as number) + 1;
  return result;
}
