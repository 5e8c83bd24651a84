/** The LKJ distribution of correlation matrices, and of their Cholesky factors. */
import { type Dim, type DimsOf, prime } from "@credence/draws";
import { type Rng, randomBeta } from "@credence/math";
import type { Axes } from "../../expr/layout.js";
import { choleskyOf, diagonal, logDetOf, matrixDim } from "../../expr/matrix.js";
import type { ExprNode } from "../../expr/node.js";
import { lbeta, log, sum } from "../../expr/raw.js";
import type { Support } from "../../expr/records.js";
import type { Cholesky, Covariance, Input, Positive, Variable } from "../../expr/types.js";
import { positive, real } from "../../support.js";
import { freeDim, table } from "../../transforms/free.js";
import { type VectorFamily, variable } from "../types.js";

/**
 * The log of the normalising constant for K × K matrices: −Σ m log B(½, η + (m − 1)/2), m = 1 … K − 1 (Lewandowski,
 * Kurowicka and Joe 2009, equation 16, with 2^(2a − 1) B(a, a) = B(½, a), so that no powers of two cancel).
 */
function logConstant(eta: ExprNode, rows: number): ExprNode {
  if (rows === 1) return eta.mul(0);
  const terms = freeDim({ name: "lkj", labels: [], size: 0 }, rows - 1);
  const m = table([terms], (k) => (k as number) + 1);
  return sum(lbeta(0.5, eta.add(m.sub(1).mul(0.5))).mul(m), terms).mul(-1);
}

/**
 * The factor of a correlation drawn row by row: squared lengths are beta, directions uniform (the onion method of
 * Lewandowski, Kurowicka and Joe 2009, section 3.2; the rows of the factor are its steps).
 */
function randomFactor(rng: Rng, eta: number, rows: number): Float64Array {
  const factor = new Float64Array(rows * rows);
  factor[0] = 1;
  for (let i = 1; i < rows; i++) {
    const square = randomBeta(rng, i / 2, eta + (rows - 1 - i) / 2);
    const direction = Float64Array.from({ length: i }, () => rng.normal());
    const length = Math.sqrt(direction.reduce((total, v) => total + v * v, 0));
    direction.forEach((v, j) => {
      factor[i * rows + j] = (v / length) * Math.sqrt(square);
    });
    factor[i * rows + i] = Math.sqrt(1 - square);
  }
  return factor;
}

/** Rows of the matrix that an array over it, such as a broadcast eta, has. */
const rowsOf = (array: Float64Array): number => Math.round(Math.sqrt(array.length));
const supportOver =
  (kind: "correlation" | "choleskyCorrelation") =>
  (_: readonly ExprNode[], [dim]: Axes): Support =>
    dim === undefined ? real : { kind, dim };

export const lkjCorrFamily: VectorFamily = {
  name: "lkj_corr",
  constructorName: "lkjCorr",
  event: "matrix",
  parameters: [{ name: "eta", support: positive }],
  support: supportOver("correlation"),
  logDensity: (x, eta) => {
    const dim = matrixDim(x);
    const logDet = logDetOf(choleskyOf(x, dim), dim).mul(2);
    return logDet.mul(eta.sub(1)).add(logConstant(eta, dim.size));
  },
  random: (rng, etas) => {
    const rows = rowsOf(etas);
    const factor = randomFactor(rng, etas[0] as number, rows);
    return Float64Array.from(factor, (_, at) => {
      const [i, j] = [Math.floor(at / rows), at % rows];
      if (i === j) return 1;
      let total = 0;
      for (let k = 0; k <= Math.min(i, j); k++)
        total += (factor[i * rows + k] as number) * (factor[j * rows + k] as number);
      return total;
    });
  },
};

export const lkjCorrCholeskyFamily: VectorFamily = {
  name: "lkj_corr_cholesky",
  constructorName: "lkjCorrCholesky",
  event: "matrix",
  parameters: [{ name: "eta", support: positive }],
  support: supportOver("choleskyCorrelation"),
  // Σ (K − k + 2η − 2) log Lₖₖ over k = 2 … K
  logDensity: (x, eta) => {
    const dim = matrixDim(x);
    const rest = table([dim], (k) => (k === 0 ? 0 : dim.size - 1 - (k as number)));
    const counted = table([dim], (k) => Number((k as number) > 0));
    const weights = eta.sub(1).mul(2).mul(counted).add(rest);
    return sum(log(diagonal(x, dim)).mul(weights), dim).add(logConstant(eta, dim.size));
  },
  random: (rng, etas) => randomFactor(rng, etas[0] as number, rowsOf(etas)),
};

/**
 * Correlation matrices over `dim` with density ∝ det(R)^(eta − 1) (Lewandowski, Kurowicka and Joe 2009): uniform for
 * eta = 1, nearer to the identity the larger eta is. Rows along `dim`, columns along its primed copy.
 */
export function lkjCorr<D extends string, A extends Input<Positive>>(
  dim: Dim<D>,
  eta: A,
): Variable<D | `${D}'` | DimsOf<A>, Covariance<D>> {
  return variable(lkjCorrFamily, [eta], [dim, prime(dim)]);
}

/**
 * The Cholesky factor of a correlation matrix over `dim` that is `lkjCorr(dim, eta)`: cheaper and more stable where the
 * correlation serves a normal. `scaleRows(sd, factor)` is the factor of a covariance.
 */
export function lkjCorrCholesky<D extends string, A extends Input<Positive>>(
  dim: Dim<D>,
  eta: A,
): Variable<D | `${D}'` | DimsOf<A>, Cholesky<D>> {
  return variable(lkjCorrCholeskyFamily, [eta], [dim, prime(dim)]);
}
