/** Give users products, factors and covariances: a matrix has a dim for its rows and the primed copy of it for its columns. */
import type { Dim, DimsOf } from "@credence/draws";
import { choleskyOf, covarianceOf, logDetOf, matrixDim, matrixProduct, requireDims, solveFactor } from "./matrix.js";
import { nodeOf, typed } from "./node.js";
import * as raw from "./raw.js";
import type { Cholesky, Covariance, Expr, Input, MulKind, Node, Positive, Real, Sums } from "./types.js";

/** Σ aᵢ bᵢ along `dim`, which both have; other dims broadcast by name. */
export const dot = <A extends Node<string, Real>, B extends Node<string, Real>, D extends DimsOf<A> & DimsOf<B>>(
  a: A,
  b: B,
  dim: Dim<D>,
): Expr<Exclude<DimsOf<A | B>, D>, Sums<MulKind<A, B>>> => {
  const factors = [nodeOf(a), nodeOf(b)] as const;
  for (const factor of factors) requireDims("dot", factor, [dim]);
  return typed(raw.sum(raw.mul(...factors), dim));
};

/**
 * The matrix product a b.
 *
 * @param a a matrix: rows along `dim`, columns along its primed copy.
 * @param b a vector along `dim`, or a matrix with rows along it; further dims are columns side by side.
 * @throws TypeError when a dim is missing.
 */
export const matmul = <E extends string, F extends string, D extends E & F>(
  a: Node<E | `${D}'`, Real>,
  b: Node<F, Real>,
  dim: Dim<D>,
): Expr<Exclude<E, `${D}'`> | F, Real> => typed(matrixProduct(nodeOf(a), nodeOf(b), dim));

/** The lower triangular L of a covariance L Lᵀ. Where the matrix is not positive definite the log density is −∞. */
export const cholesky = <E extends string, D extends string>(x: Node<E, Covariance<D>>): Expr<E, Cholesky<D>> => {
  const node = nodeOf(x);
  return typed(choleskyOf(node, matrixDim(node, "cholesky(x): x")));
};

/** The covariance L Lᵀ of a factor L. */
export const covariance = <E extends string, D extends string>(
  factor: Node<E, Cholesky<D>>,
): Expr<E, Covariance<D>> => {
  const node = nodeOf(factor);
  return typed(covarianceOf(node, matrixDim(node, "covariance(factor): the factor")));
};

/** Standard deviations times the factor of a correlation: the factor of a covariance. `sd` lies along the rows. */
export const scaleRows = <S extends Input<Positive>, E extends string, D extends string>(
  sd: S,
  factor: Node<E, Cholesky<D>>,
): Expr<E | DimsOf<S>, Cholesky<D>> => typed(raw.mul(nodeOf(sd), nodeOf(factor)));

/**
 * The x of L x = b, or of Lᵀ x = b when transposed: x lies along the same dims as b.
 *
 * @param b along the dim of the factor's rows.
 */
export const solveTriangular = <E extends string, D extends string, F extends string>(
  factor: Node<E, Cholesky<D>>,
  b: Node<F, Real>,
  { transpose = false }: { readonly transpose?: boolean } = {},
): Expr<Exclude<E, D | `${D}'`> | F, Real> => {
  const node = nodeOf(factor);
  return typed(solveFactor(node, nodeOf(b), matrixDim(node, "solveTriangular(factor, b): the factor"), transpose));
};

/** log det L = Σ log Lᵢᵢ of a factor; its covariance has twice that. */
export const logDet = <E extends string, D extends string>(
  factor: Node<E, Cholesky<D>>,
): Expr<Exclude<E, D | `${D}'`>, Real> => {
  const node = nodeOf(factor);
  return typed(logDetOf(node, matrixDim(node, "logDet(factor): the factor")));
};
