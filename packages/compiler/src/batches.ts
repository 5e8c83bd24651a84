/** Run a graph at many points, a batch of them at a time, so that what finding and calling loops costs is paid once a batch. */
import { compile, type Program, type ProgramOptions, type Slot } from "./backends/interpreter/index.js";
import { prebuilt } from "./backends/prebuilt/program.js";
import { type Engine, engineInUse, fastest, impatience, interpretingCost, patienceFor } from "./backends/tiers.js";
import { createArena } from "./backends/wasm/arena.js";
import { emittedPoints, type Points } from "./backends/wasm/index.js";
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

/**
 * A graph as a program of batches; programs are compiled when first needed. What a point gives depends on that point only,
 * neither on the batch nor on the engine.
 */
export function batches(graph: ArrayGraph, options: ProgramOptions, engine: Engine = engineInUse()): Batches {
  let narrow: Loaded | undefined;
  let many: ((count: number) => Loaded) | null | undefined;
  return (given, count, sink) => {
    if (count > 1 && many === undefined) many = loadedForMany(graph, options, engine) ?? null;
    if (count === 1 || many == null) narrow ??= interpretedPoints(compile(graph, options), 1);
    const { lanes, points } = (count > 1 && many?.(count)) || (narrow as Loaded);
    for (let from = 0; from < count; from += lanes) {
      const here = Math.min(lanes, count - from);
      points.given.forEach((own, k) => {
        const width = own.length / lanes;
        copy(given[k] as Float64Array, from * width, own, here * width);
      });
      points.run(here);
      const found = points.found;
      sink(here === lanes ? found : found.map((view) => view.subarray(0, (view.length / lanes) * here)), from, here);
    }
  };
}

/** A graph with its inputs and outputs. */
type Whole = ProgramOptions & { readonly graph: ArrayGraph };

/** A program and how many points it takes at once. */
interface Loaded {
  readonly points: Points;
  readonly lanes: number;
}

/** A program of the interpreter's, whose graph holds so many points. */
function interpretedPoints({ memory, inputs, outputs, run }: Program, lanes: number): Loaded {
  const view = ({ offset, length }: Slot): Float64Array => memory.subarray(offset, offset + length);
  return { lanes, points: { given: inputs.map(view), found: outputs.map(view), run } };
}

/** Programs of several points: the interpreter's at first, a faster one when it has worked enough; undefined where there is none. */
function loadedForMany(
  graph: ArrayGraph,
  { inputs, outputs }: ProgramOptions,
  engine: Engine,
): ((count: number) => Loaded) | undefined {
  const pruned = prune(graph, [...inputs, ...outputs]);
  const now = (ids: readonly NodeId[]): NodeId[] => ids.map((id) => pruned.ids[id] as NodeId);
  const widest = pruned.graph.nodes.reduce((most, { length }) => Math.max(most, length), 1);
  const lanes = Math.min(mostLanes, Math.floor(mostElements / widest));
  if (lanes <= 1) return undefined;
  const programOf = (count: number): Whole | undefined => {
    const made = inLanes(pruned.graph, now(outputs), count);
    if (made === undefined) return undefined;
    const then = (ids: readonly NodeId[]): NodeId[] => now(ids).map((id) => made.ids[id] as NodeId);
    return { graph: made.graph, inputs: then(inputs), outputs: then(outputs) };
  };
  const single = programOf(1);
  if (single === undefined) return undefined;
  const outOfPatience = impatience(interpretingCost(single.graph, lanes), patienceFor.values, engine);
  const inBatches = (make: (graph: ArrayGraph, ends: ProgramOptions) => Program): Loaded => {
    const { graph: wide, ...ends } = programOf(lanes) as Whole;
    return interpretedPoints(make(wide, ends), lanes);
  };
  const ways = {
    emitted: (): Loaded => ({ lanes, points: emittedPoints(single, lanes) }),
    prebuilt: (): Loaded => inBatches((wide, ends) => prebuilt({ graph: wide, ...ends }, createArena)),
  };
  let loaded: Loaded | undefined;
  let settled = false;
  return (count) => {
    if (!settled && outOfPatience(count)) {
      loaded = fastest(engine, ways, () => loaded ?? inBatches(compile));
      settled = true;
    }
    loaded ??= inBatches(compile);
    return loaded;
  };
}

/** Copies numbers one by one: stretches are short, and views of them cost more. */
function copy(source: Float64Array, from: number, target: Float64Array, length: number): void {
  for (let i = 0; i < length; i++) target[i] = source[from + i] as number;
}
