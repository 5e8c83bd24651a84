/** Compute matrix operations plainly, one matrix at a time, with the linear algebra of @credence/math. */
import { cholesky, solveLower, solveLowerTransposed } from "@credence/math";
import { type Axes, broadcastPositions, matrixAxes, matrixTimes, sizeOf } from "./layout.js";
import type { MatrixDims } from "./records.js";

/** Values over dims. */
interface Laid {
  readonly values: Float64Array;
  readonly axes: Axes;
}

const laidOut = ({ values, axes }: Laid, to: Axes): Float64Array =>
  Float64Array.from(broadcastPositions(axes, to), (p) => values[p] as number);

/** Applies `f` to every matrix of a batch. */
function eachMatrix(x: Laid, dims: MatrixDims, f: (matrix: Float64Array) => Float64Array): Float64Array {
  const all = laidOut(x, matrixAxes(x.axes, dims));
  const size = dims.dim.size ** 2;
  for (let at = 0; at < all.length; at += size) all.set(f(all.slice(at, at + size)), at);
  return all;
}

/** The factor of the symmetric part; NaN where it is not positive definite. */
function factorOf(matrix: Float64Array, n: number): Float64Array {
  const symmetric = matrix.map((v, i) => (v + (matrix[(i % n) * n + Math.floor(i / n)] as number)) / 2);
  try {
    return cholesky(symmetric);
  } catch (error) {
    if (error instanceof RangeError) return new Float64Array(n * n).fill(Number.NaN);
    throw error;
  }
}

/** A A ᵀ of the lower triangle. */
const gram = (a: Float64Array, n: number): Float64Array =>
  a.map((_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let total = 0;
    for (let k = 0; k <= Math.min(i, j); k++) total += (a[i * n + k] as number) * (a[j * n + k] as number);
    return total;
  });

/** L, or L Lᵀ. */
export const matrixValue = (op: "cholesky" | "covariance", x: Laid, dims: MatrixDims): Float64Array =>
  eachMatrix(x, dims, (matrix) => (op === "cholesky" ? factorOf : gram)(matrix, dims.dim.size));

/** A b or L⁻¹ b, column by column. */
export function matrixTimesValue(
  { op, transpose, ...dims }: { readonly op: "matmul" | "solveTriangular"; readonly transpose: boolean } & MatrixDims,
  a: Laid,
  b: Laid,
): Float64Array {
  const n = dims.dim.size;
  const { left, axes, rest } = matrixTimes(a.axes, b.axes, dims);
  const matrices = laidOut(a, left);
  const out = laidOut(b, axes);
  const solve = transpose ? solveLowerTransposed : solveLower;
  const multiply = (matrix: Float64Array, x: Float64Array): Float64Array =>
    x.map((_, i) => x.reduce((sum, v, k) => sum + v * (matrix[transpose ? k * n + i : i * n + k] as number), 0));
  const columns = sizeOf(rest);
  for (let at = 0; at < matrices.length; at += n * n) {
    const matrix = matrices.slice(at, at + n * n);
    const start = (at / n) * columns;
    for (let column = 0; column < columns; column++) {
      const place = (i: number): number => start + i * columns + column;
      const x = Float64Array.from({ length: n }, (_, i) => out[place(i)] as number);
      const y = op === "matmul" ? multiply(matrix, x) : solve(matrix, x);
      for (let i = 0; i < n; i++) out[place(i)] = y[i] as number;
    }
  }
  return out;
}
