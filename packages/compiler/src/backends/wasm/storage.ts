/** Find the values that must lie in memory, and give them slots that later values may have when they are no longer needed. */
import { argumentsOf } from "../../graph/node.js";
import type { ArrayGraph, ArrayNode, NodeId } from "../../graph/types.js";
import { rolesOf } from "./roles.js";
import type { Step } from "./schedule.js";

/** The nodes that a step computes. */
export const nodesOf = (step: Step): readonly NodeId[] =>
  step.kind === "block" ? [step.node] : step.kind === "loop" ? [...step.nodes, ...step.reductions] : step.nodes;

/** The step in which each node is computed; -1 for leaves. */
function stepOfEach(graph: ArrayGraph, steps: readonly Step[]): number[] {
  const at = graph.nodes.map(() => -1);
  for (const [k, step] of steps.entries()) for (const id of nodesOf(step)) at[id] = k;
  return at;
}

/** The last step that reads each node, -1 where none does. */
function lastReads(graph: ArrayGraph, at: readonly number[]): number[] {
  const last = graph.nodes.map(() => -1);
  for (const [id, node] of graph.nodes.entries())
    for (const arg of argumentsOf(node)) last[arg] = Math.max(last[arg] as number, at[id] as number);
  return last;
}

/**
 * Which computed nodes lie in memory: results of blocks and sums into places; what a block or a lookup reads; elements that
 * another loop needs. The others live in registers.
 */
export function storedNodes(graph: ArrayGraph, steps: readonly Step[], outputs: readonly NodeId[]): readonly boolean[] {
  const roles = rolesOf(graph);
  const at = stepOfEach(graph, steps);
  const stored = graph.nodes.map(
    (node, id) => roles[id] === "block" || (roles[id] === "reduction" && node.op === "scatterAdd"),
  );
  for (const id of outputs) if (roles[id] !== "leaf" && (graph.nodes[id]?.length as number) > 1) stored[id] = true;
  for (const [id, node] of graph.nodes.entries()) {
    for (const arg of argumentsOf(node)) {
      if (roles[arg] === "leaf") continue;
      const looksUp = roles[id] === "block" || (node.op === "gather" && (graph.nodes[arg] as ArrayNode).length > 1);
      if (looksUp || (roles[arg] === "pointwise" && at[id] !== at[arg])) stored[arg] = true;
    }
  }
  return stored;
}

/** Slots start at even places and end at even ones: loops take two elements at a time. */
export const padded = (length: number): number => length + (length % 2);

/** Offsets of the nodes that lie in memory, counted from its beginning; -1 for the others; and the doubles in all. */
export interface Slots {
  readonly offsets: readonly number[];
  readonly size: number;
}

/** Gives slots to `stored` nodes; outputs keep theirs to the end. */
export function slotsOf(
  graph: ArrayGraph,
  steps: readonly Step[],
  stored: readonly boolean[],
  outputs: readonly NodeId[],
): Slots {
  const last = lastReads(graph, stepOfEach(graph, steps));
  for (const id of outputs) last[id] = Number.POSITIVE_INFINITY;
  const offsets = graph.nodes.map(() => -1);
  const free = new Map<number, number[]>();
  const ending: NodeId[][] = steps.map(() => []);
  let size = 0;
  for (const [k, step] of steps.entries()) {
    for (const id of nodesOf(step)) {
      if (!stored[id]) continue;
      const length = padded((graph.nodes[id] as ArrayNode).length);
      const reused = free.get(length)?.pop();
      offsets[id] = reused ?? size;
      if (reused === undefined) size += length;
      const end = last[id] as number;
      if (end < steps.length) ending[Math.max(k, end)]?.push(id);
    }
    // Only after the step: nothing is written where it still reads.
    for (const id of ending[k] as NodeId[]) {
      const length = padded((graph.nodes[id] as ArrayNode).length);
      free.set(length, [...(free.get(length) ?? []), offsets[id] as number]);
    }
  }
  return { offsets, size };
}
