/** The Wishart distribution of sums of squares of normal vectors, and of their inverses. */
import { type DimsOf, prime } from "@credence/draws";
import { cholesky, log as logOf, type Rng, randomGamma, solveLower } from "@credence/math";
import type { Axes, Axis } from "../../expr/layout.js";
import { choleskyOf, logDetOf, matrixDim, solveFactor } from "../../expr/matrix.js";
import { type ExprNode, nodeOf } from "../../expr/node.js";
import { gt, lgamma, mul, square, sum } from "../../expr/raw.js";
import type { Support } from "../../expr/records.js";
import type { Covariance, Input, Node, Positive, Variable } from "../../expr/types.js";
import { positive, real } from "../../support.js";
import { freeDim, table } from "../../transforms/free.js";
import { type VectorFamily, variable } from "../types.js";
import { covarianceText, positiveDefinite } from "./factor.js";

/** log Γₚ(a), the multivariate gamma function, less p (p − 1)/4 log π. */
function logGammas(a: ExprNode, dim: Axis): ExprNode {
  const terms = freeDim({ name: "wishart", labels: [], size: 0 }, dim.size);
  return sum(lgamma(a.sub(table([terms], (i) => (i as number) / 2))), terms);
}

/** |L⁻¹ M|², the sum of the squares of all elements: the trace of (L Lᵀ)⁻¹ M Mᵀ. */
const traceOf = (l: ExprNode, m: ExprNode, dim: Axis): ExprNode =>
  sum(sum(square(solveFactor(l, m, dim)), prime(dim)), dim);

const supportOver = (_: readonly ExprNode[], [dim]: Axes): Support =>
  dim === undefined ? real : { kind: "covariance", dim };

const requires = (scale: string) => ({
  text: `nu above the number of rows less one, and ${covarianceText} ${scale}`,
  holds: (...parameters: readonly ExprNode[]): ExprNode => {
    const [nu, matrix] = parameters as readonly [ExprNode, ExprNode];
    return mul(gt(nu, matrixDim(matrix).size - 1), positiveDefinite(matrix));
  },
});

/** The parts that both densities have: the size, the factors and the constant. */
function parts(x: ExprNode, nu: ExprNode, scale: ExprNode) {
  const dim = matrixDim(scale);
  const p = dim.size;
  const constant = logGammas(nu.mul(0.5), dim)
    .add(nu.mul(0.5 * p * Math.LN2))
    .add(0.25 * p * (p - 1) * logOf(Math.PI));
  return { dim, p, ofX: choleskyOf(x, dim), ofScale: choleskyOf(scale, dim), constant };
}

/** The lower triangular A with A Aᵀ a Wishart of scale I: roots of chi-squared on the diagonal, normals below (Bartlett 1933). */
function bartlett(rng: Rng, nu: number, rows: number): Float64Array {
  const a = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < i; j++) a[i * rows + j] = rng.normal();
    a[i * rows + i] = Math.sqrt(2 * randomGamma(rng, (nu - i) / 2));
  }
  return a;
}

/** B Bᵀ. */
const squared = (b: Float64Array, rows: number): Float64Array =>
  b.map((_, at) => {
    const [i, j] = [Math.floor(at / rows), at % rows];
    let total = 0;
    for (let k = 0; k < rows; k++) total += (b[i * rows + k] as number) * (b[j * rows + k] as number);
    return total;
  });

const rowsOf = (matrix: Float64Array): number => Math.round(Math.sqrt(matrix.length));

