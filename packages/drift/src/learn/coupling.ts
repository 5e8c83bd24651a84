/** Tell how the eigenfunctions mix when the shapes of the stationary law change. */

/**
 * For j < k the entries j of row k of two triangular matrices, (1/(k − j) + 1/(k + j + s − 1)) φ[j](e)/φ[k](e) at the ends
 * e = 0 and e = 1, of size `degree` + 1, row-major.
 *
 * The generator changes with alpha by −L/s + rate/s (1 − x) d/dx, with beta by −L/s − rate/s x d/dx. By parts,
 * ∫ w φ[j] (1 − x) φ[k]′ = −(2k + s − 1) φ[j](0)/φ[k](0) and ∫ w φ[j] x φ[k]′ = (2k + s − 1) φ[j](1)/φ[k](1) for j < k, and
 * −k, k for j = k; (2k + s − 1)/((k − j)(k + j + s − 1)) is the factor above, from the difference of two eigenvalues.
 */
export function couplings(alpha: number, beta: number, degree: number): { zero: Float64Array; one: Float64Array } {
  const s = alpha + beta;
  const size = degree + 1;
  const zero = new Float64Array(size * size);
  const one = new Float64Array(size * size);
  for (let k = 1; k <= degree; k++) {
    let atZero = 1;
    let atOne = 1;
    for (let j = k - 1; j >= 0; j--) {
      // φ[j](0)/φ[j + 1](0) and φ[j](1)/φ[j + 1](1), from the norms and end values of Jacobi polynomials (DLMF 18.6.1).
      const scale = (((2 * j + s - 1) / (2 * j + s + 1)) * (j + 1)) / (j + s - 1 || 1);
      const first = j === 0 ? scaleOfFirst(s) : scale;
      atZero *= -Math.sqrt(first * ((j + beta) / (j + alpha)));
      atOne *= Math.sqrt(first * ((j + alpha) / (j + beta)));
      const factor = 1 / (k - j) + 1 / (k + j + s - 1);
      zero[k * size + j] = factor * atZero;
      one[k * size + j] = factor * atOne;
    }
  }
  return { zero, one };
}

/** The limit of (2j + s − 1)(j + 1)/((2j + s + 1)(j + s − 1)) at j = 0, which is regular also where s = 1. */
const scaleOfFirst = (s: number): number => 1 / (s + 1);
