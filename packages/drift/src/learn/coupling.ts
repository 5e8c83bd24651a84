/** Tell how the eigenfunctions change with the shapes of the stationary law. */
import { endRatios } from "../polynomials/recurrence.js";

/**
 * ∂φ[k] = Σ[j < k] h[k, j] φ[j] − ½ d[k] φ[k] + ½ (the derivative of the log of B(alpha, beta)) φ[k], in alpha and in beta.
 *
 * By parts, −h[k, j] = ∫ w φ[j] φ[k] log x, which is −(1/(k − j) + 1/(k + j + s − 1)) φ[j](0)/φ[k](0), and for log(1 − x) the
 * same with the values at 1; d[k] is the derivative of the log of the squared recurrence coefficients b[1]² … b[k]².
 */
export interface Couplings {
  /** Σ[j < k] h[k, j] m[k, j], in alpha and in beta, for a matrix of as many rows as there are degrees, row-major. */
  contracted(m: Float64Array): { alpha: number; beta: number };
  readonly diagonal: { readonly alpha: Float64Array; readonly beta: Float64Array };
}

export function couplings(alpha: number, beta: number, degree: number): Couplings {
  const s = alpha + beta;
  const rows = degree + 1;
  const { atZero, atOne } = endRatios(alpha, beta, rows);
  return {
    contracted: (m) => {
      let [inAlpha, inBeta] = [0, 0];
      for (let k = 1; k < rows; k++) {
        let [zero, one] = [1, 1];
        for (let j = k - 1; j >= 0; j--) {
          zero *= atZero[j] as number;
          one *= atOne[j] as number;
          const factor = (1 / (k - j) + 1 / (k + j + s - 1)) * (m[k * rows + j] as number);
          inAlpha += factor * zero;
          inBeta += factor * one;
        }
      }
      return { alpha: inAlpha, beta: inBeta };
    },
    diagonal: { alpha: diagonalOf(alpha, s, rows), beta: diagonalOf(beta, s, rows) },
  };
}

/** Σ[m ≤ k] ∂ log b[m]², for the derivative in one shape. */
function diagonalOf(shape: number, s: number, rows: number): Float64Array {
  const sums = new Float64Array(rows);
  if (rows > 1) sums[1] = 1 / shape - 2 / s - 1 / (s + 1);
  for (let m = 2; m < rows; m++) {
    const t = 2 * m + s;
    sums[m] = (sums[m - 1] as number) + 1 / (m + shape - 1) + 1 / (m + s - 2) - 2 / (t - 2) - 1 / (t - 1) - 1 / (t - 3);
  }
  return sums;
}
