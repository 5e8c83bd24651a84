/** Decompose a small symmetric matrix into eigenvalues and eigenvectors by cyclic Jacobi rotations. */
import { identity } from "./identity.js";
import { squareSize } from "./square.js";

/** A = V diag(values) Vᵀ. */
export interface SymmetricEigen {
  /** Eigenvalues, ascending. */
  readonly values: Float64Array;
  /** V, n × n, row-major: column k is the unit eigenvector of `values[k]`. */
  readonly vectors: Float64Array;
}

const maxSweeps = 60;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix (Golub & Van Loan, 4th ed.).
 * The rotation threshold is relative to the two diagonal entries, which keeps small eigenvalues
 * of a positive definite matrix accurate (Demmel & Veselić 1992, SIAM J. Matrix Anal. Appl. 13:1204).
 *
 * @param matrix A, symmetric, n × n, row-major; not changed
 * @throws RangeError when an entry is not finite
 */
export function symmetricEigen(matrix: Float64Array): SymmetricEigen {
  const size = squareSize(matrix, "symmetricEigen");
  const bad = matrix.findIndex((entry) => !Number.isFinite(entry));
  if (bad >= 0)
    throw new RangeError(`symmetricEigen: entry ${bad} of the matrix is ${matrix[bad]}; all entries must be finite`);
  const a = matrix.slice();
  const vectors = identity(size);
  for (let sweep = 0; sweep < maxSweeps && sweepOnce(a, vectors, size); sweep++);
  return ascending(a, vectors, size);
}

/** Rotate every off-diagonal pair once; false when nothing was left to rotate. */
function sweepOnce(a: Float64Array, vectors: Float64Array, size: number): boolean {
  let rotated = false;
  for (let p = 0; p < size; p++) {
    for (let q = p + 1; q < size; q++) {
      const apq = a[p * size + q] as number;
      const app = a[p * size + p] as number;
      const aqq = a[q * size + q] as number;
      if (Math.abs(apq) <= Number.EPSILON * Math.sqrt(Math.abs(app)) * Math.sqrt(Math.abs(aqq))) continue;
      rotate(a, vectors, size, p, q);
      rotated = true;
    }
  }
  return rotated;
}

/** Apply the rotation that makes a[p, q] zero, to both sides of `a` and to the columns of `vectors`. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const theta = ((a[q * size + q] as number) - (a[p * size + p] as number)) / (2 * (a[p * size + q] as number));
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (let k = 0; k < size; k++) turn(a, k * size + p, k * size + q, cosine, sine);
  for (let k = 0; k < size; k++) turn(a, p * size + k, q * size + k, cosine, sine);
  for (let k = 0; k < size; k++) turn(vectors, k * size + p, k * size + q, cosine, sine);
  a[p * size + q] = 0;
  a[q * size + p] = 0;
}

function turn(entries: Float64Array, i: number, j: number, cosine: number, sine: number): void {
  const x = entries[i] as number;
  const y = entries[j] as number;
  entries[i] = cosine * x - sine * y;
  entries[j] = sine * x + cosine * y;
}

function ascending(a: Float64Array, vectors: Float64Array, size: number): SymmetricEigen {
  const value = (k: number): number => a[k * size + k] as number;
  const order = Array.from({ length: size }, (_, k) => k).sort((i, j) => value(i) - value(j));
  const sorted = new Float64Array(size * size);
  order.forEach((from, to) => {
    for (let k = 0; k < size; k++) sorted[k * size + to] = vectors[k * size + from] as number;
  });
  return { values: Float64Array.from(order, value), vectors: sorted };
}
