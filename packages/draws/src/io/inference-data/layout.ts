/** Lay a trace out as ArviZ's InferenceData: groups of arrays over named dims, with coordinates and attributes. */

// The schema: https://python.arviz.org/en/stable/schema/schema.html.
import type { Dim, Label } from "../../dim.js";
import { entriesOf, hasDraws } from "../../groups.js";
import type { DataGroup, Run } from "../../trace.js";
import type { Block } from "../format.js";
import { drawnOf, encodeHead, type Head, statsOf } from "../head.js";
import { arrayName, distinct } from "../names.js";
import { type StatType, snake, toArviz } from "../stat-names.js";

/** The name of the array at the root of a file that keeps our head: ArviZ reads groups, and so does not see it. */
export const HEAD_ARRAY = "credence";

/** What an array of a file holds, and which numbers go into it. */
export interface ArrayLayout {
  /** `posterior/theta`. */
  readonly path: string;
  readonly dims: readonly string[];
  readonly shape: readonly number[];
  readonly chunks: readonly number[];
  readonly type: StatType | "text" | "uint8";
  readonly content: Content;
}

/** Numbers or texts known from the start, or those that come with the draws: of the posterior, or of another of `others`. */
export type Content =
  | { readonly kind: "fixed"; readonly data: Float64Array | Uint8Array | readonly string[] }
  | { readonly kind: "variable" | "stat"; readonly index: number; readonly other: string | undefined }
  /** The numbers 0, 1, 2, … of the draws. */
  | { readonly kind: "draw"; readonly other: string | undefined };

/** Whether the numbers of a block belong into an array. */
export const takes = ({ content }: ArrayLayout, { other }: Block): boolean =>
  content.kind !== "fixed" && content.other === other;

/** A group, whose dims are its own. */
export interface GroupLayout {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly arrays: readonly ArrayLayout[];
}

/** What all groups say of the run: names of the schema where it has one. */
function attributesOf(run: Run): Readonly<Record<string, string | number>> {
  return {
    creation_library: "credence",
    creation_library_language: "TypeScript",
    inference_library: "credence",
    ...(run.versions.credence === undefined ? {} : { inference_library_version: run.versions.credence }),
    versions: JSON.stringify(run.versions),
    sampler: run.sampler,
    seed: run.seed,
    sampling_time: run.elapsedMs / 1000,
    tuning_steps: run.tune,
    ...(run.modelHash === undefined ? {} : { model_hash: run.modelHash }),
  };
}

const allText = (labels: readonly Label[]): labels is readonly string[] => labels.every((l) => typeof l === "string");
const allNumbers = (labels: readonly Label[]): labels is readonly number[] =>
  labels.every((l) => typeof l === "number");

/** The coordinate of a dim: an array of the dim's name with its labels. */
function coordinate(group: string, name: string, labels: readonly Label[]): ArrayLayout {
  const numbers = allNumbers(labels);
  const data = numbers ? Float64Array.from(labels) : allText(labels) ? labels : labels.map(String);
  const type = !numbers ? "text" : labels.every(Number.isSafeInteger) ? "int64" : "float64";
  const shape = [labels.length];
  return { path: `${group}/${name}`, dims: [name], shape, chunks: shape, type, content: { kind: "fixed", data } };
}

/** The group of the stats of a group of draws. */
export const statsGroup = (group: string): string =>
  group === "posterior"
    ? "sample_stats"
    : group === "warmup_posterior"
      ? "warmup_sample_stats"
      : `sample_stats_${group}`;

/** All dims that a head knows, its groups included. */
function axesOf(head: Head): readonly Dim[] {
  const { observed, groups } = head.trace.$;
  const data = [observed, ...entriesOf(groups).flatMap(([, group]) => (hasDraws(group) ? [] : [group]))];
  return [
    ...drawnOf(head).flatMap(({ axes }) => axes),
    ...data.flatMap((each) => Object.values(each).flatMap(({ axes }) => axes)),
    ...Object.values(head.others).flatMap(axesOf),
  ];
}

/** The groups of a trace of `head.draws` draws a chain. */
export function groupsOfHead(head: Head): readonly GroupLayout[] {
  const dims = [...new Set(axesOf(head).map(({ name }) => name))];
  const dimNames = distinct(dims.map(arrayName), ["chain", "draw"]);
  const names: DimNames = {
    of: ({ name }) => dimNames[dims.indexOf(name)] as string,
    taken: ["chain", "draw", ...dimNames],
  };
  const { $: run } = head.trace;
  const data = entriesOf(run.groups).flatMap(([name, group]) =>
    hasDraws(group) ? [] : [[snake(name), group] as const],
  );
  const attributes = attributesOf(run);
  return [
    ...drawnGroups(head, names),
    ...Object.entries(head.others).flatMap(([name, other]) => drawnGroups(other, names, name)),
    ...[["observed_data", run.observed] as const, ...data].flatMap(([name, group]) =>
      Object.keys(group).length === 0 ? [] : [{ name, attributes, arrays: dataArrays(name, group, names) }],
    ),
  ];
}

