/** Solve triangular systems by substitution. */
import { requireLength, squareSize } from "./square.js";

/**
 * Solve L x = b by forward substitution.
 *
 * @param factor L, lower triangular, n × n, row-major; entries above the diagonal are not read
 * @param right b, n entries
 * @param out where x is written; may be `right`
 */
export function solveLower(
  factor: Float64Array,
  right: Float64Array,
  out: Float64Array = new Float64Array(right.length),
): Float64Array {
  const size = squareSize(factor, "solveLower");
  requireLength(right, size, "the right-hand side", "solveLower");
  for (let i = 0; i < size; i++) {
    let rest = right[i] as number;
    for (let k = 0; k < i; k++) rest -= (factor[i * size + k] as number) * (out[k] as number);
    out[i] = rest / (factor[i * size + i] as number);
  }
  return out;
}

/**
 * Solve Lᵀ x = b by back substitution; with b standard normal, x is a draw from N(0, (L Lᵀ)⁻¹).
 *
 * @param factor L, lower triangular, n × n, row-major; entries above the diagonal are not read
 * @param right b, n entries
 * @param out where x is written; may be `right`
 */
export function solveLowerTransposed(
  factor: Float64Array,
  right: Float64Array,
  out: Float64Array = new Float64Array(right.length),
): Float64Array {
  const size = squareSize(factor, "solveLowerTransposed");
  requireLength(right, size, "the right-hand side", "solveLowerTransposed");
  for (let i = size - 1; i >= 0; i--) {
    let rest = right[i] as number;
    for (let k = i + 1; k < size; k++) rest -= (factor[k * size + i] as number) * (out[k] as number);
    out[i] = rest / (factor[i * size + i] as number);
  }
  return out;
}
