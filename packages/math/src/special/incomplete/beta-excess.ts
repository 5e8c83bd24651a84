/** Compute how far x lies from the mean of beta(a, b), whose products cancel, as if in double the precision. */

/** 2^27 + 1, splits a double into halves of 26 bits. */
const SPLITTER = 134217729;
/** Above this the split overflows. */
const SPLITTABLE = 1e290;

/** Rounding error of the product a·b (Dekker, 1971). */
function productError(a: number, b: number, product: number): number {
  const ta = SPLITTER * a;
  const aHigh = ta - (ta - a);
  const aLow = a - aHigh;
  const tb = SPLITTER * b;
  const bHigh = tb - (tb - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** a - (a + b) p, rounded nearly once. */
function distance(a: number, b: number, p: number): number {
  const ap = a * p;
  const bp = b * p;
  const rest = a - ap;
  const restError = a - rest - ap;
  return rest - bp + (restError - productError(a, p, ap) - productError(b, p, bp));
}

/** ay - bx with y = 1 - x, positive below the mean; from the smaller of x and y, of which the other is the rounding. */
export function meanExcess(a: number, b: number, x: number, y: number): number {
  if (a + b > SPLITTABLE) return a * y - b * x;
  return x <= y ? distance(a, b, x) : -distance(b, a, y);
}
