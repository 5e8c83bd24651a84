/** Make a trace of stored groups of arrays, of our own making or of others'. */
import { checkedDim, type Dim, type Label } from "../../dim.js";
import { type AnyTrace, type Json, type Observed, type Run, trace, type VariableSource } from "../../trace.js";
import { decodeHead, filled, type Head, refuse } from "../head.js";
import { fromArviz } from "../stat-names.js";
import { type ArrayLayout, groupsOfHead } from "./layout.js";

/** An array in a file, its size already known to be believable. */
export interface StoredArray {
  /** Without the group. */
  readonly name: string;
  readonly dims: readonly string[];
  readonly shape: readonly number[];
  /** Its numbers, row-major; throws if it holds none. */
  numbers(): Promise<Float64Array>;
  /** Its numbers or texts. */
  labels(): Promise<readonly Label[]>;
}

/** A file with groups of arrays. */
export interface ArrayStore {
  readonly groups: readonly string[];
  arrays(group: string): Promise<readonly StoredArray[]>;
  attributes(group: string): Promise<Readonly<Record<string, unknown>>>;
  /** Our own head, if the file has one. */
  head(): Promise<string | undefined>;
}

/** No codec of these formats makes data smaller than deflate can: about 1032 : 1. */
const DENSEST = 1032;

/** Throw if a file of `fileBytes` cannot hold numbers of this shape, before memory is taken for them. */
export function checkSize(path: string, shape: readonly number[], fileBytes: number): void {
  const count = shape.reduce((product, size) => product * size, 1);
  if (shape.every((size) => Number.isSafeInteger(size) && size >= 0) && count * 8 <= fileBytes * DENSEST * 8) return;
  throw new Error(`${path} says that it has the shape [${shape}], which the file's ${fileBytes} bytes cannot hold`);
}

/** The trace in a store. */
export async function traceFromStore(store: ArrayStore): Promise<AnyTrace> {
  const line = await store.head();
  return line === undefined ? foreignTrace(store) : ownTrace(decodeHead(line, "the array credence"), store);
}

async function find(store: ArrayStore, group: string): Promise<ReadonlyMap<string, StoredArray>> {
  return new Map((await store.arrays(group)).map((array) => [array.name, array]));
}

/** What this package wrote: every array is where the head says, and has the shape that it says. */
async function ownTrace(head: Head, store: ArrayStore): Promise<AnyTrace> {
  const values: Float64Array[] = [];
  const stats: Float64Array[] = [];
  for (const { name, arrays } of groupsOfHead(head)) {
    const stored = await find(store, name);
    for (const layout of arrays) {
      const array = stored.get(layout.path.slice(name.length + 1));
      const found = array ?? refuse(`${layout.path} is missing: the file is damaged; write the trace again`);
      checkLikeness(layout, found);
      const { content } = layout;
      if (content.kind === "variable") values[content.index] = await found.numbers();
      if (content.kind === "stat") stats[content.index] = await found.numbers();
    }
  }
  return filled(head, values, stats);
}

function checkLikeness({ path, shape, dims }: ArrayLayout, found: StoredArray): void {
  if (found.shape.join() === shape.join() && found.dims.join() === dims.join()) return;
  throw new Error(
    `${path} has the shape [${found.shape}] over (${found.dims}), and the array credence says [${shape}] over (${dims}): ` +
      "the file is damaged, or other software changed it; in the latter case remove the array credence",
  );
}

/** What other software wrote: at least a group posterior, whose arrays have the dims chain and draw. */
async function foreignTrace(store: ArrayStore): Promise<AnyTrace> {
  const groups = store.groups.join(", ") || "no groups";
  if (!store.groups.includes("posterior"))
    refuse(`there is no group posterior (there is: ${groups}): this is no trace`);
  const posterior = await find(store, "posterior");
  const sampled = [...posterior.values()].filter(({ dims }) => dims.includes("draw") && dims.length > 1);
  const [first = refuse("the group posterior has no array over the dims chain and draw")] = sampled;
  const sizeOf = (dim: string): number =>
    first.dims.includes(dim) ? (first.shape[first.dims.indexOf(dim)] as number) : 1;
  const [chains, draws] = [sizeOf("chain"), sizeOf("draw")];
  const messages: string[] = [];

  const sources: VariableSource[] = [];
  for (const array of sampled) {
    const axes = await axesOf(array, posterior, 2);
    sources.push({ name: array.name.replaceAll(/[\s$[\],'"]/gu, "_"), axes, values: await array.numbers() });
  }
  const stats: Record<string, Float64Array> = {};
  if (store.groups.includes("sample_stats")) {
    for (const array of (await find(store, "sample_stats")).values()) {
      if (!array.dims.includes("draw") || array.dims.length === 1) continue;
      if (array.dims.join() === "chain,draw") stats[fromArviz(array.name)] = await array.numbers();
      else
        messages.push(
          `sample_stats/${array.name} over (${array.dims}) was left out: a stat has one number for each draw`,
        );
    }
  }
  const observed: Record<string, Observed> = {};
  if (store.groups.includes("observed_data")) {
    const arrays = await find(store, "observed_data");
    for (const array of arrays.values()) {
      if (array.dims.length === 1 && array.dims[0] === array.name) continue;
      observed[array.name] = { axes: await axesOf(array, arrays, 0), values: await array.numbers() };
    }
  }
  const others = store.groups.filter((name) => !["posterior", "sample_stats", "observed_data"].includes(name));
  if (others.length > 0) messages.push(`the groups ${others.join(", ")} were left out: a trace holds none such`);
  return trace(sources, { ...factsOf(await store.attributes("posterior")), chains, draws, stats, observed, messages });
}

/** The dims of an array behind the first `skip`, which are chain and draw. */
async function axesOf(
  array: StoredArray,
  group: ReadonlyMap<string, StoredArray>,
  skip: number,
): Promise<readonly Dim[]> {
  if (skip > 0 && (array.dims[0] !== "chain" || array.dims[1] !== "draw")) {
    refuse(`${array.name} has the dims (${array.dims}): the first two are to be chain and draw`);
  }
  const axes: Dim[] = [];
  for (const [i, name] of array.dims.slice(skip).entries()) {
    const size = array.shape[i + skip] as number;
    const labels = await group.get(name)?.labels();
    axes.push(checkedDim(name.replaceAll(/[\s.$[\],"]/gu, "_"), labels ?? Array.from({ length: size }, (_, at) => at)));
  }
  return axes;
}

type Facts = Pick<Run, "sampler" | "seed" | "elapsedMs" | "tune" | "options" | "versions">;

/** What attributes of other software say of the run; all of them are kept among the options. */
function factsOf(attributes: Readonly<Record<string, unknown>>): Facts {
  const number = (name: string): number => {
    const value = Number(attributes[name] ?? 0);
    return Number.isFinite(value) ? value : 0;
  };
  const { inference_library: library, inference_library_version: version, sampler } = attributes;
  const plain = (value: unknown): Json =>
    typeof value === "number" || typeof value === "boolean" ? value : String(value);
  return {
    sampler: String(sampler ?? library ?? "unknown"),
    seed: number("seed"),
    elapsedMs: 1000 * number("sampling_time"),
    tune: number("tuning_steps"),
    options: {
      attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, plain(value)])),
    },
    versions: typeof library === "string" && typeof version === "string" ? { [library]: version } : {},
  };
}
