/** Know the names that ArviZ and Stan give to the stats of a draw, and the type that other software expects of them. */
import type { AnyTrace } from "../trace.js";

/** How the numbers of a stat are kept in files that have types. */
export type StatType = "float64" | "int64" | "bool";

/**
 * One row a stat: our name, ArviZ's (InferenceData schema, section "sample_stats"), Stan's (CmdStan guide, "Stan CSV File
 * Format"; "" where Stan has none), and the type.
 */
const TABLE: readonly (readonly [ours: string, arviz: string, stan: string, type: StatType])[] = [
  ["logDensity", "lp", "lp__", "float64"],
  ["acceptance", "acceptance_rate", "accept_stat__", "float64"],
  ["stepSize", "step_size", "stepsize__", "float64"],
  ["treeDepth", "tree_depth", "treedepth__", "int64"],
  ["leapfrogSteps", "n_steps", "n_leapfrog__", "int64"],
  ["diverging", "diverging", "divergent__", "bool"],
  ["energy", "energy", "energy__", "float64"],
  ["energyError", "energy_error", "", "float64"],
  ["depthHit", "reached_max_treedepth", "", "bool"],
  ["evaluations", "n_evaluations", "", "int64"],
];

/** `stepsOut` → `steps_out`, `nuts.stepSize` → `nuts_step_size`. */
export const snake = (name: string): string =>
  name.replaceAll(/[A-Z]/gu, (capital) => `_${capital.toLowerCase()}`).replaceAll(".", "_");

/** `log_likelihood` → `logLikelihood`; other signs than letters and digits go. */
export const camel = (name: string): string =>
  name.replaceAll(/[^A-Za-z0-9]+(.?)/gu, (_, next: string) => next.toUpperCase());

const rowOf = (name: string): (typeof TABLE)[number] | undefined => TABLE.find(([ours]) => ours === name);

/** The name in ArviZ; names that it does not know are written in its manner. */
export const toArviz = (name: string): string => rowOf(name)?.[1] ?? snake(name);

/** The name in Stan's CSV, where the names of stats end in two underscores. */
export const toStan = (name: string): string => rowOf(name)?.[2] || `${snake(name)}__`;

/** Our name for a stat of ArviZ's; names that we do not know stay. */
export const fromArviz = (name: string): string => TABLE.find(([, arviz]) => arviz === name)?.[0] ?? name;

/** Our name for a stat of Stan's. */
export const fromStan = (name: string): string =>
  TABLE.find(([, , stan]) => stan === name)?.[0] ?? fromArviz(name.replace(/__$/u, ""));

/** Names that, in a table with no other sign, are taken to be stats. */
export const knownToArviz = (name: string): boolean => TABLE.some(([, arviz]) => arviz === name);

/** Stan's order of its own stats; the others follow. */
export const stanOrder = (name: string): number => {
  const row = TABLE.findIndex(([ours]) => ours === name);
  return row < 0 ? TABLE.length : row;
};

const LARGEST_INT32 = 2 ** 31 - 1;

/** Whether the type keeps this number exactly. */
export function fits(type: StatType, x: number): boolean {
  if (type === "float64") return true;
  if (Object.is(x, -0)) return false;
  return type === "bool" ? x === 0 || x === 1 : Number.isInteger(x) && Math.abs(x) <= LARGEST_INT32;
}

/** The type of each stat: the one that other software expects if it keeps every number of the trace exactly. */
export function typesOf({ $: { stats } }: AnyTrace): Readonly<Record<string, StatType>> {
  const typeOf = (name: string, values: Float64Array): StatType => {
    const type = rowOf(name)?.[3] ?? "float64";
    return values.every((x) => fits(type, x)) ? type : "float64";
  };
  return Object.fromEntries(Object.entries(stats).map(([name, values]) => [name, typeOf(name, values)]));
}
