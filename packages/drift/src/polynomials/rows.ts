/** Combine the rows of a table of polynomials, four at a time: the inner loops of every step of a filter. */

/** Polynomials at nodes: that of degree n at node i is at `n * stride + i`. */
export interface Table {
  readonly x: Float64Array;
  readonly table: Float64Array;
  readonly stride: number;
}

/** Σ c[n] φ[n] over the first `degrees` at each node, or at `size` nodes from `from` on; added to `sum` if that is given. */
export function sumOfRows(
  c: Float64Array,
  { x, table, stride }: Table,
  from = 0,
  size: number = x.length,
  degrees: number = c.length,
  sum: Float64Array = new Float64Array(size),
): Float64Array {
  let n = 0;
  for (; n + 4 <= degrees; n += 4) {
    const [c0, c1, c2, c3] = [c[n] as number, c[n + 1] as number, c[n + 2] as number, c[n + 3] as number];
    const first = n * stride + from;
    const second = first + stride;
    const third = second + stride;
    const fourth = third + stride;
    for (let i = 0; i < size; i++)
      sum[i] =
        (sum[i] as number) +
        (c0 * (table[first + i] as number) +
          c1 * (table[second + i] as number) +
          c2 * (table[third + i] as number) +
          c3 * (table[fourth + i] as number));
  }
  for (; n < degrees; n++) {
    const factor = c[n] as number;
    const row = n * stride + from;
    for (let i = 0; i < size; i++) sum[i] = (sum[i] as number) + factor * (table[row + i] as number);
  }
  return sum;
}

/** Σ |c[n] φ[n]| at each node. */
export function sumOfAbsoluteRows(c: Float64Array, { x, table, stride }: Table): Float64Array {
  const sum = new Float64Array(x.length);
  for (let n = 0; n < c.length; n++) {
    const factor = c[n] as number;
    const row = n * stride;
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + Math.abs(factor * (table[row + i] as number));
  }
  return sum;
}

/**
 * Writes Σ p[i] φ[n](x[from + i]) for n = first, …, first + 3, or less where the result ends, into `result` at n.
 */
export function innerProducts(
  p: Float64Array,
  { table, stride }: Table,
  first: number,
  result: Float64Array,
  from = 0,
): void {
  const size = p.length;
  if (first + 4 > result.length) {
    for (let n = first; n < result.length; n++) {
      const row = n * stride + from;
      let sum = 0;
      for (let i = 0; i < size; i++) sum += (p[i] as number) * (table[row + i] as number);
      result[n] = sum;
    }
    return;
  }
  const row0 = first * stride + from;
  const row1 = row0 + stride;
  const row2 = row1 + stride;
  const row3 = row2 + stride;
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let i = 0; i < size; i++) {
    const w = p[i] as number;
    s0 += w * (table[row0 + i] as number);
    s1 += w * (table[row1 + i] as number);
    s2 += w * (table[row2 + i] as number);
    s3 += w * (table[row3 + i] as number);
  }
  result[first] = s0;
  result[first + 1] = s1;
  result[first + 2] = s2;
  result[first + 3] = s3;
}

/** Σ |p[i] φ[n](x[i])|. */
export function absoluteProduct(p: Float64Array, { table, stride }: Table, n: number): number {
  const row = n * stride;
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += Math.abs((p[i] as number) * (table[row + i] as number));
  return sum;
}
