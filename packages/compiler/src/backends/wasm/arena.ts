/** Own a memory that kernels and samplers share: data laid in once, slots handed out one after the other, never moved. */

import { loops } from "@credence/math";

/** A WebAssembly memory of fixed size with views that stay valid. */
export interface Arena {
  readonly memory: loops.WasmMemory;
  readonly doubles: Float64Array;
  readonly words: Int32Array;
  /** How many doubles are left. */
  room(): number;
  /** Offset of so many zeroed doubles, an even number; there must be room. */
  take(length: number): number;
  /** Offset of an array's copy, counted in its own elements; the same array is copied once. */
  place(values: Float64Array | Int32Array): number;
}

/** Doubles that an array takes: whole pairs, and one pair more, which loops may read past its end. */
export const doublesOf = (values: Float64Array | Int32Array): number =>
  2 * Math.ceil((values.length * values.BYTES_PER_ELEMENT) / 16) + 2;

/** An arena of at least so many doubles; pages that nobody touches take no memory. @throws RangeError if there is no such memory. */
export function createArena(length: number): Arena {
  const memory = loops.createMemory(length + 2);
  if (memory === undefined) throw new Error("this host has no WebAssembly, or no memory left for it");
  const doubles = new Float64Array(memory.buffer);
  const words = new Int32Array(memory.buffer);
  const placed = new Map<Float64Array | Int32Array, number>();
  let end = 0;
  const take = (count: number): number => {
    const offset = end;
    end += count + (count % 2);
    if (end > doubles.length) throw new RangeError("internal: an arena has no room left");
    return offset;
  };
  return {
    memory,
    doubles,
    words,
    room: () => doubles.length - end,
    take,
    place: (values) => {
      const known = placed.get(values);
      if (known !== undefined) return known;
      const start = take(doublesOf(values));
      const offset = values instanceof Float64Array ? start : 2 * start;
      if (values instanceof Float64Array) doubles.set(values, offset);
      else words.set(values, offset);
      placed.set(values, offset);
      return offset;
    },
  };
}
