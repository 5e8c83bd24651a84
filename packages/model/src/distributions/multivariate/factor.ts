/** Write normal and t densities in terms of the Cholesky factor of their covariance, and draw from them. */
import { prime } from "@credence/draws";
import { LOG_SQRT_TWO_PI, log as logOf, type Rng } from "@credence/math";
import type { Axis } from "../../expr/layout.js";
import {
  diagonal,
  isMade,
  isPositiveDefinite,
  logDetOf,
  matrixDim,
  matrixProduct,
  solveFactor,
} from "../../expr/matrix.js";
import type { ExprNode } from "../../expr/node.js";
import { constant } from "../../expr/node.js";
import { eq, gt, mul, square, sum } from "../../expr/raw.js";
import type { Requirement } from "../../expr/records.js";
import { table } from "../../transforms/free.js";

/** L⁻¹ (x − mu), along the dim of the factor's rows. */
export const residual = (x: ExprNode, mu: ExprNode, factor: ExprNode): ExprNode =>
  solveFactor(factor, x.sub(mu), matrixDim(factor));

/** mu + L z. */
export const moved = (z: ExprNode, mu: ExprNode, factor: ExprNode): ExprNode =>
  mu.add(matrixProduct(factor, z, matrixDim(factor)));

/** −|z|²/2 − K/2 log 2π. */
export const standardLogDensity = (z: ExprNode, dim: Axis): ExprNode =>
  sum(square(z), dim)
    .mul(-0.5)
    .sub(LOG_SQRT_TWO_PI * dim.size);

/** The normal log density of x, with mean mu and covariance L Lᵀ. */
export function normalLogDensity(x: ExprNode, mu: ExprNode, factor: ExprNode): ExprNode {
  const dim = matrixDim(factor);
  return standardLogDensity(residual(x, mu, factor), dim).sub(logDetOf(factor, dim));
}

/** Where a covariance may lie, as a requirement. */
export const covarianceText = "a symmetric positive definite matrix";
export const positiveDefinite = (x: ExprNode): ExprNode => isPositiveDefinite(x, matrixDim(x));

/** For parameters of which the second is a factor. */
export const lowerFactor: Requirement = {
  text: "a lower triangular factor with a positive diagonal",
  holds: (_, factor) => {
    if (isMade(factor, ["choleskyCovariance", "choleskyCorrelation"])) return constant(1);
    const dim = matrixDim(factor);
    const columns = prime(dim);
    const above = table([dim, columns], (i, j) => Number((i as number) < (j as number)));
    const positive = eq(sum(gt(diagonal(factor, dim), 0), dim), dim.size);
    return mul(positive, eq(sum(sum(square(factor.mul(above)), columns), dim), 0));
  },
};

/** mu + L z for standard normal z times `spread`; L row by row. */
export function drawNormal(rng: Rng, mu: Float64Array, factor: Float64Array, spread = 1): Float64Array {
  const n = mu.length;
  const z = Float64Array.from({ length: n }, () => rng.normal() * spread);
  return mu.map((m, i) => {
    let total = m;
    for (let k = 0; k <= i; k++) total += (factor[i * n + k] as number) * (z[k] as number);
    return total;
  });
}

/** Σ log Lᵢᵢ. */
export function logDetOfFactor(factor: Float64Array, n: number): number {
  let total = 0;
  for (let i = 0; i < n; i++) total += logOf(factor[i * n + i] as number);
  return total;
}

/** The diagonal of a square matrix. */
export const diagonalOf = (matrix: Float64Array): Float64Array => {
  const n = Math.round(Math.sqrt(matrix.length));
  return Float64Array.from({ length: n }, (_, i) => matrix[i * n + i] as number);
};
