/** Give every node a slot of one memory, and slots of values no longer needed to later nodes. */
import { argumentsOf } from "../../graph/node.js";
import type { ArrayGraph, NodeId } from "../../graph/types.js";

/** Where each node's elements start, and how many elements there are in all. */
export interface Layout {
  readonly offsets: readonly number[];
  readonly size: number;
}

/** Slots start at even offsets, and odd lengths are padded, for loops that read two elements at a time. */
const padded = (length: number): number => Math.max(2, length + (length % 2));

/** Position of the last node that reads each node; -1 if none does. */
function lastUses(graph: ArrayGraph): number[] {
  const last = graph.nodes.map(() => -1);
  for (const [id, node] of graph.nodes.entries()) for (const arg of argumentsOf(node)) last[arg] = id;
  return last;
}

/**
 * Lays out a graph that is run in order. `lasting` nodes keep a slot of their own; the others' slots go, by length, to
 * later nodes after their last use, so that a long graph of long vectors stays in the cache.
 */
export function layOut(graph: ArrayGraph, lasting: (id: NodeId) => boolean): Layout {
  const last = lastUses(graph);
  const free = new Map<number, number[]>();
  const offsets: number[] = [];
  let size = 0;
  for (const [id, node] of graph.nodes.entries()) {
    const length = padded(node.length);
    const reused = lasting(id) ? undefined : free.get(length)?.pop();
    offsets.push(reused ?? size);
    if (reused === undefined) size += length;
    // Only after the node has its slot: no loop writes where it still reads.
    for (const arg of new Set(argumentsOf(node))) {
      if (last[arg] !== id || lasting(arg)) continue;
      const freed = padded(graph.nodes[arg]?.length ?? 0);
      free.set(freed, [...(free.get(freed) ?? []), offsets[arg] as number]);
    }
  }
  return { offsets, size };
}
