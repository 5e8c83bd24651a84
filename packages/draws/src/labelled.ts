/** Hold numbers over named dims, read by label: the shape that summaries and points have. */
import { cellAt, cellCount } from "./cells.js";
import type { Dim, Label } from "./dim.js";
import { printedAs } from "./inspect.js";
import type { EXACT } from "./phantom.js";

/**
 * Numbers over the dims `D`, row-major in the order of `dims`.
 *
 * Invariant in its dims like a column, so that a point of `findMap` may be a start and a simulated value an observation,
 * while a value over other dims may not.
 */
export interface Labelled<D extends string> {
  readonly [EXACT]: (dims: D) => D;
  /** The names of the dims. */
  readonly dims: readonly D[];
  /** The dims themselves, with their labels. */
  readonly axes: readonly Dim<D>[];
  readonly values: Float64Array;
  /** The number with these labels, one for each dim. Throws at an unknown label and suggests the nearest. */
  at(labels: { readonly [K in D]: Label }): number;
}

/** One value of a variable: a number when it has no dims. */
export type Cell<D extends string> = [D] extends [never] ? number : Labelled<D>;

/**
 * Numbers over dims.
 *
 * @param axes - The dims, outermost first.
 * @param values - One number for each cell, row-major.
 * @throws If the number of values is not the product of the dims' sizes.
 */
export function labelled<D extends string>(axes: readonly Dim<D>[], values: ArrayLike<number>): Labelled<D> {
  const count = cellCount(axes);
  if (values.length !== count) {
    const shape = axes.map((axis) => `${axis.name} (${axis.size})`).join(" × ") || "no dims";
    throw new RangeError(`${values.length} values were given for ${shape}: ${count} are needed`);
  }
  const numbers = values instanceof Float64Array ? values : Float64Array.from(values);
  const object = {
    dims: Object.freeze(axes.map((axis) => axis.name)),
    axes: Object.freeze([...axes]),
    values: numbers,
    at: (labels: Readonly<Record<string, Label>>): number => numbers[cellAt(axes, labels)] as number,
    toJSON: () => ({
      dims: axes.map((axis) => axis.name),
      labels: axes.map((axis) => axis.labels),
      values: Array.from(numbers),
    }),
  };
  return printedAs(object, () => byLabel(axes, numbers)) as object as Labelled<D>;
}

/** A value over dims, or the number itself when there are none. */
export function cellOf<D extends string>(axes: readonly Dim<D>[], values: Float64Array): Cell<D> {
  return (axes.length === 0 ? values[0] : labelled(axes, values)) as Cell<D>;
}

/** Nested records of the numbers, keyed by label. */
function byLabel(axes: readonly Dim[], values: Float64Array): object | number {
  const [first, ...rest] = axes;
  if (first === undefined) return values[0] as number;
  const width = values.length / first.size;
  return Object.fromEntries(
    first.labels.map((label, i) => [label, byLabel(rest, values.subarray(i * width, (i + 1) * width))]),
  );
}