export const wishartFamily: VectorFamily = {
  name: "wishart",
  constructorName: "wishart",
  event: "matrix",
  parameters: [
    { name: "nu", support: positive },
    { name: "V", support: real },
  ],
  requires: requires("V"),
  support: supportOver,
  logDensity: (x, nu, scale) => {
    const { dim, p, ofX, ofScale, constant } = parts(x, nu, scale);
    return logDetOf(ofX, dim)
      .mul(nu.sub(p + 1))
      .sub(traceOf(ofScale, ofX, dim).mul(0.5))
      .sub(logDetOf(ofScale, dim).mul(nu))
      .sub(constant);
  },
  random: (rng, nus, scale) => {
    const l = cholesky(scale);
    const rows = rowsOf(l);
    const a = bartlett(rng, nus[0] as number, rows);
    const product = l.map((_, at) => {
      const [i, j] = [Math.floor(at / rows), at % rows];
      let total = 0;
      for (let k = j; k <= i; k++) total += (l[i * rows + k] as number) * (a[k * rows + j] as number);
      return total;
    });
    return squared(product, rows);
  },
  mean: (nu, scale) => scale.map((v) => v * (nu[0] as number)),
};

export const inverseWishartFamily: VectorFamily = {
  name: "inverse_wishart",
  constructorName: "inverseWishart",
  event: "matrix",
  parameters: [
    { name: "nu", support: positive },
    { name: "Psi", support: real },
  ],
  requires: requires("Psi"),
  support: supportOver,
  logDensity: (x, nu, scale) => {
    const { dim, p, ofX, ofScale, constant } = parts(x, nu, scale);
    return logDetOf(ofScale, dim)
      .mul(nu)
      .sub(logDetOf(ofX, dim).mul(nu.add(p + 1)))
      .sub(traceOf(ofX, ofScale, dim).mul(0.5))
      .sub(constant);
  },
  // the inverse of a Wishart of scale Ψ⁻¹: (L A⁻ᵀ)(L A⁻ᵀ)ᵀ with L Lᵀ = Ψ; row i of L A⁻ᵀ solves A y = (row i of L)
  random: (rng, nus, scale) => {
    const l = cholesky(scale);
    const rows = rowsOf(l);
    const a = bartlett(rng, nus[0] as number, rows);
    const product = new Float64Array(l.length);
    for (let i = 0; i < rows; i++) product.set(solveLower(a, l.slice(i * rows, (i + 1) * rows)), i * rows);
    return squared(product, rows);
  },
  mean: (nus, scale) => {
    const over = (nus[0] as number) - rowsOf(scale) - 1;
    return scale.map((v) => (over > 0 ? v / over : Number.NaN));
  },
};

/**
 * Symmetric positive definite matrices with density ∝ det(X)^((nu − p − 1)/2) exp(−tr(V⁻¹ X)/2), p rows: for a whole nu
 * the sum of squares of nu normal vectors with covariance V. Mean nu V.
 *
 * @param nu above p − 1.
 * @param V rows along D, columns along its primed copy.
 */
export function wishart<N extends Input<Positive>, E extends string, D extends string>(
  nu: N,
  V: Node<E, Covariance<D>>,
): Variable<E | DimsOf<N>, Covariance<D>> {
  const dim = matrixDim(nodeOf(V, "the V of wishart"), "the V of wishart");
  return variable(wishartFamily, [nu, V], [dim, prime(dim)]);
}

/**
 * The inverse of a `wishart(nu, Ψ⁻¹)`, with density ∝ det(X)^(−(nu + p + 1)/2) exp(−tr(Ψ X⁻¹)/2): conjugate to a normal
 * covariance, and a worse prior for one than scales with `lkjCorrCholesky`. Mean Ψ / (nu − p − 1).
 *
 * @param nu above p − 1.
 * @param Psi rows along D, columns along its primed copy.
 */
export function inverseWishart<N extends Input<Positive>, E extends string, D extends string>(
  nu: N,
  Psi: Node<E, Covariance<D>>,
): Variable<E | DimsOf<N>, Covariance<D>> {
  const dim = matrixDim(nodeOf(Psi, "the Psi of inverseWishart"), "the Psi of inverseWishart");
  return variable(inverseWishartFamily, [nu, Psi], [dim, prime(dim)]);
}
