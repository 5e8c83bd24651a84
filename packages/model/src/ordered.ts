/** Put the elements of a random vector in increasing order, so that labels of a mixture cannot switch. */
import type { Dim } from "@credence/draws";
import { ExprNode, nodeOf, supportOf, typed } from "./expr/node.js";
import type { Real, Variable } from "./expr/types.js";

/**
 * The variable, restricted to values that increase along `dim`: the law of its independent copies in order, up to the
 * constant K! by which sorting multiplies their density. Positive variables stay positive.
 *
 * @throws when `x` is no random variable over `dim`, or its values are bounded other than by zero from below.
 */
export function ordered<D extends string, E extends D, K extends Real>(x: Variable<D, K>, dim: Dim<E>): Variable<D, K> {
  const node = nodeOf(x);
  if (node.operation.op !== "random")
    throw new TypeError("ordered() is for random variables, such as normal(0, 5).over(part)");
  if (!node.axes.some((axis) => axis.name === dim.name))
    throw new TypeError(`ordered(): the variable does not vary over "${dim.name}"`);
  const support = supportOf(node);
  const positive = support.kind === "interval" && support.lower === 0 && support.upper === undefined;
  if (support.kind !== "real" && !positive)
    throw new TypeError("ordered() wants a variable on all real or all positive numbers");
  return typed(
    new ExprNode(
      { ...node.operation, constraint: { kind: "ordered", dim, positive } },
      node.args,
      node.axes,
      node.range,
    ),
  );
}
