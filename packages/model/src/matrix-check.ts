/** Tell covariances, correlations and their factors from other matrices. */
import { cholesky } from "@credence/math";
import { symmetryTolerance } from "./expr/matrix.js";
import type { MatrixSupport } from "./expr/records.js";

/** How far a diagonal of ones, or the length of a row, may miss one. */
const unitTolerance = 1e-8;

/** A square matrix by its size and its elements. */
interface Square {
  readonly size: number;
  at(row: number, column: number): number;
}
type Condition = (m: Square) => boolean;

const everywhere = (m: Square, holds: (row: number, column: number) => boolean): boolean =>
  Array.from({ length: m.size }, (_, i) => i).every((i, _, all) => all.every((j) => holds(i, j)));
const isOne = (x: number): boolean => Math.abs(x - 1) <= unitTolerance;

const symmetric: Condition = (m) =>
  everywhere(
    m,
    (i, j) => Math.abs(m.at(i, j) - m.at(j, i)) <= symmetryTolerance * Math.sqrt(m.at(i, i)) * Math.sqrt(m.at(j, j)),
  );
const positiveDefinite: Condition = (m) => {
  try {
    cholesky(Float64Array.from({ length: m.size ** 2 }, (_, k) => m.at(Math.floor(k / m.size), k % m.size)));
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};
const lower: Condition = (m) => everywhere(m, (i, j) => (i < j ? m.at(i, j) === 0 : Number.isFinite(m.at(i, j))));
const positiveDiagonal: Condition = (m) => everywhere(m, (i, j) => i !== j || m.at(i, i) > 0);
const unitDiagonal: Condition = (m) => everywhere(m, (i, j) => i !== j || isOne(m.at(i, i)));
const unitRows: Condition = (m) =>
  everywhere(m, (i, j) => {
    if (i !== j) return true;
    let total = 0;
    for (let k = 0; k <= i; k++) total += m.at(i, k) ** 2;
    return isOne(total);
  });

const conditions: Readonly<Record<MatrixSupport, readonly Condition[]>> = {
  covariance: [symmetric, positiveDefinite],
  correlation: [unitDiagonal, symmetric, positiveDefinite],
  choleskyCovariance: [lower, positiveDiagonal],
  choleskyCorrelation: [lower, positiveDiagonal, unitRows],
};

/** Whether a square matrix, row by row, lies in a support. */
export function isMatrixOf(kind: MatrixSupport, values: readonly number[]): boolean {
  const size = Math.round(Math.sqrt(values.length));
  const square: Square = { size, at: (i, j) => values[i * size + j] as number };
  return conditions[kind].every((holds) => holds(square));
}
