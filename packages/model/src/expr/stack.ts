/** Lay expressions side by side along a dim: a vector of its elements, a table of its columns, a matrix of its rows. */
import type { Dim, DimsOf } from "@credence/draws";
import { evaluate } from "./evaluate.js";
import { hasAxis, unionAxes } from "./layout.js";
import { dataNode, ExprNode, nodeOf, typed } from "./node.js";
import { hull } from "./range.js";
import type { Arg, Expr, Join, KindOf, Known, Simplex } from "./types.js";

/** What a stack of expressions of kinds K is: rows of proportions stay such. */
export type Stacked<K> = [K] extends [Known] ? Known : [K] extends [Simplex<infer S>] ? Simplex<S> : Join<K>;

/**
 * One expression, number or column for each label of `dim`, side by side along it; what some of them lack of the others'
 * dims is repeated. The dim comes first.
 *
 * @throws TypeError when a part is no number or expression, or varies over `dim` already; RangeError when there is not one
 *   for each label.
 * @example
 * ```ts
 * const obs = dim("obs", 3);
 * const term = dim("term", ["intercept", "slope"]);
 * const design = stack(term, [1, column(obs, [0.5, 1, 1.5])]); // over term and obs
 * const line = model(() => {
 *   const beta = flat().over(term);
 *   const y = normal(dot(design, beta, term), 1);
 *   return { beta, y };
 * });
 * ```
 */
export function stack<D extends string, P extends Arg>(
  dim: Dim<D>,
  parts: readonly P[],
): Expr<D | DimsOf<P>, Stacked<KindOf<P>>> {
  if (!Array.isArray(parts) || !Array.isArray(dim?.labels))
    throw new TypeError('stack wants a dim and a list of one expression for each label: stack(dim("term", 2), [1, x])');
  if (parts.length !== dim.size)
    throw new RangeError(
      `stack: ${parts.length} expressions and ${dim.size} labels of "${dim.name}"; give one for each`,
    );
  const nodes = parts.map((part, k) => nodeOf(part as Arg, `stack at ${dim.name} ${dim.labels[k]}`));
  const own = nodes.findIndex(({ axes }) => hasAxis(axes, dim.name));
  if (own >= 0)
    throw new TypeError(
      `stack: what stands at ${dim.name} ${dim.labels[own]} varies over "${dim.name}" itself; the parts have other dims`,
    );
  const values = nodes.map(({ range }) => range).reduce(hull);
  const node = new ExprNode(
    { op: "stack", along: dim },
    nodes,
    [dim, ...unionAxes(...nodes.map((x) => x.axes))],
    values,
  );
  return typed(node.known ? dataNode(node.axes, evaluate(node)) : node);
}
