/** Compute once what depends on data alone, so that a kernel has only what changes from call to call. */
import { argumentsOf } from "../../graph/node.js";
import { prune } from "../../graph/prune.js";
import type { ArrayGraph, ArrayNode, NodeId } from "../../graph/types.js";
import { evaluate } from "../interpreter/evaluate.js";

const valuesOf = (node: ArrayNode): Float64Array | undefined =>
  node.op === "data" ? node.values : node.op === "constant" ? Float64Array.of(node.value) : undefined;

/** A graph with its inputs and outputs. */
export interface Folded {
  readonly graph: ArrayGraph;
  readonly inputs: readonly NodeId[];
  readonly outputs: readonly NodeId[];
}

/** The same program in which every node that needs no input is data; nodes that nobody needs are left out. */
export function fold({ graph, inputs, outputs }: Folded): Folded {
  const nodes: ArrayNode[] = [];
  for (const node of graph.nodes) {
    const args = argumentsOf(node);
    const known = args.map((arg) => valuesOf(nodes[arg] as ArrayNode));
    const fixed = args.length > 0 && known.every((values) => values !== undefined);
    nodes.push(fixed ? { op: "data", values: evaluate(node, known as Float64Array[]), length: node.length } : node);
  }
  const pruned = prune({ nodes }, [...inputs, ...outputs]);
  const now = (id: NodeId): NodeId => pruned.ids[id] as NodeId;
  return { graph: pruned.graph, inputs: inputs.map(now), outputs: outputs.map(now) };
}
