/** Read the size of a square row-major matrix off its length, so that no function takes a size that could disagree. */

/**
 * Number of rows (and columns) of a square matrix stored row by row.
 *
 * @param matrix n × n entries, row-major
 * @param caller name put into the error
 * @throws RangeError when the length is not a square number
 */
export function squareSize(matrix: Float64Array, caller: string): number {
  const size = Math.round(Math.sqrt(matrix.length));
  if (size * size !== matrix.length)
    throw new RangeError(
      `${caller}: the matrix has ${matrix.length} entries, which is not a square number; pass n × n entries, row by row`,
    );
  return size;
}

/** Throw a sentence unless `vector` has `length` entries. */
export function requireLength(vector: Float64Array, length: number, name: string, caller: string): void {
  if (vector.length !== length)
    throw new RangeError(`${caller}: ${name} has ${vector.length} entries, but the matrix needs ${length}`);
}
