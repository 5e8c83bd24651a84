/** Choose the transform of a support, and give transforms on plain arrays by name. */
import { type Dim, dim } from "@credence/draws";
import { evaluate } from "../expr/evaluate.js";
import type { Axes } from "../expr/layout.js";
import { dataNode, type ExprNode, sumAll } from "../expr/node.js";
import type { Bound, Support } from "../support.js";
import { identity, interval, lower, positive, unit, upper } from "./bounded.js";
import { ordered, positiveOrdered } from "./ordered.js";
import { simplex } from "./simplex.js";
import type { Transform } from "./types.js";

/** The transform of a continuous support; bounds may be expressions. */
export function transformOf(support: Support): Transform {
  switch (support.kind) {
    case "real":
      return identity;
    case "simplex":
      return simplex(support.dim);
    case "ordered":
      return support.positive ? positiveOrdered(support.dim) : ordered(support.dim);
    case "interval":
      return intervalTransform(support.lower, support.upper);
    default:
      throw new Error("internal: a discrete variable has no transform");
  }
}
function intervalTransform(low: Bound | undefined, high: Bound | undefined): Transform {
  if (low === undefined) return high === undefined ? identity : upper(high);
  if (high === undefined) return low === 0 ? positive : lower(low);
  return low === 0 && high === 1 ? unit : interval(low, high);
}

/** Numbers that bound a transform. */
export interface TransformOptions {
  readonly lower?: number;
  readonly upper?: number;
}
/** A transform of plain arrays. `logJacobian` is the sum over the whole array. */
export interface NumericTransform {
  constrain(y: ArrayLike<number>, options?: TransformOptions): number[];
  unconstrain(x: ArrayLike<number>, options?: TransformOptions): number[];
  logJacobian(y: ArrayLike<number>, options?: TransformOptions): number;
}

const bound = (name: "lower" | "upper", options: TransformOptions): number => {
  const value = options[name];
  if (typeof value !== "number" || !Number.isFinite(value))
    throw new TypeError(`this transform wants a finite number as options.${name}, got ${String(value)}`);
  return value;
};

/** Runs a transform over one vector whose constrained form has `extra` more elements than its free form. */
function numeric(make: (dim: Dim<string>, options: TransformOptions) => Transform, extra = 0): NumericTransform {
  const run = (
    values: ArrayLike<number>,
    size: number,
    options: TransformOptions,
    use: (t: Transform, x: ExprNode) => ExprNode,
    free: boolean,
  ): number[] => {
    const constrained = dim("element", size);
    const transform = make(constrained, options);
    const axes: Axes = free ? transform.axes([constrained]) : [constrained];
    const result = use(transform, dataNode(axes, Float64Array.from(values)));
    return Array.from(evaluate(result));
  };
  return {
    constrain: (y, options = {}) => run(y, y.length + extra, options, (t, x) => t.constrain(x), true),
    unconstrain: (x, options = {}) => run(x, x.length, options, (t, v) => t.unconstrain(v), false),
    logJacobian: (y, options = {}) =>
      run(y, y.length + extra, options, (t, x) => sumAll(t.logJacobian(x)), true)[0] as number,
  };
}

/** Transforms on plain arrays, by name. */
export const transforms: Readonly<Record<string, NumericTransform>> = {
  identity: numeric(() => identity),
  positive: numeric(() => positive),
  lower: numeric((_, options) => lower(bound("lower", options))),
  upper: numeric((_, options) => upper(bound("upper", options))),
  lower_upper: numeric((_, options) => interval(bound("lower", options), bound("upper", options))),
  ordered: numeric((along) => ordered(along)),
  positive_ordered: numeric((along) => positiveOrdered(along)),
  simplex_ilr: numeric((along) => simplex(along), 1),
};
