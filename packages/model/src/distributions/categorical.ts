/** The categorical distribution: a label of a dim, by its probability. */
import { randomCategorical } from "@credence/math";
import { type Axis, hasAxis } from "../expr/layout.js";
import { ExprNode, nodeOf, take, typed } from "../expr/node.js";
import { range } from "../expr/range.js";
import { abs, gt, le, log, sum, where } from "../expr/raw.js";
import type { Category, Node, Simplex, Variable } from "../expr/types.js";
import { unit } from "../support.js";
import { simplexDim } from "./simplex-dim.js";
import { checkedParameters, type LabelFamily } from "./types.js";

/** The dim that the labels name: the one that the probabilities have and the variable has not. */
const labelled = (x: ExprNode, p: ExprNode): Axis => p.axes.find(({ name }) => !hasAxis(x.axes, name)) ?? simplexDim(p);

/** log p, −∞ at 0; the slope there is not asked for, as the label has another value or no probability. */
const logOf = (p: ExprNode): ExprNode => where(gt(p, 0), log(where(gt(p, 0), p, 1)), -Infinity);

export const categoricalFamily: LabelFamily = {
  name: "categorical",
  constructorName: "categorical",
  event: "label",
  parameters: [{ name: "p", support: unit }],
  requires: {
    text: "probabilities that sum to one",
    holds: (p) => le(abs(sum(p, simplexDim(p)).sub(1)), 1e-8),
  },
  support: ([p]) => ({ kind: "label", dim: unprimed(simplexDim(p as ExprNode)) }),
  logDensity: (x, p) => take(logOf(p), labelled(x, p), x),
  random: randomCategorical,
};

/** A label of the primed copy of a dim is a label of the dim. */
const unprimed = (dim: Axis): Axis => (dim.name.endsWith("'") ? { ...dim, name: dim.name.slice(0, -1) } : dim);

/** A label of `dim` with probabilities along it. */
export function categoricalAlong<T>(dim: Axis, p: ExprNode): T {
  checkedParameters(categoricalFamily, [typed(p)]);
  // stated on the node, as its parameter may be rewritten into something that does not tell its dim
  const constraint = { kind: "label", dim: unprimed(dim) } as const;
  const operation = { op: "random", family: categoricalFamily, event: [], nonCentered: false, constraint } as const;
  const axes = p.axes.filter(({ name }) => name !== dim.name);
  return typed(new ExprNode(operation, [p], axes, range(0, dim.size - 1, true)));
}

/** The name of a dim without the mark of its primed copy. */
export type Unprimed<D extends string> = D extends `${infer N}'` ? N : D;

/**
 * A label of p's dim (a label of `state'` is a label of `state`), as its position 0 … size − 1.
 * @throws TypeError when `p` has several dims and does not tell along which it sums to one: use assume.simplex.
 */
export function categorical<D extends string, E extends string>(
  p: Node<E, Simplex<D>>,
): Variable<Exclude<E, D>, Category<Unprimed<D>>> {
  const node = nodeOf(p, "the p of categorical");
  return categoricalAlong(simplexDim(node), node);
}
