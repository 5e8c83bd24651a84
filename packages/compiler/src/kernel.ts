/** Give samplers a log density and its gradient at a position in their own memory. */
import { compile, type Program, type Slot } from "./backends/interpreter/index.js";
import { differentiate } from "./differentiate/index.js";
import { graphBuilder, replay } from "./graph/builder.js";
import { prune } from "./graph/prune.js";
import type { ArrayGraph, NodeId } from "./graph/types.js";

/** A log density over unconstrained reals; the same shape as the samplers' target. */
export interface Kernel {
  /** Number of unconstrained coordinates: those of all inputs, one input after the other. */
  readonly dimension: number;
  /** Log density at `memory[q .. q + dimension)`; -Infinity outside the support, never NaN. */
  logDensity(memory: Float64Array, q: number): number;
  /** The same, with the gradient written to `memory[g .. g + dimension)`; -Infinity comes with a zero gradient. */
  logDensityGradient(memory: Float64Array, q: number, g: number): number;
}

/** A graph with its gradient, as plain data: one output of length 1, and one gradient for each input. */
export interface GradientGraph {
  readonly graph: ArrayGraph;
  readonly inputs: readonly NodeId[];
  readonly output: NodeId;
  readonly gradient: readonly NodeId[];
}

/** Differentiates `output` in `inputs` and keeps what is needed for both. */
export function gradientGraph(graph: ArrayGraph, output: NodeId, inputs: readonly NodeId[]): GradientGraph {
  const builder = graphBuilder();
  const ids = replay(builder, graph);
  const [start, ...sources] = [output, ...inputs].map((id) => ids[id] as NodeId) as [NodeId, ...NodeId[]];
  const gradient = differentiate(builder, start, sources);
  const pruned = prune(builder.graph, [start, ...sources, ...gradient]);
  const now = (id: NodeId): NodeId => pruned.ids[id] as NodeId;
  return { graph: pruned.graph, inputs: sources.map(now), output: now(start), gradient: gradient.map(now) };
}

/** Copies a position into a program's inputs. */
function copyIn(program: Program, memory: Float64Array, q: number): void {
  let from = q;
  for (let k = 0; k < program.inputs.length; k++) {
    const { offset, length } = program.inputs[k] as Slot;
    for (let i = 0; i < length; i++) program.memory[offset + i] = memory[from + i] as number;
    from += length;
  }
}

/** Copies a gradient out of the outputs after the first; whether all of it is finite. */
function copyOut(program: Program, memory: Float64Array, g: number): boolean {
  let to = g;
  let check = 0; // stays 0 exactly while all elements are finite: 0 · ∞ and 0 · NaN are NaN
  for (let k = 1; k < program.outputs.length; k++) {
    const { offset, length } = program.outputs[k] as Slot;
    for (let i = 0; i < length; i++) {
      const slope = program.memory[offset + i] as number;
      check += 0 * slope;
      memory[to + i] = slope;
    }
    to += length;
  }
  return check === 0;
}

/** The log density that a sampler may see: what is not a finite number is outside the support. */
const sanitised = (value: number): number => (value - value === 0 ? value : Number.NEGATIVE_INFINITY);

const densityOf = (program: Program): number => program.memory[(program.outputs[0] as Slot).offset] as number;

/** Interprets a graph and its gradient; a value alone is computed by a program of its own, without adjoints. */
export const interpretedKernel = ({ graph, inputs, output, gradient }: GradientGraph): Kernel =>
  kernelOf(compile(graph, { inputs, outputs: [output] }), () =>
    compile(graph, { inputs, outputs: [output, ...gradient] }),
  );

/** A kernel of two programs, the second made at the first gradient: what never needs one does not wait for it. */
function kernelOf(value: Program, withGradient: () => Program): Kernel {
  const dimension = value.inputs.reduce((total, slot) => total + slot.length, 0);
  let both: Program | undefined;
  return {
    dimension,
    logDensity: (memory, q) => {
      copyIn(value, memory, q);
      value.run();
      return sanitised(densityOf(value));
    },
    logDensityGradient: (memory, q, g) => {
      both ??= withGradient();
      copyIn(both, memory, q);
      both.run();
      const density = sanitised(densityOf(both));
      if (density > Number.NEGATIVE_INFINITY && copyOut(both, memory, g)) return density;
      memory.fill(0, g, g + dimension);
      return Number.NEGATIVE_INFINITY;
    },
  };
}

/**
 * The log density `output` (one element) as a function of `inputs`, with its gradient; `source` is a builder, or whatever
 * else holds the graph, and does not change.
 *
 * A value or a gradient that is NaN or infinite is reported as -Infinity with a zero gradient, before any sampler's
 * statistic can see it.
 * @throws RangeError if `output` has more than one element or needs an input that is not listed.
 */
export function gradientKernel(
  source: { readonly graph: ArrayGraph },
  output: NodeId,
  inputs: readonly NodeId[],
): Kernel {
  const { graph } = source;
  return kernelOf(compile(graph, { inputs, outputs: [output] }), () => {
    const { gradient, ...own } = gradientGraph(graph, output, inputs);
    return compile(own.graph, { inputs: own.inputs, outputs: [own.output, ...gradient] });
  });
}
