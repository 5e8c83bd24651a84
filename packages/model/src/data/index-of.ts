/** Point from one dim into another: which county each home lies in. */
import { type Dim, positionOf } from "@credence/draws";
import { dataNode, type ExprNode, nodeOf, take, typed } from "../expr/node.js";
import * as raw from "../expr/raw.js";
import type { Category, Expr, Index, Node, Real } from "../expr/types.js";

/**
 * For each label of `dim`, a label of `of`.
 * @throws when the number of labels is not the size of `dim`, or a label is unknown (with the nearest known one).
 */
export function index<Of extends string, D extends string>(
  of: Dim<Of>,
  dim: Dim<D>,
  labels: readonly (string | number)[],
): Index<Of, D> {
  if (labels.length !== dim.size) {
    throw new RangeError(`the index into "${of.name}" has ${labels.length} labels; dim "${dim.name}" has ${dim.size}`);
  }
  return staticIndex(
    of,
    [dim],
    Int32Array.from(labels, (label) => positionOf(of, label)),
  );
}

/** One label of a dim: `rate.at(pick(arm, "B"))`. */
export function pick<D extends string>(dim: Dim<D>, label: string | number): Index<D, never> {
  return staticIndex(dim, [], Int32Array.of(positionOf(dim, label)));
}

export const staticIndex = <Of extends string, D extends string>(
  of: Dim<Of>,
  axes: readonly Dim<string>[],
  positions: Int32Array,
): Index<Of, D> => ({ of, axes, positions }) as unknown as Index<Of, D>;

/** Look up at a random label: the label's dims replace the dim it names. */
export function lookup<D extends string, C extends D, E extends string, K extends Real>(
  x: Node<D, K>,
  at: Node<E, Category<C>>,
): Expr<Exclude<D, C> | E, K> {
  const label = nodeOf(at);
  return typed(take(nodeOf(x), labelledDim(label), label));
}
function labelledDim(label: ExprNode): Dim<string> {
  const { operation } = label;
  if (operation.op === "random") {
    const support = operation.family.support(label.args, operation.event);
    if (support.kind === "label") return support.dim;
  }
  if (operation.op === "assume" && operation.support.kind === "label") return operation.support.dim;
  throw new TypeError(
    "lookup() wants a random label, such as categorical(p); for a known label use .at(pick(dim, label))",
  );
}

/** The first of two groups before the random label, the second from it on. */
export function before<T extends string, E extends string>(
  time: Dim<T>,
  at: Node<never, Category<T>>,
  groups: Dim<E>,
): Index<E, T> {
  if (groups.size !== 2)
    throw new RangeError(`before() chooses between two groups; dim "${groups.name}" has ${groups.size}`);
  const now = dataNode(
    [time],
    Float64Array.from({ length: time.size }, (_, i) => i),
  );
  const random = raw.ge(now, nodeOf(at));
  return { of: groups, axes: [time], positions: new Int32Array(0), random } as unknown as Index<E, T>;
}
