/** Map the reals onto covariances, correlations and their Cholesky factors (Stan Reference Manual, "Correlation matrices" and "Covariance matrices"). */
import { prime } from "@credence/draws";
import type { Axis } from "../expr/layout.js";
import { choleskyOf, covarianceOf } from "../expr/matrix.js";
import { cumulativeSum, type ExprNode, gather } from "../expr/node.js";
import { abs, exp, gt, log, log1p, logInvLogit, lt, neg, sqrt, square, sum, tanh, where } from "../expr/raw.js";
import { freeDim, placed, table, withFree } from "./free.js";
import type { Transform } from "./types.js";

/** The entries of a lower triangle, row by row, with or without the diagonal. */
function triangle(dim: Axis, diagonalToo: boolean) {
  const entries = dim.labels.flatMap((_, i) =>
    Array.from({ length: i + Number(diagonalToo) }, (_, j): readonly [number, number] => [i, j]),
  );
  const first = (row: number): number => (row * (row + (diagonalToo ? 1 : -1))) / 2;
  const free = freeDim(dim, entries.length);
  const columns = prime(dim);
  const at = (side: 0 | 1): Int32Array => Int32Array.from(entries, (entry) => entry[side]);
  return {
    free,
    columns,
    /** Free coordinates as a matrix; other entries are to be masked. */
    matrix: (y: ExprNode): ExprNode =>
      placed(y, free, [dim, columns], (i, j) =>
        (j as number) < (i as number) + Number(diagonalToo) ? first(i as number) + (j as number) : 0,
      ),
    /** The entries of a matrix. */
    entries: (x: ExprNode): ExprNode => gather(gather(x, dim, at(0), [free]), columns, at(1), [free]),
    /** Data for each entry. */
    weights: (weight: (row: number, column: number) => number): ExprNode =>
      table([free], (k) => weight(...(entries[k as number] as readonly [number, number]))),
    axes: (of: readonly Axis[]): readonly Axis[] => withFree(of, [dim.name, columns.name], free),
  };
}

/** log(1 − tanh² y) = log 4 + log σ(2y) + log σ(−2y), for all y. */
const logSech2 = (y: ExprNode): ExprNode =>
  logInvLogit(y.mul(2))
    .add(logInvLogit(y.mul(-2)))
    .add(2 * Math.LN2);

/** sinh⁻¹ t, for all t. */
function asinh(t: ExprNode): ExprNode {
  const size = abs(t);
  const large = gt(size, 1e8); // where 1 + t² is t²
  const small = where(large, 1, size);
  const near = log1p(small.add(square(small).div(sqrt(square(small).add(1)).add(1))));
  const value = where(large, log(where(large, size, 1)).add(Math.LN2), near);
  return where(lt(t, 0), neg(value), value);
}

/**
 * Factors L of correlations by canonical partial correlations z = tanh y: Lᵢⱼ = zᵢⱼ √Π_{k<j} (1 − zᵢₖ²) (Lewandowski,
 * Kurowicka and Joe 2009). The log Jacobian is that of the entries below the diagonal.
 */
export function choleskyCorrelation(dim: Axis): Transform {
  const { free, columns, matrix, entries, weights, axes } = triangle(dim, false);
  const below = table([dim, columns], (i, j) => Number((i as number) > (j as number)));
  const onDiagonal = table([dim, columns], (i, j) => Number(i === j));
  const belowOrOn = table([dim, columns], (i, j) => Number((i as number) >= (j as number)));
  const before = Int32Array.from({ length: dim.size }, (_, j) => Math.max(0, j - 1));
  const notFirst = table([columns], (j) => Number((j as number) > 0));
  return {
    axes,
    constrain: (y) => {
      const free2d = matrix(y);
      const logs = where(below, logSech2(free2d), 0);
      const left = cumulativeSum(gather(logs, columns, before, [columns]).mul(notFirst), columns).mul(0.5);
      return where(belowOrOn, where(onDiagonal, 1, tanh(free2d)).mul(exp(left)), 0);
    },
    unconstrain: (x) => {
      // z / √(1 − z²) is an entry over the length of what follows it in its row
      const squares = cumulativeSum(square(x), columns, true);
      const after = gather(
        squares,
        columns,
        Int32Array.from({ length: dim.size }, (_, j) => Math.min(j + 1, dim.size - 1)),
        [columns],
      );
      return asinh(entries(x).div(sqrt(entries(after))));
    },
    logJacobian: (y) => sum(logSech2(y).mul(weights((i, j) => 1 + (i - j - 1) / 2)), free),
  };
}

/** R = L Lᵀ with L from `choleskyCorrelation`; the log Jacobian is that of the entries below the diagonal. */
export function correlation(dim: Axis): Transform {
  const factor = choleskyCorrelation(dim);
  const { free, weights } = triangle(dim, false);
  return {
    axes: factor.axes,
    constrain: (y) => covarianceOf(factor.constrain(y), dim),
    unconstrain: (x) => factor.unconstrain(choleskyOf(x, dim)),
    logJacobian: (y) => sum(logSech2(y).mul(weights((_, j) => (dim.size - j) / 2)), free),
  };
}

/** Lower triangular L, row by row, with the diagonal exp y. */
export function choleskyCovariance(dim: Axis): Transform {
  const { free, columns, matrix, entries, weights, axes } = triangle(dim, true);
  const belowOrOn = table([dim, columns], (i, j) => Number((i as number) >= (j as number)));
  const onDiagonal = table([dim, columns], (i, j) => Number(i === j));
  const isDiagonal = weights((i, j) => Number(i === j));
  return {
    axes,
    constrain: (y) => {
      const free2d = matrix(y);
      return where(belowOrOn, where(onDiagonal, exp(where(onDiagonal, free2d, 0)), free2d), 0);
    },
    unconstrain: (x) => {
      const values = entries(x);
      return where(isDiagonal, log(where(isDiagonal, values, 1)), values);
    },
    logJacobian: (y) => sum(y.mul(isDiagonal), free),
  };
}

/** Σ = L Lᵀ with L from `choleskyCovariance`; the log Jacobian is that of the lower triangle. */
export function covariance(dim: Axis): Transform {
  const factor = choleskyCovariance(dim);
  const { free, weights } = triangle(dim, true);
  // 2ᴷ Π Lᵢᵢ^(K − i + 1), and Lᵢᵢ once more for its own exponential (i from 1)
  const often = weights((i, j) => (i === j ? dim.size - i + 1 : 0));
  return {
    axes: factor.axes,
    constrain: (y) => covarianceOf(factor.constrain(y), dim),
    unconstrain: (x) => factor.unconstrain(choleskyOf(x, dim)),
    logJacobian: (y) => sum(y.mul(often), free).add(dim.size * Math.LN2),
  };
}
