/** Map the reals onto increasing vectors (Stan Reference Manual, "Ordered vector" and "Positive ordered vector"). */
import type { Axis } from "../expr/layout.js";
import { cumulativeSum, dataNode, type ExprNode, gather } from "../expr/node.js";
import { exp, log, sum, where } from "../expr/raw.js";
import type { Transform } from "./types.js";

const marks = (dim: Axis, first: number, rest: number): ExprNode =>
  dataNode(
    [dim],
    Float64Array.from({ length: dim.size }, (_, k) => (k === 0 ? first : rest)),
  );

/** Steps between neighbours along `dim`; the first element keeps its value. */
function steps(x: ExprNode, dim: Axis): ExprNode {
  const shift = Int32Array.from({ length: dim.size }, (_, k) => Math.max(0, k - 1));
  const before = gather(x, dim, shift, [dim]);
  return x.sub(before.mul(marks(dim, 0, 1)));
}

/** x₁ = y₁ and xₖ = xₖ₋₁ + exp yₖ. */
export const ordered = (dim: Axis): Transform => ({
  axes: (of) => of,
  constrain: (y) => {
    const first = marks(dim, 1, 0);
    return cumulativeSum(where(first, y, exp(where(first, 0, y))), dim); // no exp of a large first value
  },
  unconstrain: (x) => {
    const first = marks(dim, 1, 0);
    const step = steps(x, dim);
    return where(first, step, log(where(first, 1, step)));
  },
  logJacobian: (y) => sum(y.mul(marks(dim, 0, 1)), dim),
});

/** x₁ = exp y₁ and xₖ = xₖ₋₁ + exp yₖ. */
export const positiveOrdered = (dim: Axis): Transform => ({
  axes: (of) => of,
  constrain: (y) => cumulativeSum(exp(y), dim),
  unconstrain: (x) => log(steps(x, dim)),
  logJacobian: (y) => sum(y, dim),
});
