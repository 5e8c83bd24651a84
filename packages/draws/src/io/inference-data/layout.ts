/** Lay a trace out as ArviZ's InferenceData: groups of arrays over named dims, with coordinates and attributes. */

// The schema: https://python.arviz.org/en/stable/schema/schema.html (groups posterior, sample_stats, observed_data).
import type { Dim, Label } from "../../dim.js";
import type { Run } from "../../trace.js";
import { variablesOf } from "../../variables.js";
import { encodeHead, type Head, statsOf } from "../head.js";
import { arrayName, distinct } from "../names.js";
import { type StatType, toArviz } from "../stat-names.js";

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

/** Numbers or texts known from the start, or those that come with the draws. */
export type Content =
  | { readonly kind: "fixed"; readonly data: Float64Array | Uint8Array | readonly string[] }
  | { readonly kind: "variable" | "stat"; readonly index: number }
  /** The numbers 0, 1, 2, … of the draws. */
  | { readonly kind: "draw" };

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

/** The groups of a trace of `head.draws` draws a chain. */
export function groupsOfHead(head: Head): readonly GroupLayout[] {
  const { $: run } = head.trace;
  const variables = variablesOf(head.trace);
  const observed = Object.entries(run.observed);
  const axes = new Map(
    [...variables.map(({ draws }) => draws.axes), ...observed.map(([, each]) => each.axes)]
      .flat()
      .map((a) => [a.name, a]),
  );
  const dimNames = distinct([...axes.keys()].map(arrayName), ["chain", "draw"]);
  const nameOf = new Map([...axes.keys()].map((name, i) => [name, dimNames[i] as string]));
  const taken = ["chain", "draw", ...dimNames];
  const { rows } = head;

  const coordinates = (group: string, used: readonly Dim[]): ArrayLayout[] =>
    [...new Map(used.map((axis) => [axis.name, axis])).values()].map((axis) =>
      coordinate(group, nameOf.get(axis.name) as string, axis.labels),
    );
  const sampling = (group: string): ArrayLayout[] => [
    coordinate(
      group,
      "chain",
      Array.from({ length: run.chains }, (_, chain) => chain),
    ),
    {
      path: `${group}/draw`,
      dims: ["draw"],
      shape: [head.draws],
      chunks: [rows],
      type: "int64",
      content: { kind: "draw" },
    },
  ];
  const drawn = (
    path: string,
    cells: readonly Dim[],
    type: StatType,
    content: { readonly kind: "variable" | "stat"; readonly index: number },
  ): ArrayLayout => {
    const sizes = cells.map(({ size }) => size);
    return {
      path,
      dims: ["chain", "draw", ...cells.map(({ name }) => nameOf.get(name) as string)],
      shape: [run.chains, head.draws, ...sizes],
      chunks: [1, rows, ...sizes],
      type,
      content,
    };
  };

  const names = distinct(
    variables.map(({ name }) => arrayName(name)),
    taken,
  );
  const statNames = distinct(
    statsOf(head).map((name) => arrayName(toArviz(name))),
    ["chain", "draw"],
  );
  const observedNames = distinct(
    observed.map(([name]) => arrayName(name)),
    taken,
  );
  const attributes = attributesOf(run);
  const posterior = [
    ...sampling("posterior"),
    ...coordinates(
      "posterior",
      variables.flatMap(({ draws }) => draws.axes),
    ),
    ...variables.map(({ draws }, index) =>
      drawn(`posterior/${names[index]}`, draws.axes, "float64", { kind: "variable", index }),
    ),
  ];
  const stats = statsOf(head).map((name, index) =>
    drawn(`sample_stats/${statNames[index]}`, [], head.types[name] ?? "float64", { kind: "stat", index }),
  );
  const data = observed.map(([, { axes: cells, values }], i): ArrayLayout => {
    const shape = cells.map(({ size }) => size);
    return {
      path: `observed_data/${observedNames[i]}`,
      dims: cells.map(({ name }) => nameOf.get(name) as string),
      shape,
      chunks: shape,
      type: "float64",
      content: { kind: "fixed", data: values },
    };
  });
  const shown = coordinates(
    "observed_data",
    observed.flatMap(([, { axes: cells }]) => cells),
  );
  return [
    { name: "posterior", attributes, arrays: posterior },
    ...(stats.length === 0
      ? []
      : [{ name: "sample_stats", attributes, arrays: [...sampling("sample_stats"), ...stats] }]),
    ...(data.length === 0 ? [] : [{ name: "observed_data", attributes, arrays: [...shown, ...data] }]),
  ];
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
