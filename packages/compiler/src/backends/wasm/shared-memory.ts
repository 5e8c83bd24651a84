/** Give a kernel's programs and its samplers one memory, made when it is first needed. */
import type { ArrayGraph } from "../../graph/types.js";
import { type Arena, createArena, doublesOf } from "./arena.js";
import { padded } from "./storage.js";

/** The memory of one kernel. */
export interface SharedMemory {
  /** Zeroed doubles in the arena, or elsewhere when it is full: kernels then copy. */
  allocate(length: number): Float64Array;
  /** An arena with room for so many doubles. */
  arenaFor(length: number): Arena;
}

/** Vectors that samplers will ask for, as a multiple of the first that one does: chains of a run share a memory. */
const CHAINS = 8;

/** Room for what a density's graph and its adjoints may need: untouched pages cost nothing. */
function roughSize(graph: ArrayGraph): number {
  const arrays = new Set<Float64Array | Int32Array>();
  let size = 1 << 12;
  for (const node of graph.nodes) {
    if (node.op === "data") arrays.add(node.values);
    else size += 2 * padded(node.length) + 4;
    if ("positions" in node) arrays.add(node.positions);
    if (node.op === "linear") for (const table of [node.from, node.to]) arrays.add(table);
  }
  for (const array of arrays) size += doublesOf(array);
  return size;
}

/** An arena, where the host has one to give. */
function arenaOrNone(length: number): Arena | undefined {
  try {
    return createArena(length);
  } catch {
    return undefined; // the interpreter needs none
  }
}

/** Memory for programs of a graph of so many coordinates. */
export function sharedMemory(graph: ArrayGraph, dimension: number): SharedMemory {
  let arena: Arena | undefined;
  return {
    allocate: (length) => {
      arena ??= arenaOrNone(roughSize(graph) + CHAINS * length);
      if (arena === undefined || arena.room() < length + 2) return new Float64Array(length);
      const offset = arena.take(length);
      return arena.doubles.subarray(offset, offset + length);
    },
    arenaFor: (length) => {
      if (arena === undefined || arena.room() < length) arena = createArena(length + (1 << 12) + 256 * dimension);
      return arena;
    },
  };
}
