/** Give generated JavaScript the operations of the loop IR that it has no operator for. */
import { centredExponent, POWER_ZERO, POWERS_OF_TWO, powerOfTwo, truncateLow } from "../special/elementary/binary.js";

const ROUNDER = 4503599627370496;

/** |x| with the sign of y. */
function copysign(x: number, y: number): number {
  const size = Math.abs(x);
  return y < 0 || Object.is(y, -0) ? -size : size;
}

/** To the nearest integer, halves to the even one. */
function nearest(x: number): number {
  const size = Math.abs(x);
  return size < ROUNDER ? copysign(size + ROUNDER - ROUNDER, x) : x;
}

/** What generated JavaScript is given beside its memory. */
export interface JavascriptOperations {
  readonly min: (a: number, b: number) => number;
  readonly max: (a: number, b: number) => number;
  readonly nearest: (x: number) => number;
  readonly copysign: (x: number, y: number) => number;
  readonly powerOfTwo: (k: number) => number;
  readonly centredExponent: (x: number) => number;
  readonly centredMantissa: (x: number) => number;
  readonly truncateLow: (x: number) => number;
}

/** The operations, with the bits of WebAssembly's. */
export const javascriptOperations: JavascriptOperations = {
  // biome-ignore lint/complexity/useMathMinMax: the second argument where they are equal or either is NaN
  min: (a, b) => (a < b ? a : b),
  // biome-ignore lint/complexity/useMathMinMax: see above
  max: (a, b) => (a > b ? a : b),
  nearest,
  copysign,
  powerOfTwo,
  centredExponent,
  centredMantissa: (x) => x * (POWERS_OF_TWO[POWER_ZERO - centredExponent(x)] as number),
  truncateLow,
};
