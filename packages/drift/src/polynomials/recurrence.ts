/** Evaluate the polynomials that are orthonormal under a beta distribution, by their three-term recurrence alone. */

/**
 * The coefficients of b[n + 1] φ[n + 1](x) = (x − a[n]) φ[n](x) − b[n] φ[n − 1](x) with φ[0] = 1, b[0] = 0: the Jacobi
 * matrix of beta(alpha, beta).
 */
export interface Recurrence {
  readonly a: Float64Array;
  readonly b: Float64Array;
}

/** Jacobi polynomials P_n^{(beta−1, alpha−1)}(2x − 1), normalised under beta(alpha, beta) (DLMF 18.9.2, 18.3.1). */
export function recurrence(alpha: number, beta: number, degree: number): Recurrence {
  const s = alpha + beta;
  const a = new Float64Array(degree + 1);
  const b = new Float64Array(degree + 2);
  a[0] = alpha / s;
  b[1] = Math.sqrt(((alpha / s) * (beta / s)) / (s + 1));
  for (let n = 1; n <= degree; n++) {
    const t = 2 * n + s;
    a[n] = 0.5 * (1 + ((alpha - beta) / t) * ((s - 2) / (t - 2)));
    const m = n + 1;
    const u = 2 * m + s;
    b[m] = Math.sqrt(
      ((m * (m + alpha - 1)) / (u - 2) / (u - 1)) * (((m + beta - 1) * (m + s - 2)) / (u - 2) / (u - 3)),
    );
  }
  return { a, b };
}

/** φ[0…degree] at all x: row n holds φ[n]. Values beyond the largest double become 0 with `NaN`s, which callers drop. */
export function polynomialTable({ a, b }: Recurrence, degree: number, x: Float64Array): Float64Array {
  const size = x.length;
  const table = new Float64Array((degree + 1) * size).fill(1, 0, size);
  for (let n = 0; n < degree; n++) nextRow(table, n, size, x, a[n] as number, b[n] as number, b[n + 1] as number);
  return table;
}

/** Computes row n + 1 of a table from the two before it. */
export function nextRow(
  table: Float64Array,
  n: number,
  size: number,
  x: Float64Array,
  a: number,
  before: number,
  after: number,
): void {
  const at = n * size;
  const scale = 1 / after;
  if (n === 0) {
    for (let i = 0; i < size; i++) table[size + i] = ((x[i] as number) - a) * scale;
    return;
  }
  for (let i = 0; i < size; i++)
    table[at + size + i] =
      (((x[i] as number) - a) * (table[at + i] as number) - before * (table[at - size + i] as number)) * scale;
}
