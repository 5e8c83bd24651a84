/** Stir 32-bit words into a running 32-bit hash: the step that interning and graph hashes share. */

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/** One round of MurmurHash3 (x86, 32 bits; Appleby 2011). */
export function mix(hash: number, word: number): number {
  const stirred = Math.imul(rotate(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
  return (Math.imul(rotate(hash ^ stirred, 13), 5) + 0xe6546b64) | 0;
}

/** The closing avalanche of MurmurHash3: every bit of the result depends on every bit of the hash. */
export function finish(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
