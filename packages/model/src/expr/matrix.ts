/** Offer matrices on bare records: a matrix has a dim for its rows and the primed copy of that dim for its columns. */
import { prime } from "@credence/draws";
import { type Axis, describeAxes, hasAxis, matrixAxes, matrixTimes, unionAxes } from "./layout.js";
import { constant, ExprNode, gather, renameAxis, supportOf } from "./node.js";
import { everything, range } from "./range.js";
import { abs, eq, gt, le, log, sqrt, sum } from "./raw.js";
import type { MatrixDims, Support } from "./records.js";

/**
 * The dim of a matrix's rows: the one whose primed copy is there too.
 * @throws TypeError when there is none or more than one.
 */
export function matrixDim(x: ExprNode, what = "a matrix"): Axis {
  const [dim, ...others] = x.axes.filter(({ name }) => hasAxis(x.axes, `${name}'`));
  if (dim === undefined || others.length > 0)
    throw new TypeError(
      `${what} has one dim and its primed copy, as in column([coef, prime(coef)], values); this has ${describeAxes(x.axes)}`,
    );
  return dim;
}

const dimsOf = (dim: Axis): MatrixDims => ({ dim, columns: prime(dim) });

/** @throws TypeError when values do not lie along all of `dims`. */
export function requireDims(what: string, x: ExprNode, dims: readonly Axis[]): void {
  const missing = dims.find(({ name }) => !hasAxis(x.axes, name));
  if (missing !== undefined)
    throw new TypeError(`${what} wants values along "${missing.name}"; these have ${describeAxes(x.axes)}`);
  unionAxes(x.axes, dims);
}

/** L with A = L Lᵀ; of a covariance made from its factor, that factor. */
export function choleskyOf(x: ExprNode, dim: Axis): ExprNode {
  const { operation, args } = x;
  if (operation.op === "covariance" && operation.dim.name === dim.name) return args[0] as ExprNode;
  const dims = dimsOf(dim);
  requireDims("cholesky", x, [dim, dims.columns]);
  return new ExprNode({ op: "cholesky", ...dims }, [x], matrixAxes(x.axes, dims), everything);
}

/** L Lᵀ. */
export function covarianceOf(factor: ExprNode, dim: Axis): ExprNode {
  const dims = dimsOf(dim);
  requireDims("covariance", factor, [dim, dims.columns]);
  return new ExprNode({ op: "covariance", ...dims }, [factor], matrixAxes(factor.axes, dims), everything);
}

function times(op: "matmul" | "solveTriangular", matrix: ExprNode, right: ExprNode, dim: Axis, transpose: boolean) {
  const dims = dimsOf(dim);
  requireDims(op, matrix, [dim, dims.columns]);
  requireDims(op, right, [dim]);
  unionAxes(matrix.axes, right.axes);
  const { axes } = matrixTimes(matrix.axes, right.axes, dims);
  return new ExprNode({ op, ...dims, transpose }, [matrix, right], axes, everything);
}

/** A b along `dim`, b a vector or matrix; Aᵀ b when transposed. */
export const matrixProduct = (a: ExprNode, b: ExprNode, dim: Axis, transpose = false): ExprNode =>
  times("matmul", a, b, dim, transpose);

/** The x of L x = b along `dim`; of Lᵀ x = b when transposed. */
export const solveFactor = (factor: ExprNode, b: ExprNode, dim: Axis, transpose = false): ExprNode =>
  times("solveTriangular", factor, b, dim, transpose);

/** The diagonal of a matrix, along `dim`. */
export const diagonal = (x: ExprNode, dim: Axis): ExprNode =>
  gather(
    x,
    prime(dim),
    Int32Array.from({ length: dim.size }, (_, i) => i),
    [dim],
  );

/** Rows as columns. */
export function transposed(x: ExprNode, dim: Axis): ExprNode {
  const columns = prime(dim);
  const aside = prime(columns);
  return renameAxis(renameAxis(renameAxis(x, dim, aside), columns, dim), aside, columns);
}

/** log det L of a triangular factor: half that of its covariance. */
export const logDetOf = (factor: ExprNode, dim: Axis): ExprNode => sum(log(diagonal(factor, dim)), dim);

/** Whether a matrix was drawn, or promised, to be of one of these kinds. */
export function isMade(x: ExprNode, kinds: readonly Support["kind"][]): boolean {
  const { operation } = x;
  if (operation.op === "assume") return kinds.includes(operation.support.kind);
  return operation.op === "random" && kinds.includes(supportOf(x).kind);
}

/** Of a symmetric matrix, how far two mirrored elements may be apart, in units of √(aᵢᵢ aⱼⱼ). */
export const symmetryTolerance = 1e-8;

/** 1 where a matrix is symmetric and positive definite, else 0; known at once for L Lᵀ. */
export function isPositiveDefinite(x: ExprNode, dim: Axis): ExprNode {
  if (x.operation.op === "covariance" || isMade(x, ["covariance", "correlation"])) return constant(1);
  const columns = prime(dim);
  const scale = sqrt(diagonal(x, dim));
  const close = le(abs(x.sub(transposed(x, dim))), scale.mul(renameAxis(scale, dim, columns)).mul(symmetryTolerance));
  const pivots = gt(diagonal(choleskyOf(x, dim), dim), 0);
  const all = eq(sum(sum(close, columns), dim).add(sum(pivots, dim)), dim.size * dim.size + dim.size);
  return new ExprNode(all.operation, all.args, all.axes, range(0, 1, true));
}
