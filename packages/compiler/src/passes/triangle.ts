/** Keep the triangular factor of rows that come one after the other: an orthogonal rotation that forgets the rows. */

/**
 * Householder reflections (Golub and Van Loan, Matrix Computations) of the rows seen so far, as an upper triangle to which
 * blocks of rows are added: ‖A u‖² is ‖R u‖² for every u.
 */
export interface Triangle {
  /** Upper triangle, row-major, `size` by `size`. */
  readonly factor: Float64Array;
  /** Takes in the first `count` rows of a block, column after column, `height` apart; the block is overwritten. */
  add(block: Float64Array, height: number, count: number): void;
}

export function triangle(size: number): Triangle {
  const factor = new Float64Array(size * size);
  return {
    factor,
    add: (block, height, count) => {
      for (let j = 0; j < size; j++) reflect(factor, size, j, block, height, count);
    },
  };
}

/** One reflection: row j of the factor takes in column j of the block, which becomes zero and is not read again. */
function reflect(
  factor: Float64Array,
  size: number,
  j: number,
  block: Float64Array,
  height: number,
  count: number,
): void {
  const column = j * height;
  let largest = 0;
  for (let i = 0; i < count; i++) largest = Math.max(largest, Math.abs(block[column + i] as number));
  if (largest === 0) return; // exact zeros stay: rows of one group leave the columns of others alone
  const pivot = factor[j * size + j] as number;
  largest = Math.max(largest, Math.abs(pivot));
  let squares = (pivot / largest) ** 2;
  for (let i = 0; i < count; i++) squares += ((block[column + i] as number) / largest) ** 2;
  const norm = largest * Math.sqrt(squares);
  const target = pivot > 0 ? -norm : norm;
  const head = pivot - target; // v = (head, column), of which the reflection is 1 − 2 v vᵀ / vᵀv
  factor[j * size + j] = target;
  const scale = 1 / (norm * Math.abs(head)); // 2 / vᵀv
  for (let k = j + 1; k < size; k++) {
    const other = k * height;
    const row = j * size + k;
    let dot = head * (factor[row] as number);
    for (let i = 0; i < count; i++) dot += (block[column + i] as number) * (block[other + i] as number);
    if (dot === 0) continue;
    const by = dot * scale;
    factor[row] = (factor[row] as number) - by * head;
    for (let i = 0; i < count; i++)
      block[other + i] = (block[other + i] as number) - by * (block[column + i] as number);
  }
}
