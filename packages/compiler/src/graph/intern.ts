/** Give equal arrays one identity, so that nodes are compared by short keys and positions by reference. */
import { mix } from "./mix.js";

/** Finds, for an array, the first array with the same contents that was shown to it. */
export interface Interner<T> {
  /** The representative of all arrays with these contents. */
  array(values: T): T;
  /** A number shared by exactly the arrays with these contents. */
  number(values: T): number;
}

/** Bitwise equality, so that NaN equals NaN and 0 differs from -0. */
function sameWords(a: Uint32Array, b: Uint32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** A hash of an array's words, in a plain loop: arrays of a million rows pass here. */
function hashOf(words: Uint32Array): number {
  let hash = words.length;
  for (let i = 0; i < words.length; i++) hash = mix(hash, words[i] as number);
  return hash;
}

/** An interner for one kind of array. */
export function interner<T extends Float64Array | Int32Array>(): Interner<T> {
  const byIdentity = new WeakMap<T, number>();
  const byHash = new Map<number, number[]>();
  const arrays: { readonly values: T; readonly words: Uint32Array }[] = [];

  const number = (values: T): number => {
    const seen = byIdentity.get(values);
    if (seen !== undefined) return seen;
    const words = new Uint32Array(values.buffer, values.byteOffset, values.byteLength / 4);
    const hash = hashOf(words);
    const candidates = byHash.get(hash) ?? [];
    let found = candidates.find((index) => sameWords((arrays[index] as { words: Uint32Array }).words, words));
    if (found === undefined) {
      found = arrays.push({ values, words }) - 1;
      byHash.set(hash, [...candidates, found]);
    }
    byIdentity.set(values, found);
    return found;
  };
  return { number, array: (values) => (arrays[number(values)] as { values: T }).values };
}
