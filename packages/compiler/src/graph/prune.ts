/** Keep only the nodes that some outputs need, and number them anew. */
import { argumentsOf, withArguments } from "./node.js";
import type { ArrayGraph, ArrayNode, NodeId } from "./types.js";

/** A smaller graph and where the kept nodes went. */
export interface Pruned {
  readonly graph: ArrayGraph;
  /** The new id of each old node; -1 for a dropped one. */
  readonly ids: readonly NodeId[];
}

/** Which nodes the outputs are computed from, themselves included. */
export function needed(graph: ArrayGraph, outputs: readonly NodeId[]): readonly boolean[] {
  const keep = graph.nodes.map(() => false);
  for (const id of outputs) {
    if (graph.nodes[id] === undefined) throw new RangeError(`output ${id} is not a node of this graph`);
    keep[id] = true;
  }
  for (let id = keep.length - 1; id >= 0; id--)
    if (keep[id]) for (const arg of argumentsOf(graph.nodes[id] as ArrayNode)) keep[arg] = true;
  return keep;
}

/** The graph of what `outputs` need, in the same order. */
export function prune(graph: ArrayGraph, outputs: readonly NodeId[]): Pruned {
  const keep = needed(graph, outputs);
  const nodes: ArrayNode[] = [];
  const ids: NodeId[] = [];
  for (const [id, node] of graph.nodes.entries()) {
    const args = argumentsOf(node).map((arg) => ids[arg] as NodeId);
    ids.push(keep[id] ? nodes.push(withArguments(node, args)) - 1 : -1);
  }
  return { graph: { nodes }, ids };
}
