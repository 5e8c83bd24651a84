/** Make diagonal matrices, the usual start of a metric or a covariance. */

/** The `size` × `size` identity matrix, row-major. */
export function identity(size: number): Float64Array {
  return diagonalMatrix(new Float64Array(size).fill(1));
}

/** The square row-major matrix with `diagonal` on its diagonal and zeros elsewhere. */
export function diagonalMatrix(diagonal: Float64Array): Float64Array {
  const size = diagonal.length;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) matrix[i * size + i] = diagonal[i] as number;
  return matrix;
}
