/** Find the covariance that best explains draws by their gradients: the one of least Fisher divergence. */
import { axpy, cholesky, dot, identity, solveLowerTransposed, symmetricEigen } from "@credence/math";
import { writeEntry } from "./diagonal-metric.js";
import { type DrawWindows, products, standardised } from "./draw-windows.js";

/**
 * M⁻¹ = S (I + B (Σ − I) Bᵀ) S: after division by S draws have the covariance Σ in the directions of B, and the identity
 * in all others.
 */
export interface FisherEstimate {
  /** The diagonal of S². */
  readonly variances: Float64Array;
  /** Orthonormal directions, a row each; undefined for all of space, where B = I. */
  readonly basis: readonly Float64Array[] | undefined;
  /** Σ, row-major. */
  readonly covariance: Float64Array;
}

/** Weighs as much as this many draws of a standard normal, so that directions in which no draw lies stay as they are. */
const RIDGE = 1e-2;
/** Share of the trace that keeps a Cholesky factor from failing where draws are few. */
const LEAST_RIDGE = 1e-10;

/**
 * The estimate from draws: variances by coordinate as of the diagonal metric, then Σ C_g Σ = C_x for the covariances of
 * draws and of gradients, so that Σ is the geometric mean of C_x and C_g⁻¹ (Seyboldt et al., arXiv:2603.18845). Exact for
 * a normal as soon as the draws span its space.
 *
 * @param before variances of coordinates of which the draws tell none
 * @param most draws at most, and as many gradients, that span the directions
 */
export function fisherEstimate({ draws, gradients }: DrawWindows, before: Float64Array, most: number): FisherEstimate {
  const ones = new Float64Array(before.length).fill(1);
  const [centredDraws, centredGradients] = [standardised(draws, ones), standardised(gradients, ones)];
  const variances = ratios(centredDraws, centredGradients, before);
  const scales = variances.map(Math.sqrt);
  const x = centredDraws.map((row) => row.map((value, i) => value / (scales[i] as number)));
  const g = centredGradients.map((row) => row.map((value, i) => value * (scales[i] as number)));
  const each = Math.min(most, draws.length);
  const basis = 2 * each < before.length ? orthonormal([...spaced(x, each), ...spaced(g, each)]) : undefined;
  const project = (rows: readonly Float64Array[]): readonly Float64Array[] =>
    basis === undefined ? rows : rows.map((row) => Float64Array.from(basis, (direction) => dot(direction, row)));
  return { variances, basis, covariance: geometricMean(shrunk(project(x)), shrunk(project(g))) };
}

/** √(var(draw) / var(gradient)), coordinate by coordinate. */
function ratios(
  draws: readonly Float64Array[],
  gradients: readonly Float64Array[],
  before: Float64Array,
): Float64Array {
  const out = before.slice();
  const squares = (rows: readonly Float64Array[], i: number): number =>
    rows.reduce((sum, row) => sum + (row[i] as number) ** 2, 0);
  for (let i = 0; i < out.length; i++) writeEntry(out, i, Math.sqrt(squares(draws, i) / squares(gradients, i)));
  return out;
}

/** The covariance of centred rows, drawn a little to the identity, and positive definite in spite of rounding. */
function shrunk(rows: readonly Float64Array[]): Float64Array {
  const sums = products(rows);
  const next = (rows[0] as Float64Array).length + 1; // from one diagonal entry to the next
  let trace = 0;
  for (let at = 0; at < sums.length; at += next) trace += sums[at] as number;
  const ridge = Math.max(RIDGE, LEAST_RIDGE * trace);
  return sums.map((sum, at) => (sum + (at % next === 0 ? ridge : 0)) / (rows.length + RIDGE));
}

/** M⁻¹ itself, row-major. */
export function inFullSpace({ variances, basis, covariance }: FisherEstimate): Float64Array {
  const size = variances.length;
  const scales = variances.map(Math.sqrt);
  const inner = basis === undefined ? covariance : expanded(basis, covariance, size);
  return inner.map((value, at) => value * (scales[Math.floor(at / size)] as number) * (scales[at % size] as number));
}

/** I + B (Σ − I) Bᵀ. */
function expanded(basis: readonly Float64Array[], covariance: Float64Array, size: number): Float64Array {
  const out = identity(size);
  const count = basis.length;
  for (let a = 0; a < count; a++) {
    const along = basis[a] as Float64Array;
    const row = new Float64Array(size); // the row of (Σ − I) Bᵀ
    for (let b = 0; b < count; b++) {
      const excess = (covariance[a * count + b] as number) - (a === b ? 1 : 0);
      axpy(excess, basis[b] as Float64Array, row);
    }
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++)
        out[i * size + j] = (out[i * size + j] as number) + (along[i] as number) * (row[j] as number);
    }
  }
  return symmetrised(out, size);
}

/**
 * The symmetric positive definite Σ with Σ B Σ = A, for A and B of that kind: with B = L Lᵀ it is L⁻ᵀ (Lᵀ A L)^½ L⁻¹.
 *
 * @param a n × n, row-major
 * @param b n × n, row-major
 */
export function geometricMean(a: Float64Array, b: Float64Array): Float64Array {
  const factor = cholesky(b);
  const size = Math.sqrt(a.length);
  const { values, vectors } = symmetricEigen(congruent(a, factor, size));
  const roots = Array.from({ length: size }, (_, k) => {
    const column = Float64Array.from({ length: size }, (__, i) => vectors[i * size + k] as number);
    const quarter = Math.sqrt(Math.sqrt(Math.max(0, values[k] as number)));
    return solveLowerTransposed(factor, column).map((value) => value * quarter);
  });
  const mean = new Float64Array(size * size);
  for (const root of roots) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++)
        mean[i * size + j] = (mean[i * size + j] as number) + (root[i] as number) * (root[j] as number);
    }
  }
  return mean;
}

/** Lᵀ A L for lower triangular L. */
function congruent(a: Float64Array, factor: Float64Array, size: number): Float64Array {
  const right = product(a, factor, size);
  const out = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    for (let i = 0; i <= k; i++) {
      const value = factor[k * size + i] as number;
      for (let j = 0; j < size; j++) {
        out[i * size + j] = (out[i * size + j] as number) + value * (right[k * size + j] as number);
      }
    }
  }
  return symmetrised(out, size);
}

function product(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const value = a[i * size + k] as number;
      for (let j = 0; j <= k; j++)
        out[i * size + j] = (out[i * size + j] as number) + value * (b[k * size + j] as number);
    }
  }
  return out;
}

function symmetrised(a: Float64Array, size: number): Float64Array {
  return a.map((value, at) => 0.5 * (value + (a[(at % size) * size + Math.floor(at / size)] as number)));
}

/** `count` of the rows, evenly from all. */
const spaced = (rows: readonly Float64Array[], count: number): readonly Float64Array[] =>
  Array.from({ length: count }, (_, i) => rows[Math.floor(((i + 0.5) * rows.length) / count)] as Float64Array);

/** Directions that span the same space, by Gram and Schmidt, twice against rounding; what depends on others is left out. */
function orthonormal(rows: readonly Float64Array[]): readonly Float64Array[] {
  const basis: Float64Array[] = [];
  for (const row of rows) {
    const rest = row.slice();
    const before = Math.sqrt(dot(rest, rest));
    for (let pass = 0; pass < 2; pass++) {
      for (const direction of basis) axpy(-dot(direction, rest), direction, rest);
    }
    const length = Math.sqrt(dot(rest, rest));
    if (length > 1e-8 * before) basis.push(rest.map((value) => value / length));
  }
  return basis;
}
