/** Give a Hamiltonian kernel its memory: the metric, the states and the momentum sums, with views of what is read. */
import { loops } from "@credence/math";
import type { Target } from "../types.js";
import { type HamiltonianLayout, type HamiltonianVectors, hamiltonianLayout, stateOffset } from "./operations.js";
import { vectorsOver } from "./vectors.js";

/** Memory and the operations on it. */
export interface PhaseSpace {
  readonly memory: Float64Array;
  readonly layout: HamiltonianLayout;
  readonly vectors: HamiltonianVectors;
  /** The diagonal of M⁻¹. */
  readonly metric: Float64Array;
  /** Position of each state. */
  readonly positions: readonly Float64Array[];
  /** Gradient of the log density at each state. */
  readonly gradients: readonly Float64Array[];
}

/** Memory for `stateCount` states and `sumCount` momentum sums over a target; the metric is the identity. */
export function phaseSpace(target: Target, stateCount: number, sumCount: number): PhaseSpace {
  const { dimension } = target;
  const layout = hamiltonianLayout(dimension, stateCount, sumCount);
  const memory = target.allocate?.(layout.length) ?? ownMemory(layout.length);
  const view = (offset: number): Float64Array => memory.subarray(offset, offset + dimension);
  const offsets = Array.from({ length: stateCount }, (_, k) => stateOffset(layout, k));
  return {
    memory,
    layout,
    vectors: target.hamiltonian?.(memory, layout) ?? vectorsOver(target, memory, layout),
    metric: view(layout.metric).fill(1),
    positions: offsets.map(view),
    gradients: offsets.map((offset) => view(offset + layout.stride)),
  };
}

/** Zeroed doubles that WebAssembly can reach, where there is any. */
function ownMemory(length: number): Float64Array {
  const memory = loops.createMemory(length);
  return memory ? new Float64Array(memory.buffer, 0, length) : new Float64Array(length);
}
