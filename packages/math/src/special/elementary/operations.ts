/** Give JavaScript the operations of the loop IR that it has no operator for, with the bits of WebAssembly's. */
import { centredExponent, POWER_ZERO, POWERS_OF_TWO } from "./binary.js";

export { centredExponent, powerOfTwo, truncateLow } from "./binary.js";

const ROUNDER = 4503599627370496;

/** a < b ? a : b: the second where they are equal or either is NaN. */
export function min(a: number, b: number): number {
  // biome-ignore lint/complexity/useMathMinMax: see above
  return a < b ? a : b;
}

/** a > b ? a : b: the second where they are equal or either is NaN. */
export function max(a: number, b: number): number {
  // biome-ignore lint/complexity/useMathMinMax: see above
  return a > b ? a : b;
}

/** |x| with the sign of y. */
export function copysign(x: number, y: number): number {
  const size = Math.abs(x);
  return y < 0 || Object.is(y, -0) ? -size : size;
}

/** To the nearest integer, halves to the even one. */
export function nearest(x: number): number {
  const size = Math.abs(x);
  return size < ROUNDER ? copysign(size + ROUNDER - ROUNDER, x) : x;
}

/** m of x = m·2^e with m in [√½, √2), for a positive normal x. */
export function centredMantissa(x: number): number {
  return x * (POWERS_OF_TWO[POWER_ZERO - centredExponent(x)] as number);
}
