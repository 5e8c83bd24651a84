/** Say as an expression whether a value lies in a support: 1 where it does, else 0. */
import { isPositiveDefinite } from "./expr/matrix.js";
import { type ExprNode, reduce } from "./expr/node.js";
import { abs, eq, floor, ge, gt, le, lt, mul, sub } from "./expr/raw.js";
import type { Bound, Support } from "./support.js";

/** The condition, over the dims of `x` and of the bounds; undefined where every number belongs, or none can be told. */
export function insideOf(x: ExprNode, support: Support): ExprNode | undefined {
  const conditions = conditionsOf(x, support);
  return conditions.length === 0 ? undefined : conditions.reduce(mul);
}

function conditionsOf(x: ExprNode, support: Support): readonly ExprNode[] {
  switch (support.kind) {
    case "interval":
      return bounds(x, support.lower, support.upper, support.closed);
    case "integer":
      return [eq(x, floor(x)), ...bounds(x, support.lower, support.upper, true)];
    case "label":
      return bounds(x, 0, support.dim.size - 1, true);
    case "simplex":
      return [ge(x, 0), le(abs(sub(reduce("sum", x, support.dim), 1)), 1e-8)];
    case "counts":
      return [eq(x, floor(x)), ge(x, 0), eq(reduce("sum", x, support.dim), support.total)];
    case "covariance":
      return [isPositiveDefinite(x, support.dim)];
    default:
      return [];
  }
}

function bounds(x: ExprNode, lower: Bound | undefined, upper: Bound | undefined, closed: boolean): readonly ExprNode[] {
  return [
    ...(lower === undefined ? [] : [(closed ? ge : gt)(x, lower)]),
    ...(upper === undefined ? [] : [(closed ? le : lt)(x, upper)]),
  ];
}
