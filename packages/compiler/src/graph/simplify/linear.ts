/** Recognise linear maps of unknown elements with known coefficients: one pass instead of a lookup, a product and a sum. */
import type { GraphBuilder } from "../builder-types.js";
import { argumentsOf } from "../node.js";
import { compose, identity, isIdentity } from "../positions.js";
import type { NodeId } from "../types.js";
import { isConstant, type Rule, rule, single } from "./rule.js";

/** The node behind a lookup and the positions looked up; of other nodes, all elements in order. */
function lookup(b: GraphBuilder, id: NodeId): { readonly x: NodeId; readonly from: Int32Array } {
  const node = b.node(id);
  return node.op === "gather" ? { x: node.args[0], from: node.positions } : { x: id, from: identity(node.length) };
}

export const linearRules: readonly Rule[] = [
  rule(
    ["sum", "scatterAdd"],
    "Σ x[p] · c → linear(x), c known",
    "no pass for the lookup, none for the product; both directions of the gradient are such maps",
    (b, node) => {
      const product = b.node(node.args[0]);
      if (product.op !== "mul") return undefined;
      const [factor, values] = argumentsOf(product) as [NodeId, NodeId];
      if (b.node(values).op !== "data" || b.node(factor).length === 1) return undefined;
      const { x, from } = lookup(b, factor);
      const to = node.op === "sum" ? new Int32Array(product.length) : node.positions;
      return b.linear(x, values, { from, to }, node.length);
    },
  ),
  rule(
    ["linear"],
    "linear(repeated s) → s · Σ c",
    "no lookup; what is left of the map is known",
    (b, { args: [x, values], to, length }) => {
      const shared = single(b, x);
      return b.node(shared).length === 1 ? b.ops.mul(shared, b.scatterAdd(values, to, length)) : undefined;
    },
  ),
  rule(
    ["linear"],
    "linear that only reads → x[p]",
    "a lookup, or nothing where x is read as it is",
    (b, { args: [x, values], from, to, length }) =>
      isIdentity(to, length) && isConstant(b, single(b, values), 1) ? b.gather(x, from) : undefined,
  ),
  rule(
    ["linear"],
    "linear(x[p]) → linear(x)",
    "one lookup instead of two",
    (b, { args: [x, values], from, to, length }) => {
      const node = b.node(x);
      if (node.op !== "gather") return undefined;
      return b.linear(node.args[0], values, { from: compose(node.positions, from), to }, length);
    },
  ),
];
