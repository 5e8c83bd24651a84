/** Draw 32-bit words by Chris Doty-Humphrey's "small fast counting" generator: integer arithmetic, the same in JavaScript and WebAssembly. */

/** The four words of a state: three mixed ones and the counter, which bounds every cycle below by 2^32. */
export type Words = readonly [number, number, number, number];

/**
 * Advance `state` (four 32-bit words) and return the next signed 32-bit output.
 *
 * PractRand 0.95, `sfc32`, shifts 9, 3 and 21.
 */
export function sfc32(state: Int32Array): number {
  const b = state[1] as number;
  const c = state[2] as number;
  const counter = state[3] as number;
  const output = ((((state[0] as number) + b) | 0) + counter) | 0;
  state[0] = b ^ (b >>> 9);
  state[1] = (c + (c << 3)) | 0;
  state[2] = (((c << 21) | (c >>> 11)) + output) | 0;
  state[3] = (counter + 1) | 0;
  return output;
}
