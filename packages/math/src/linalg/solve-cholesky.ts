/** Use a Cholesky factor: solve with the matrix, take its log determinant. */
import { log } from "../special/index.js";
import { squareSize } from "./square.js";
import { solveLower, solveLowerTransposed } from "./triangular.js";

/**
 * Solve A x = b, given A = L Lᵀ.
 *
 * @param factor L from `cholesky`, n × n, row-major
 * @param right b, n entries
 * @param out where x is written; may be `right`
 */
export function solveCholesky(
  factor: Float64Array,
  right: Float64Array,
  out: Float64Array = new Float64Array(right.length),
): Float64Array {
  return solveLowerTransposed(factor, solveLower(factor, right, out), out);
}

/** log det A = 2 Σ log L[i, i], given A = L Lᵀ (0 for the 0 × 0 matrix). */
export function logDetCholesky(factor: Float64Array): number {
  const size = squareSize(factor, "logDetCholesky");
  let sum = 0;
  for (let i = 0; i < size; i++) sum += log(factor[i * size + i] as number);
  return 2 * sum;
}
