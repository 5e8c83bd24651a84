/** Factor a covariance, metric or Hessian, so that solving, its determinant and normal draws become triangular. */
import { pivotOf } from "./pivot.js";
import { squareSize } from "./square.js";

/**
 * Lower triangular L with A = L Lᵀ, by rows (Golub & Van Loan, Matrix Computations, 4th ed.).
 *
 * @param matrix A, symmetric and positive definite, n × n, row-major; only its lower triangle is read
 * @returns L, n × n, row-major, zeros above the diagonal
 * @throws RangeError naming the pivot when A is not positive definite to working precision
 */
export function cholesky(matrix: Float64Array): Float64Array {
  const size = squareSize(matrix, "cholesky");
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      let rest = matrix[i * size + j] as number;
      for (let k = 0; k < j; k++) rest -= (factor[i * size + k] as number) * (factor[j * size + k] as number);
      factor[i * size + j] = rest / (factor[j * size + j] as number);
    }
    const pivot = pivotOf(matrix[i * size + i] as number, factor, i * size, i);
    factor[i * size + i] = Math.sqrt(positivePivot(pivot, i));
  }
  return factor;
}

function positivePivot(pivot: number, row: number): number {
  if (pivot > 0 && pivot < Infinity) return pivot;
  throw new RangeError(
    `cholesky: the matrix is not positive definite: pivot ${row} is ${pivot}; remove linearly dependent rows or add a small positive number to the diagonal`,
  );
}
