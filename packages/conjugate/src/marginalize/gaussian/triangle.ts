/** Reduce a tall matrix to a triangle with the same inner products of columns, by Householder reflections. */

/**
 * The upper triangular R of X = Q R, `columns` square and row-major, for X with at least as many rows as columns, given
 * row by row (Golub & Van Loan, Matrix Computations, algorithm 5.2.1). X is overwritten.
 */
export function triangle(x: Float64Array, columns: number): Float64Array {
  const rows = x.length / columns;
  const at = (r: number, c: number): number => x[r * columns + c] as number;
  for (let k = 0; k < columns; k++) {
    let largest = 0;
    for (let r = k; r < rows; r++) largest = Math.max(largest, Math.abs(at(r, k)));
    if (largest === 0) continue;
    let squares = 0;
    for (let r = k; r < rows; r++) squares += (at(r, k) / largest) ** 2;
    const norm = largest * Math.sqrt(squares);
    const diagonal = at(k, k) > 0 ? -norm : norm;
    // the reflection I − v vᵀ / β with v = x − diagonal e₁ takes column k to diagonal e₁
    const first = at(k, k) - diagonal;
    const beta = -diagonal * first;
    for (let c = k + 1; c < columns; c++) {
      let product = first * at(k, c);
      for (let r = k + 1; r < rows; r++) product += at(r, k) * at(r, c);
      const share = product / beta;
      x[k * columns + c] = at(k, c) - share * first;
      for (let r = k + 1; r < rows; r++) x[r * columns + c] = at(r, c) - share * at(r, k);
    }
    x[k * columns + k] = diagonal;
    for (let r = k + 1; r < rows; r++) x[r * columns + k] = 0;
  }
  return x.slice(0, columns * columns);
}
