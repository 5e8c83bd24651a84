/** Compute the coefficients of an expansion until they no longer count. */

/** So many small coefficients in a row end a series. */
export const IN_A_ROW = 8;

/** Coefficients below this, in absolute value, are small. */
export const TINY = 1e-17;

/** 1 and the coefficients of φ[1], φ[2], … up to `terms`, until they stay small. */
export function untilTiny(terms: number, coefficient: (n: number) => number): Float64Array {
  const result: number[] = [1];
  let last = 0;
  for (let n = 1; n <= terms && n - last <= IN_A_ROW; n++) {
    const c = coefficient(n);
    result.push(c);
    if (!(Math.abs(c) < TINY)) last = n;
  }
  return Float64Array.from(result.slice(0, last + 1));
}
