/** Give transforms on plain arrays, by name. */
import { type Dim, dim, prime } from "@credence/draws";
import { evaluate } from "../expr/evaluate.js";
import type { Axes } from "../expr/layout.js";
import { dataNode, type ExprNode, sumAll } from "../expr/node.js";
import { identity, interval, lower, positive, upper } from "./bounded.js";
import { choleskyCorrelation, choleskyCovariance, correlation, covariance } from "./matrices.js";
import { ordered, positiveOrdered } from "./ordered.js";
import { simplex, simplexSoftmaxLastZero, simplexStickBreaking } from "./simplex.js";
import type { Transform } from "./types.js";
import { offsetMultiplier, sumToZero, unitVector } from "./vectors.js";

/** Numbers that a transform depends on. */
export interface TransformOptions {
  readonly lower?: number;
  readonly upper?: number;
  readonly offset?: number;
  /** Positive. */
  readonly multiplier?: number;
}

/** A transform of plain arrays: free coordinates y to constrained x (for matrices a list of rows) and back. */
export interface NumericTransform<X = number[]> {
  constrain(y: ArrayLike<number>, options?: TransformOptions): X;
  unconstrain(x: ArrayLike<number> | readonly ArrayLike<number>[], options?: TransformOptions): number[];
  /** log |det ∂x/∂y|, over the whole array. */
  logJacobian(y: ArrayLike<number>, options?: TransformOptions): number;
}

/** A number among the options. @throws TypeError when it is missing. */
function option(name: keyof TransformOptions, options: TransformOptions): number {
  const value = options[name];
  if (typeof value !== "number" || !Number.isFinite(value))
    throw new TypeError(`this transform wants a finite number as options.${name}, got ${String(value)}`);
  if (name === "multiplier" && value <= 0)
    throw new TypeError(`this transform wants a positive options.multiplier, got ${value}`);
  return value;
}

type Make = (dim: Dim<string>, options: TransformOptions) => Transform;

/** The log Jacobian at y of a transform whose values lie over `dims`. */
const jacobianOf = (transform: Transform, dims: Axes, y: ArrayLike<number>): number =>
  evaluate(sumAll(transform.logJacobian(dataNode(transform.axes(dims), Float64Array.from(y)))))[0] as number;

const valuesOf = (node: ExprNode): number[] => Array.from(evaluate(node));

/** A transform over one vector whose constrained form has `extra` more elements than its free form. */
function vector(make: Make, extra = 0): NumericTransform {
  const over = (size: number): Dim<string> => dim("element", size);
  return {
    constrain: (y, options = {}) => {
      const along = over(y.length + extra);
      const transform = make(along, options);
      return valuesOf(transform.constrain(dataNode(transform.axes([along]), Float64Array.from(y))));
    },
    unconstrain: (x, options = {}) => {
      const along = over(x.length);
      return valuesOf(make(along, options).unconstrain(dataNode([along], Float64Array.from(x as ArrayLike<number>))));
    },
    logJacobian: (y, options = {}) => {
      const along = over(y.length + extra);
      return jacobianOf(make(along, options), [along], y);
    },
  };
}

/** A transform of matrices, with so many free coordinates for so many rows. */
function matrix(make: (dim: Dim<string>) => Transform, freeOf: (rows: number) => number): NumericTransform<number[][]> {
  const axesOf = (rows: number): Axes => {
    const along = dim("row", rows);
    return [along, prime(along)];
  };
  const rowsOf = (free: number): number => {
    const rows = Math.floor(Math.sqrt(2 * free)) + 1;
    const found = [rows - 1, rows, rows + 1].find((n) => n > 0 && freeOf(n) === free);
    if (found === undefined) throw new RangeError(`no matrix of this kind has ${free} free coordinates`);
    return found;
  };
  return {
    constrain: (y) => {
      const rows = rowsOf(y.length);
      const axes = axesOf(rows);
      const transform = make(axes[0] as Dim<string>);
      const values = valuesOf(transform.constrain(dataNode(transform.axes(axes), Float64Array.from(y))));
      return Array.from({ length: rows }, (_, i) => values.slice(i * rows, (i + 1) * rows));
    },
    unconstrain: (x) => {
      const rows = Array.from(x as readonly ArrayLike<number>[], (row) => Array.from(row));
      if (rows.some((row) => row.length !== rows.length))
        throw new RangeError(
          `this transform wants a square matrix as a list of rows, got rows of ${rows.map((row) => row.length).join(", ")}`,
        );
      const axes = axesOf(rows.length);
      return valuesOf(make(axes[0] as Dim<string>).unconstrain(dataNode(axes, Float64Array.from(rows.flat()))));
    },
    logJacobian: (y) => {
      const axes = axesOf(rowsOf(y.length));
      return jacobianOf(make(axes[0] as Dim<string>), axes, y);
    },
  };
}

const below = (rows: number): number => (rows * (rows - 1)) / 2;
const belowOrOn = (rows: number): number => (rows * (rows + 1)) / 2;

export type VectorTransformName =
  | "identity"
  | "positive"
  | "lower"
  | "upper"
  | "lower_upper"
  | "offset_multiplier"
  | "ordered"
  | "positive_ordered"
  | "simplex_ilr"
  | "simplex_stick_breaking"
  | "simplex_softmax_last_zero"
  | "sum_to_zero"
  | "unit_vector";
export type MatrixTransformName = "cholesky_factor_corr" | "corr_matrix" | "cholesky_factor_cov" | "cov_matrix";

/** Transforms on plain arrays, by name; those of matrices give and take lists of rows. */
export const transforms: { readonly [N in VectorTransformName]: NumericTransform } & {
  readonly [N in MatrixTransformName]: NumericTransform<number[][]>;
} = {
  identity: vector(() => identity),
  positive: vector(() => positive),
  lower: vector((_, options) => lower(option("lower", options))),
  upper: vector((_, options) => upper(option("upper", options))),
  lower_upper: vector((_, options) => interval(option("lower", options), option("upper", options))),
  offset_multiplier: vector((_, options) => offsetMultiplier(option("offset", options), option("multiplier", options))),
  ordered: vector(ordered),
  positive_ordered: vector(positiveOrdered),
  simplex_ilr: vector(simplex, 1),
  simplex_stick_breaking: vector(simplexStickBreaking, 1),
  simplex_softmax_last_zero: vector(simplexSoftmaxLastZero, 1),
  sum_to_zero: vector(sumToZero, 1),
  unit_vector: vector(unitVector),
  cholesky_factor_corr: matrix(choleskyCorrelation, below),
  corr_matrix: matrix(correlation, below),
  cholesky_factor_cov: matrix(choleskyCovariance, belowOrOn),
  cov_matrix: matrix(covariance, belowOrOn),
};
