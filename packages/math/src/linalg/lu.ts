/** Solve general linear systems by an LU factorisation with partial pivoting, in arrays that the caller keeps. */

/**
 * Overwrites a row-major matrix of `n` rows by its factors, and `pivots` by the row swapped with each; false when it is
 * singular or not finite (Golub and Van Loan, Matrix Computations, algorithm 3.4.1).
 */
export function luFactor(matrix: Float64Array, pivots: Int32Array, n: number): boolean {
  for (let k = 0; k < n; k++) {
    let at = k;
    for (let i = k + 1; i < n; i++)
      if (Math.abs(matrix[i * n + k] as number) > Math.abs(matrix[at * n + k] as number)) at = i;
    pivots[k] = at;
    const pivot = matrix[at * n + k] as number;
    if (!(Math.abs(pivot) > 0) || !Number.isFinite(pivot)) return false;
    if (at !== k) swapRows(matrix, k, at, n);
    for (let i = k + 1; i < n; i++) {
      const factor = (matrix[i * n + k] as number) / pivot;
      matrix[i * n + k] = factor;
      for (let j = k + 1; j < n; j++)
        matrix[i * n + j] = (matrix[i * n + j] as number) - factor * (matrix[k * n + j] as number);
    }
  }
  return true;
}

/** Overwrites right-hand sides, `columns` of them side by side in rows, by the solutions. */
export function luSolve(factors: Float64Array, pivots: Int32Array, n: number, right: Float64Array, columns = 1): void {
  for (let k = 0; k < n; k++) {
    const at = pivots[k] as number;
    if (at !== k) swapRows(right, k, at, columns);
  }
  for (let i = 1; i < n; i++)
    for (let k = 0; k < i; k++) subtractRow(right, i, k, factors[i * n + k] as number, columns);
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) subtractRow(right, i, k, factors[i * n + k] as number, columns);
    const pivot = factors[i * n + i] as number;
    for (let c = 0; c < columns; c++) right[i * columns + c] = (right[i * columns + c] as number) / pivot;
  }
}

function swapRows(matrix: Float64Array, a: number, b: number, width: number): void {
  for (let j = 0; j < width; j++) {
    const held = matrix[a * width + j] as number;
    matrix[a * width + j] = matrix[b * width + j] as number;
    matrix[b * width + j] = held;
  }
}

function subtractRow(matrix: Float64Array, to: number, from: number, factor: number, width: number): void {
  if (factor === 0) return;
  for (let c = 0; c < width; c++)
    matrix[to * width + c] = (matrix[to * width + c] as number) - factor * (matrix[from * width + c] as number);
}