/** The names that dims have in a file, and those that an array may not have. */
interface DimNames {
  of(dim: Dim): string;
  readonly taken: readonly string[];
}

/** The groups that are filled with one head's blocks: its variables, its stats, and what goes with it draw by draw. */
function drawnGroups(head: Head, dims: DimNames, other?: string): readonly GroupLayout[] {
  const { $: run } = head.trace;
  const main = snake(other ?? "posterior");
  const drawn = drawnOf(head).map((each, index) => ({ ...each, index }));
  const stats = statsOf(head);
  const statNames = distinct(
    stats.map((name) => arrayName(toArviz(name))),
    ["chain", "draw"],
  );
  const statArrays = stats.map((name, index) =>
    drawnArray(head, `${statsGroup(main)}/${statNames[index]}`, [], dims, head.types[name] ?? "float64", {
      kind: "stat",
      index,
      other,
    }),
  );
  const groups = [...new Set(["", ...drawn.map(({ group }) => group)])].map((group): GroupLayout => {
    const name = group === "" ? main : snake(group);
    const variables = drawn.filter((each) => each.group === group);
    const names = distinct(
      variables.map((each) => arrayName(each.name)),
      dims.taken,
    );
    const arrays = variables.map(({ axes, index }, i) =>
      drawnArray(head, `${name}/${names[i]}`, axes, dims, "float64", { kind: "variable", index, other }),
    );
    const of = group === "" ? run : (run.groups[group as "prior"]?.$ ?? run);
    const axes = variables.flatMap((each) => each.axes);
    return {
      name,
      attributes: attributesOf(of),
      arrays: [...sampling(head, name, other), ...coordinates(name, axes, dims), ...arrays],
    };
  });
  if (stats.length === 0) return groups;
  const [first, ...rest] = groups as [GroupLayout, ...GroupLayout[]];
  const arrays = [...sampling(head, statsGroup(main), other), ...statArrays];
  return [first, { name: statsGroup(main), attributes: first.attributes, arrays }, ...rest];
}

const coordinates = (group: string, used: readonly Dim[], dims: DimNames): ArrayLayout[] =>
  [...new Map(used.map((axis) => [axis.name, axis])).values()].map((axis) =>
    coordinate(group, dims.of(axis), axis.labels),
  );

/** The coordinates of chains and draws. */
function sampling({ trace, draws, rows }: Head, group: string, other: string | undefined): ArrayLayout[] {
  const chains = Array.from({ length: trace.$.chains }, (_, chain) => chain);
  const path = `${group}/draw`;
  return [
    coordinate(group, "chain", chains),
    { path, dims: ["draw"], shape: [draws], chunks: [rows], type: "int64", content: { kind: "draw", other } },
  ];
}

function drawnArray(
  { trace, draws, rows }: Head,
  path: string,
  cells: readonly Dim[],
  dims: DimNames,
  type: StatType,
  content: Content,
): ArrayLayout {
  const sizes = cells.map(({ size }) => size);
  return {
    path,
    dims: ["chain", "draw", ...cells.map(dims.of)],
    shape: [trace.$.chains, draws, ...sizes],
    chunks: [1, rows, ...sizes],
    type,
    content,
  };
}

/** The arrays of a group of data. */
function dataArrays(group: string, data: DataGroup, dims: DimNames): readonly ArrayLayout[] {
  const entries = Object.entries(data);
  const names = distinct(
    entries.map(([name]) => arrayName(name)),
    dims.taken,
  );
  const arrays = entries.map(([, { axes, values }], i): ArrayLayout => {
    const shape = axes.map(({ size }) => size);
    const content = { kind: "fixed", data: values } as const;
    return { path: `${group}/${names[i]}`, dims: axes.map(dims.of), shape, chunks: shape, type: "float64", content };
  });
  const used = entries.flatMap(([, { axes }]) => axes);
  return [...coordinates(group, used, dims), ...arrays];
}

/** The array that keeps the head itself. */
export function headArray(head: Head): ArrayLayout {
  const data = new TextEncoder().encode(encodeHead(head));
  const shape = [data.length];
  return {
    path: HEAD_ARRAY,
    dims: ["credence_bytes"],
    shape,
    chunks: shape,
    type: "uint8",
    content: { kind: "fixed", data },
  };
}
