/** Multiply a matrix by a vector. */

/**
 * The product A x.
 *
 * @param matrix A, rows × columns entries, row-major; the number of columns is the length of `vector`
 * @param vector x
 * @param out where the product is written; must not be `vector`
 * @throws RangeError when the lengths do not fit together
 */
export function matVec(
  matrix: Float64Array,
  vector: Float64Array,
  out: Float64Array = new Float64Array(vector.length === 0 ? 0 : Math.floor(matrix.length / vector.length)),
): Float64Array {
  const columns = vector.length;
  if (matrix.length !== out.length * columns)
    throw new RangeError(
      `matVec: a matrix of ${matrix.length} entries does not map ${columns} entries to ${out.length}; pass rows × columns entries, row by row`,
    );
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += (matrix[i * columns + j] as number) * (vector[j] as number);
    out[i] = sum;
  }
  return out;
}
