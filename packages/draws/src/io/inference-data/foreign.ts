/** Make a trace of what other software stored as InferenceData, with every group whose arrays it can hold. */
import { checkedDim, type Dim } from "../../dim.js";
import {
  type AnyTrace,
  type DataGroup,
  type Groups,
  type Json,
  type Observed,
  type Run,
  type RunSource,
  trace,
  type VariableSource,
} from "../../trace.js";
import { refuse } from "../head.js";
import { camel, fromArviz } from "../stat-names.js";
import { type ArrayStore, arraysByName, type StoredArray } from "./array-store.js";
import { statsGroup } from "./layout.js";

type Arrays = ReadonlyMap<string, StoredArray>;

/** What other software wrote: at least a group posterior, whose arrays have the dims chain and draw. */
export async function foreignTrace(store: ArrayStore): Promise<AnyTrace> {
  const groups = store.groups.join(", ") || "no groups";
  if (!store.groups.includes("posterior"))
    refuse(`there is no group posterior (there is: ${groups}): this is no trace`);
  const messages: string[] = [];
  const arrays = await arraysByName(store, "posterior");
  if (![...arrays.values()].some(isDrawn)) refuse("the group posterior has no array over the dims chain and draw");
  const beside: Record<string, AnyTrace | DataGroup> = {};
  const stats = store.groups.map(statsGroup).filter((name) => store.groups.includes(name));
  for (const name of store.groups) {
    if (["posterior", "observed_data", ...stats].includes(name)) continue;
    const group = await foreignGroup(store, name, messages);
    if (group !== undefined) beside[camel(name)] = group;
  }
  const observed = store.groups.includes("observed_data")
    ? await dataIn(await arraysByName(store, "observed_data"), "observed_data", messages)
    : {};
  const { sources, run } = await drawsIn(store, "posterior", arrays, messages);
  return trace(sources, { ...run, observed, messages, groups: beside as Groups });
}

const isDrawn = ({ dims }: StoredArray): boolean => dims.includes("draw") && dims.length > 1;

/** A group of draws or of data; neither if its arrays are mixed or of an unknown kind, which is then said. */
async function foreignGroup(
  store: ArrayStore,
  name: string,
  messages: string[],
): Promise<AnyTrace | DataGroup | undefined> {
  const arrays = await arraysByName(store, name);
  const variables = [...arrays.values()].filter((array) => !isCoordinate(array));
  const leftOut = (why: string): undefined => {
    messages.push(`the group ${name} was left out: ${why}`);
  };
  if (variables.length === 0) return leftOut("it has no arrays");
  if (!variables.some(isDrawn)) return dataIn(arrays, name, messages);
  const odd = variables.find(({ dims: [chain, draw] }) => chain !== "chain" || draw !== "draw");
  if (odd !== undefined) return leftOut(`${odd.name} is over (${odd.dims}), and draws are over chain and draw first`);
  const sizes = new Set(variables.map(({ shape }) => shape.slice(0, 2).join(" × ")));
  if (sizes.size > 1) return leftOut(`its arrays have different numbers of draws (${[...sizes].join(", ")})`);
  const { sources, run } = await drawsIn(store, name, arrays, messages);
  return trace(sources, run);
}

/** The draws of a group, and what its attributes and its stats tell of the run. */
async function drawsIn(
  store: ArrayStore,
  group: string,
  arrays: Arrays,
  messages: string[],
): Promise<{ readonly sources: readonly VariableSource[]; readonly run: RunSource }> {
  const drawn = [...arrays.values()].filter(isDrawn);
  const [first] = drawn as [StoredArray];
  const sizeOf = (dim: string): number =>
    first.dims.includes(dim) ? (first.shape[first.dims.indexOf(dim)] as number) : 1;
  const sources: VariableSource[] = [];
  for (const array of drawn) {
    const axes = await axesOf(array, arrays, 2);
    sources.push({ name: array.name.replaceAll(/[\s$[\],'"]/gu, "_"), axes, values: await array.numbers() });
  }
  const stats = await statsIn(store, statsGroup(group), messages);
  const size = { chains: sizeOf("chain"), draws: sizeOf("draw") };
  return { sources, run: { ...factsOf(await store.attributes(group)), ...size, stats } };
}

async function statsIn(store: ArrayStore, group: string, messages: string[]): Promise<Record<string, Float64Array>> {
  const stats: Record<string, Float64Array> = {};
  if (!store.groups.includes(group)) return stats;
  for (const array of (await arraysByName(store, group)).values()) {
    if (!isDrawn(array)) continue;
    if (array.dims.join() === "chain,draw") stats[fromArviz(array.name)] = await array.numbers();
    else messages.push(`${group}/${array.name} over (${array.dims}) was left out: a stat has one number for each draw`);
  }
  return stats;
}

const isCoordinate = ({ dims, name }: StoredArray): boolean => dims.length === 1 && dims[0] === name;

async function dataIn(arrays: Arrays, group: string, messages: string[]): Promise<DataGroup> {
  const data: Record<string, Observed> = {};
  for (const array of arrays.values()) {
    if (isCoordinate(array)) continue;
    const values = array.holdsNumbers ? await array.numbers() : undefined;
    if (values === undefined) messages.push(`${group}/${array.name} was left out: it holds no numbers`);
    else data[array.name] = { axes: await axesOf(array, arrays, 0), values };
  }
  return data;
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
