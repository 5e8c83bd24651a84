/** Run a graph at many points, a batch of them at a time, so that what finding and calling loops costs is paid once a batch. */
import { compile, type Program, type ProgramOptions, type Slot } from "./backends/interpreter/index.js";
import { inLanes } from "./graph/lanes.js";
import { prune } from "./graph/prune.js";
import type { ArrayGraph, NodeId } from "./graph/types.js";

/** Takes outputs of the points `from … from + count − 1`, one point after the other; the arrays are reused by the next batch. */
export type BatchSink = (outputs: readonly Float64Array[], from: number, count: number) => void;

/** Computes outputs at `count` points. `given` holds each input's values, one point after the other. */
export type Batches = (given: readonly Float64Array[], count: number, sink: BatchSink) => void;

/** Numbers in the widest array of a batch: small enough for the cache, large enough that loops are most of the work. */
const mostElements = 4096;
const mostLanes = 256;

/** A graph as a program of batches; programs are compiled when first needed. What a point gives depends on that point only. */
export function batches(graph: ArrayGraph, { inputs, outputs }: ProgramOptions): Batches {
  let narrow: Loaded | undefined;
  let wide: Loaded | null | undefined;
  return (given, count, sink) => {
    if (count > 1 && wide === undefined) wide = wideProgram(graph, inputs, outputs) ?? null;
    if (count === 1 || wide == null) narrow ??= loaded(compile(graph, { inputs, outputs }), 1);
    const { program, lanes, views } = (count > 1 && wide) || (narrow as Loaded);
    for (let from = 0; from < count; from += lanes) {
      const here = Math.min(lanes, count - from);
      program.inputs.forEach(({ offset, length }, k) => {
        const width = length / lanes;
        copy(given[k] as Float64Array, from * width, program.memory, offset, here * width);
      });
      program.run();
      sink(here === lanes ? views : views.map((view) => view.subarray(0, (view.length / lanes) * here)), from, here);
    }
  };
}

/** A program, how many points it takes at once, and its outputs. */
interface Loaded {
  readonly program: Program;
  readonly lanes: number;
  readonly views: readonly Float64Array[];
}

const loaded = (program: Program, lanes: number): Loaded => ({
  program,
  lanes,
  views: program.outputs.map(({ offset, length }: Slot) => program.memory.subarray(offset, offset + length)),
});

function wideProgram(graph: ArrayGraph, inputs: readonly NodeId[], outputs: readonly NodeId[]): Loaded | undefined {
  const pruned = prune(graph, [...inputs, ...outputs]);
  const now = (id: NodeId): NodeId => pruned.ids[id] as NodeId;
  const widest = pruned.graph.nodes.reduce((most, { length }) => Math.max(most, length), 1);
  const lanes = Math.min(mostLanes, Math.floor(mostElements / widest));
  const made = lanes > 1 ? inLanes(pruned.graph, outputs.map(now), lanes) : undefined;
  if (made === undefined) return undefined;
  const then = (id: NodeId): NodeId => made.ids[now(id)] as NodeId;
  return loaded(compile(made.graph, { inputs: inputs.map(then), outputs: outputs.map(then) }), lanes);
}

/** Copies numbers one by one: stretches are short, and views of them cost more. */
function copy(source: Float64Array, from: number, target: Float64Array, to: number, length: number): void {
  for (let i = 0; i < length; i++) target[to + i] = source[from + i] as number;
}
