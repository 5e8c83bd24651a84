/** Make random vectors and matrices whose parameters have dims that the variable has not, such as the columns of a covariance. */

import { type Axes, type Axis, hasAxis, unionAxes } from "../../expr/layout.js";
import { ExprNode, nodeOf, typed } from "../../expr/node.js";
import type { Arg } from "../../expr/types.js";
import { rangeOfSupport } from "../../support.js";
import { inOrder } from "../../transforms/free.js";
import { checkedParameters, type Family } from "../types.js";

/**
 * A random variable of a family; dims are those of the parameters, then those of one event, without those `within` the
 * parameters alone.
 */
export function variableWithin<T>(family: Family, parameters: readonly Arg[], event: Axes, within: Axes): T {
  const nodes = checkedParameters(family, parameters);
  const all = unionAxes(...nodes.map(({ axes }) => axes));
  const batch = all.filter(({ name }) => !hasAxis(event, name) && !hasAxis(within, name));
  const operation = { op: "random", family, event, nonCentered: false } as const;
  return typed(new ExprNode(operation, nodes, [...batch, ...event], rangeOfSupport(family.support(nodes, event))));
}

/** A parameter laid out with `dim` last, so that its family finds that dim. */
export function withLast<T>(x: Arg, dim: Axis, what: string): T {
  const node = nodeOf(x, what);
  if (!hasAxis(node.axes, dim.name)) {
    const own = node.axes.map(({ name }) => `"${name}"`).join(", ");
    throw new TypeError(
      `${what} must vary along "${dim.name}", the dim that was given for them, and ${own === "" ? "are a single number" : `vary along ${own}`}: give the dim that they vary along`,
    );
  }
  return typed(inOrder(node, [...node.axes.filter(({ name }) => name !== dim.name), dim]));
}
