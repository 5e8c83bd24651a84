/** Evaluate a log density, and its gradient, by an emitted kernel over memory that is shared with samplers where possible. */
import type { Evaluate, Evaluator } from "../evaluate.js";
import { writeKernel } from "./emit/kernel.js";
import type { Folded } from "./fold.js";
import { instantiate } from "./instance.js";
import { draft, plan, sizeOf } from "./plan.js";
import type { SharedMemory } from "./shared-memory.js";

/**
 * A kernel of a program whose first output is the log density and whose others are its gradient.
 * @throws where WebAssembly is missing, forbidden, or has no memory left.
 */
export function emitted(program: Folded, shared: SharedMemory): Evaluator {
  const drafted = draft(program);
  const dimension = program.inputs.reduce((total, id) => total + (program.graph.nodes[id]?.length as number), 0);
  const stride = dimension + (dimension % 2) + 2;
  const arena = shared.arenaFor(sizeOf(drafted) + 2 * stride);
  const run = instantiate(plan(drafted, arena), writeKernel, arena);
  const own = arena.take(2 * stride);
  const { doubles } = arena;
  const { buffer } = doubles;
  const withGradient = program.outputs.length > 1;

  const byCopy: Evaluate = (memory, q, g) => {
    for (let i = 0; i < dimension; i++) doubles[own + i] = memory[q + i] as number;
    const density = run(own, own + stride);
    if (withGradient) for (let i = 0; i < dimension; i++) memory[g + i] = doubles[own + stride + i] as number;
    return density;
  };
  // asking a view for its buffer takes as long as a small kernel: the last view that was asked is remembered
  let last: Float64Array = doubles;
  let base = 0;
  const evaluate: Evaluate = (memory, q, g) => {
    if (memory !== last) {
      if (memory.buffer !== buffer) return byCopy(memory, q, g);
      last = memory;
      base = memory.byteOffset / Float64Array.BYTES_PER_ELEMENT;
    }
    return withGradient && Math.abs(q - g) < dimension ? byCopy(memory, q, g) : run(base + q, base + g);
  };
  return { evaluate, compiled: (memory) => (memory.buffer === buffer ? run : undefined) };
}
