/** Hold data along named dims: an expression whose values are known. */
import type { Dim, EXACT } from "@credence/draws";
import { describeAxes, elementName, sizeOf } from "../expr/layout.js";
import { dataNode, typed } from "../expr/node.js";
import type { Expr, Known } from "../expr/types.js";

/** Invariant in its dims: a `home` column is not a `county` by `home` table, though it may broadcast to one. */
export interface Column<D extends string> extends Expr<D, Known> {
  readonly [EXACT]: (dims: D) => D;
  /** Row-major, in the order of the dims. */
  readonly values: Float64Array;
  readonly axes: readonly Dim<string>[];
}

/** Lists of lists, as JSON has tables and matrices: the outermost runs along the first dim. */
export type Nested = readonly (readonly number[] | Nested)[];

/**
 * Data over one dim, or over several in the order given: row-major, or as lists of lists.
 * @throws when the number of values is not that of the dims, or a value is not a number.
 */
export function column<D extends string>(dim: Dim<D>, values: ArrayLike<number>): Column<D>;
export function column<D extends Dim<string>>(
  dims: readonly D[],
  values: ArrayLike<number> | Nested,
): Column<D["name"]>;
export function column(dims: Dim<string> | readonly Dim<string>[], values: ArrayLike<number> | Nested): Column<string> {
  const axes = "name" in dims ? [dims] : dims;
  const flat = axes.length > 1 && Array.isArray(values[0]) ? flattened(axes, values as Nested, "") : values;
  return typed(dataNode(axes, checkedValues("the column", axes, flat as ArrayLike<number>)));
}

/** The numbers of lists of lists in order. @throws RangeError naming the list that has not one entry for each label. */
function flattened([axis, ...inner]: readonly Dim<string>[], lists: Nested, where: string): readonly number[] {
  const { name, size, labels } = axis as Dim<string>;
  if (!Array.isArray(lists) || lists.length !== size)
    throw new RangeError(
      `the column${where} has ${Array.isArray(lists) ? `${lists.length} entries` : "no list"}; dim \`${name}\` has ${size}`,
    );
  if (inner.length === 0) return lists as unknown as readonly number[];
  return lists.flatMap((each, i) => flattened(inner, each as Nested, `${where} at ${name} ${labels[i]}`));
}

/** Copies values after checking their number and that each is a number; booleans count as 0 and 1. */
export function checkedValues(what: string, axes: readonly Dim<string>[], values: ArrayLike<number>): Float64Array {
  if (values === null || typeof values !== "object" || typeof values.length !== "number") {
    throw new TypeError(
      `${what} wants an array of ${sizeOf(axes)} numbers over ${describeAxes(axes)}, got ${typeof values}`,
    );
  }
  if (values.length !== sizeOf(axes)) {
    const dims =
      axes.length === 1
        ? `dim \`${axes[0]?.name}\` has ${axes[0]?.size}`
        : `${describeAxes(axes)} make ${sizeOf(axes)}`;
    throw new RangeError(`${what} has ${values.length} values; ${dims}`);
  }
  const copy = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const v: unknown = values[i];
    if (typeof v === "number" && !Number.isNaN(v)) copy[i] = v;
    else if (typeof v === "boolean") copy[i] = v ? 1 : 0;
    else throw new TypeError(missingMessage(what, elementName("", axes, i), v));
  }
  return copy;
}
const missingMessage = (what: string, where: string, v: unknown): string => {
  const at = where === "" ? "" : ` at ${where}`;
  if (Array.isArray(v))
    return `${what} holds a list${at}: lists of lists lie along several dims, as in column([row, term], values)`;
  return typeof v === "string"
    ? `${what} holds the text "${v}"${at}, where a number is wanted: convert it, or use table(…).factor(…) for labels`
    : `${what} is missing${at} (${String(v)}): ${at === "" ? "give a number" : what.startsWith("`") ? "observe impute(values) to make such cells latent variables, omit(values) to leave them out" : "drop that row, or replace it with a value of your choice before building the model; an observation may have missing values, by impute(values)"}`;
};
