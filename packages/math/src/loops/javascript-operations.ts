/** Hand generated JavaScript the operations of the loop IR that it has no operator for. */
import {
  centredExponent,
  centredMantissa,
  copysign,
  max,
  min,
  nearest,
  powerOfTwo,
  truncateLow,
} from "../special/elementary/operations.js";

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
  ...{ min, max, nearest, copysign },
  ...{ powerOfTwo, centredExponent, centredMantissa, truncateLow },
};
