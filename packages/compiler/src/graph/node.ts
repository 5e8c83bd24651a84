/** Read and replace a node's arguments without knowing its kind. */
import { elementwise } from "@credence/model";
import type { ArrayNode, ElementwiseNode, NodeId } from "./types.js";

/** The nodes that a node is computed from, in order. */
export const argumentsOf = (node: ArrayNode): readonly NodeId[] => ("args" in node ? node.args : []);

/** The same operation on other arguments, of as many elements as stated. */
export const withArguments = (node: ArrayNode, args: readonly NodeId[], length: number = node.length): ArrayNode =>
  "args" in node ? ({ ...node, args, length } as unknown as ArrayNode) : node;

/** Whether each element is computed from the same element of the arguments. */
export const isElementwise = (node: ArrayNode): node is ElementwiseNode => Object.hasOwn(elementwise, node.op);
