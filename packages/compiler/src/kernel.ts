/** Give samplers a log density and its gradient at a position in their own memory. */
import type { Evaluator } from "./backends/evaluate.js";
import { checkProgram, compile, interpreted } from "./backends/interpreter/index.js";
import { prebuilt } from "./backends/prebuilt/program.js";
import { type Engine, engineInUse, interpretingCost, patienceFor, tiered } from "./backends/tiers.js";
import { emitted, sharedMemory } from "./backends/wasm/index.js";
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
  /** Zeroed memory that compiled code reaches without copies. */
  allocate(length: number): Float64Array;
  /**
   * `logDensityGradient` over a memory as a function that WebAssembly calls without JavaScript in between, of offsets from the
   * beginning of the memory's buffer; undefined as long as the interpreter evaluates, and where the memory is another.
   */
  readonly compiled: {
    readonly of: Kernel["logDensityGradient"];
    over(memory: Float64Array): ((position: number, gradient: number) => number) | undefined;
  };
}

/** A graph with its gradient, as plain data: one output of length 1, and one gradient for each input. */
export interface GradientGraph {
  readonly graph: ArrayGraph;
  readonly inputs: readonly NodeId[];
  readonly output: NodeId;
  readonly gradient: readonly NodeId[];
}

/** A graph with what it is run for. */
interface ProgramGraph {
  readonly graph: ArrayGraph;
  readonly inputs: readonly NodeId[];
  readonly outputs: readonly NodeId[];
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

/** A kernel of two programs, that with the gradient made at its first use: what never needs one does not wait for it. */
function kernelOf(value: ProgramGraph, withGradient: () => ProgramGraph, engine: Engine): Kernel {
  checkProgram(value.graph, value);
  const dimension = value.inputs.reduce((total, id) => total + (value.graph.nodes[id]?.length as number), 0);
  const shared = sharedMemory(value.graph, dimension);
  const evaluate = (program: ProgramGraph, patience: number): Evaluator =>
    tiered(
      {
        cost: interpretingCost(program.graph),
        patience,
        interpreted: () => interpreted(compile(program.graph, program)),
        prebuilt: () => interpreted(prebuilt(program, shared.arenaFor)),
        emitted: () => emitted(program, shared),
      },
      engine,
    );
  let density: Evaluator | undefined;
  let both: Evaluator | undefined;
  const logDensityGradient: Kernel["logDensityGradient"] = (memory, q, g) => {
    both ??= evaluate(withGradient(), patienceFor.gradients);
    return both.evaluate(memory, q, g);
  };
  return {
    dimension,
    logDensity: (memory, q) => {
      density ??= evaluate(value, patienceFor.values);
      return density.evaluate(memory, q, q);
    },
    logDensityGradient,
    compiled: { of: logDensityGradient, over: (memory) => both?.compiled(memory) },
    allocate: engine === "interpreter" ? (length) => new Float64Array(length) : shared.allocate,
  };
}

/** A kernel of a graph and its gradient; a value alone is computed by a program of its own, without adjoints. */
export const interpretedKernel = ({ graph, inputs, output, gradient }: GradientGraph): Kernel =>
  kernelOf(
    { graph, inputs, outputs: [output] },
    () => ({ graph, inputs, outputs: [output, ...gradient] }),
    "interpreter",
  );

/**
 * The log density `output` (one element) as a function of `inputs`, with its gradient; `source` is a builder, or whatever
 * else holds the graph, and does not change.
 *
 * A value or a gradient that is NaN or infinite is reported as -Infinity with a zero gradient, before any sampler's
 * statistic can see it. `engine` chooses who computes, not what: all engines give the same bits.
 * @throws RangeError if `output` has more than one element or needs an input that is not listed.
 */
export function gradientKernel(
  source: { readonly graph: ArrayGraph },
  output: NodeId,
  inputs: readonly NodeId[],
  engine: Engine = engineInUse(),
): Kernel {
  const { graph } = source;
  return kernelOf(
    { graph, inputs, outputs: [output] },
    () => {
      const { gradient, ...own } = gradientGraph(graph, output, inputs);
      return { graph: own.graph, inputs: own.inputs, outputs: [own.output, ...gradient] };
    },
    engine,
  );
}
