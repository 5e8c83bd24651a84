/** The multivariate normal distribution, by mean and covariance, or by mean and the Cholesky factor of the covariance. */
import { type DimsOf, prime } from "@credence/draws";
import { cholesky, LOG_SQRT_TWO_PI } from "@credence/math";
import type { Axis } from "../../expr/layout.js";
import { choleskyOf, matrixDim } from "../../expr/matrix.js";
import { type ExprNode, nodeOf, typed } from "../../expr/node.js";
import type { Standardisation } from "../../expr/records.js";
import type { Arg, Cholesky, Covariance, LocationScale, Node } from "../../expr/types.js";
import { real } from "../../support.js";
import { inOrder } from "../../transforms/free.js";
import type { VectorFamily } from "../types.js";
import {
  covarianceText,
  diagonalOf,
  drawNormal,
  logDetOfFactor,
  lowerFactor,
  moved,
  normalLogDensity,
  positiveDefinite,
  residual,
  standardLogDensity,
} from "./factor.js";
import { variableWithin } from "./shape.js";

/** x = mu + L z, z independent standard normals. */
const standardised = (factorOf: (matrix: ExprNode) => ExprNode): Standardisation => ({
  value: (z, mu, matrix) => moved(z, mu, factorOf(matrix)),
  residual: (x, mu, matrix) => residual(x, mu, factorOf(matrix)),
  logDensity: (z, _, matrix) => standardLogDensity(z, matrixDim(matrix)),
});

const own = (factor: ExprNode): ExprNode => factor;
const factored = (covariance: ExprNode): ExprNode => choleskyOf(covariance, matrixDim(covariance));

const entropy = (mu: Float64Array, factor: Float64Array): number =>
  mu.length * (0.5 + LOG_SQRT_TWO_PI) + logDetOfFactor(factor, mu.length);

export const multivariateNormalCholeskyFamily: VectorFamily = {
  name: "multivariate_normal_cholesky",
  constructorName: "multivariateNormalCholesky",
  event: "vector",
  parameters: [
    { name: "mu", support: real },
    { name: "L", support: real },
  ],
  requires: lowerFactor,
  standardised: standardised(own),
  support: () => real,
  logDensity: (x, mu, factor) => normalLogDensity(x, mu, factor),
  random: (rng, mu, factor) => drawNormal(rng, mu, factor),
  mean: (mu) => mu,
  variance: (mu, factor) =>
    mu.map((_, i, { length }) => {
      let total = 0;
      for (let k = 0; k <= i; k++) total += (factor[i * length + k] as number) ** 2;
      return total;
    }),
  entropy: (mu, factor) => entropy(mu, factor),
};

export const multivariateNormalFamily: VectorFamily = {
  name: "multivariate_normal",
  constructorName: "multivariateNormal",
  event: "vector",
  parameters: [
    { name: "mu", support: real },
    { name: "cov", support: real },
  ],
  requires: { text: `mu and ${covarianceText} cov`, holds: (_, covariance) => positiveDefinite(covariance) },
  standardised: standardised(factored),
  support: () => real,
  logDensity: (x, mu, covariance) => normalLogDensity(x, mu, factored(covariance)),
  random: (rng, mu, covariance) => drawNormal(rng, mu, cholesky(covariance)),
  mean: (mu) => mu,
  variance: (_, covariance) => diagonalOf(covariance),
  entropy: (mu, covariance) => entropy(mu, cholesky(covariance)),
};

/** The matrix laid out by rows, its dim, and a mean that may be one number for all. */
export function vectorArguments<M>(
  mean: Arg,
  matrix: M,
  what: string,
): { mean: Arg; matrix: M; dim: Axis; columns: Axis } {
  const node = nodeOf(matrix as Arg, `the matrix of ${what}`);
  const dim = matrixDim(node, `the matrix of ${what}`);
  const columns = prime(dim);
  const others = node.axes.filter(({ name }) => name !== dim.name && name !== columns.name);
  return { mean, matrix: typed(inOrder(node, [...others, dim, columns])), dim, columns };
}

/**
 * Normal vectors along D with mean `mu` and a covariance, such as `covariance(factor)` or `assume.covariance(data, dim)`.
 *
 * @param mu one number, or one for each label of D.
 * @param cov rows along D, columns along its primed copy; further dims give a matrix for each of their labels.
 * @throws RangeError when a known matrix is not symmetric and positive definite.
 */
export function multivariateNormal<A extends Arg, E extends string, D extends string>(
  mu: A,
  cov: Node<E, Covariance<D>>,
): LocationScale<D | DimsOf<A> | Exclude<E, `${D}'`>> {
  const { mean, matrix, dim, columns } = vectorArguments(mu, cov, "multivariateNormal");
  return variableWithin(multivariateNormalFamily, [mean, matrix], [dim], [columns]);
}

/**
 * Normal vectors along D with mean `mu` and covariance L Lᵀ: for a random covariance the cheaper and more stable form, as
 * in `multivariateNormalCholesky(mu, scaleRows(sd, lkjCorrCholesky(coef, 2)))`.
 *
 * @param mu one number, or one for each label of D.
 * @param L lower triangular: rows along D, columns along its primed copy.
 */
export function multivariateNormalCholesky<A extends Arg, E extends string, D extends string>(
  mu: A,
  L: Node<E, Cholesky<D>>,
): LocationScale<D | DimsOf<A> | Exclude<E, `${D}'`>> {
  const { mean, matrix, dim, columns } = vectorArguments(mu, L, "multivariateNormalCholesky");
  return variableWithin(multivariateNormalCholeskyFamily, [mean, matrix], [dim], [columns]);
}
