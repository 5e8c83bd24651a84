/** Draw all random variables of a model from their priors, parents before children. */

import type { Rng } from "@credence/math";
import { type ExprNode, evaluateAll, type NamedNode, topological } from "@credence/model";
import { drawValues } from "./draw.js";
import { drawPath } from "./path.js";

/** Values that are given rather than drawn, by dotted name. */
export type Given = ReadonlyMap<string, Float64Array>;

/**
 * One joint draw: values of every random variable, by node. Those in `given` keep their values.
 * @throws when a variable has an improper prior, which cannot be drawn from.
 */
export function drawPrior(
  quantities: readonly NamedNode[],
  rng: Rng,
  given: Given = new Map(),
): Map<ExprNode, Float64Array> {
  const names = new Map(quantities.map(({ name, node }) => [node, name]));
  const values = new Map<ExprNode, Float64Array>();
  for (const node of topological(quantities.map((quantity) => quantity.node))) {
    if (node.operation.op !== "random") continue;
    const name = names.get(node) as string;
    values.set(node, given.get(name) ?? drawVariable(node, evaluateAll(node.args, values), rng.split(name)));
  }
  return values;
}

/**
 * Draws a variable given values of its parameters, each over its own dims.
 *
 * @param held of a path, values that stay as they are, NaN where there are none: the path goes on from them.
 */
export function drawVariable(
  node: ExprNode,
  parameters: readonly Float64Array[],
  rng: Rng,
  held?: Float64Array,
): Float64Array {
  if (node.operation.op !== "random") throw new Error("internal: only random variables are drawn");
  const { family } = node.operation;
  return family.event === "path" ? drawPath(node, family, parameters, rng, held) : drawValues(node, parameters, rng);
}
