/** Read and scale the binary exponent of a double, so that the elementary functions can split their arguments exactly. */

const LOWEST = -1074;
const HIGHEST = 1023;
const scratch = new Float64Array(1);
const words = new Int32Array(scratch.buffer);
const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Index of the word of a double that holds its sign, exponent and upper 20 mantissa bits. */
const HIGH = littleEndian ? 1 : 0;

/** Zero of the exponent in {@link POWERS_OF_TWO}: `POWERS_OF_TWO[k + POWER_ZERO]` is 2^k. */
export const POWER_ZERO = 1074;

/** Exact powers 2^-1074 … 2^1023: a load is cheaper than writing exponent bits through a typed array. */
export const POWERS_OF_TWO: Float64Array = powersOfTwo();

function powersOfTwo(): Float64Array {
  const table = new Float64Array(HIGHEST - LOWEST + 1);
  table[POWER_ZERO] = 1;
  for (let k = 1; k <= HIGHEST; k++) table[POWER_ZERO + k] = (table[POWER_ZERO + k - 1] as number) * 2;
  for (let k = -1; k >= LOWEST; k--) table[POWER_ZERO + k] = (table[POWER_ZERO + k + 1] as number) / 2;
  return table;
}

/** 2^k for an integer k in -1074 … 1023. */
export function powerOfTwo(k: number): number {
  return POWERS_OF_TWO[(k + POWER_ZERO) | 0] as number;
}

/** Upper 32 bits of x: sign, 11 exponent bits, 20 mantissa bits. */
export function highWord(x: number): number {
  scratch[0] = x;
  return words[HIGH] as number;
}

/** Added to the upper word, makes the mantissa's interval [√½, √2) rather than [1, 2). */
const CENTRE = 0x95f62;

/** Exponent e of x = m·2^e with m in [√½, √2), for a positive normal x. */
export function centredExponent(x: number): number {
  return ((highWord(x) + CENTRE) >> 20) - 1023;
}

/** x with the lower 32 bits of its mantissa cleared. */
export function truncateLow(x: number): number {
  scratch[0] = x;
  words[1 - HIGH] = 0;
  return scratch[0];
}

/** y·2^k, rounded once, for y of ordinary size (2^-53 … 2) and k in -1100 … 1024. */
export function scaleByPowerOfTwo(y: number, k: number): number {
  if (k > 1000) return y * powerOfTwo(k - 1) * 2;
  if (k < -1000) return y * powerOfTwo(k + 54) * 5.551115123125783e-17;
  return y * powerOfTwo(k);
}
