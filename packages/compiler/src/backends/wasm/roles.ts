/** Say how each node of a graph is computed: in a register, in a loop over elements, at a loop's end, or by itself. */
import { argumentsOf, isElementwise } from "../../graph/node.js";
import type { ArrayGraph, ArrayNode, NodeId, NodeOf } from "../../graph/types.js";

/**
 * - `leaf`: there before a run: inputs, constants and data
 * - `scalar`: a function of single numbers, or one element looked up
 * - `pointwise`: element i of the result needs element i of the arguments, single numbers, or elements at known places
 * - `reduction`: taken while a loop over the elements of its argument runs, there when the loop has ended
 * - `block`: has loops of its own over arguments in memory
 */
export type Role = "leaf" | "scalar" | "pointwise" | "reduction" | "block";

/** A sum that goes along with a loop over its argument's elements. */
export type Reduction = NodeOf<"sum" | "scatterAdd" | "linear">;

/** Whether a linear map is a sum of products over all elements in order. */
const isDot = ({ from, length }: NodeOf<"linear">, size: number): boolean =>
  length === 1 && from.length === size && from.every((at, i) => at === i);

function roleOf(node: ArrayNode, lengthOf: (id: NodeId) => number): Role {
  if (argumentsOf(node).length === 0) return "leaf";
  if (isElementwise(node)) return node.length === 1 ? "scalar" : "pointwise";
  const size = lengthOf(argumentsOf(node)[0] as NodeId);
  switch (node.op) {
    case "gather":
      return node.length === 1 ? "scalar" : "pointwise";
    case "sum":
    case "scatterAdd":
      return size > 1 ? "reduction" : "block";
    case "linear":
      return size > 1 && isDot(node, size) ? "reduction" : "block";
    default:
      return "block";
  }
}

/** The role of every node. */
export const rolesOf = ({ nodes }: ArrayGraph): readonly Role[] =>
  nodes.map((node) => roleOf(node, (id) => nodes[id]?.length ?? 0));

/** The arguments whose element i goes into element i: those of the node's own length; a gather has none. */
export function alignedArguments({ nodes }: ArrayGraph, id: NodeId): readonly NodeId[] {
  const node = nodes[id] as ArrayNode;
  if (node.op === "gather") return [];
  return argumentsOf(node).filter((arg) => nodes[arg]?.length === node.length);
}
