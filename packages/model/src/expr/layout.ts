/** Translate named dims into positions of row-major arrays: the only place where broadcasting is spelt out. */
import type { Dim } from "@credence/draws";

export type Axis = Dim<string>;
export type Axes = readonly Axis[];

export const sizeOf = (axes: Axes): number => axes.reduce((size, axis) => size * axis.size, 1);
export const hasAxis = (axes: Axes, name: string): boolean => axes.some((axis) => axis.name === name);
export const sameAxes = (a: Axes, b: Axes): boolean =>
  a.length === b.length && a.every((axis, i) => axis.name === b[i]?.name);
export const describeAxes = (axes: Axes): string =>
  axes.map((axis) => `${axis.name} (${axis.size})`).join(" × ") || "a single value";

const sameLabels = (a: Axis, b: Axis): boolean =>
  a === b || (a.size === b.size && a.labels.every((label, i) => label === b.labels[i]));

/** The union of dims in order of first appearance; two dims of one name must have the same labels. */
export function unionAxes(...lists: readonly Axes[]): Axes {
  const union: Axis[] = [];
  for (const axis of lists.flat()) {
    const known = union.find((other) => other.name === axis.name);
    if (known === undefined) union.push(axis);
    else if (!sameLabels(known, axis)) {
      throw new Error(
        `two different dims are both named "${axis.name}" (${known.size} and ${axis.size} labels): give one of them another name, or make the dim once and use it twice`,
      );
    }
  }
  return union;
}

/** How far apart neighbours along `name` lie in a row-major array; 0 where the dim is absent, so that values repeat. */
export function strideOf(axes: Axes, name: string): number {
  let stride = 1;
  for (let i = axes.length - 1; i >= 0; i--) {
    const axis = axes[i] as Axis;
    if (axis.name === name) return stride;
    stride *= axis.size;
  }
  return 0;
}

/**
 * For each element of an array over `axes`, the position Σ stride[axis] · index[axis] in another array.
 * `strides` runs parallel to `axes`.
 */
export function positionsAlong(axes: Axes, strides: readonly number[]): Int32Array {
  const positions = new Int32Array(sizeOf(axes));
  let filled = 1;
  for (let a = axes.length - 1; a >= 0; a--) {
    const { size } = axes[a] as Axis;
    const stride = strides[a] as number;
    for (let k = 1; k < size; k++) {
      for (let i = 0; i < filled; i++) positions[k * filled + i] = (positions[i] as number) + k * stride;
    }
    filled *= size;
  }
  return positions;
}

/** Where each element of an array over `to` reads from in an array over `from`, broadcasting by name. */
export const broadcastPositions = (from: Axes, to: Axes): Int32Array =>
  positionsAlong(
    to,
    to.map((axis) => strideOf(from, axis.name)),
  );

/** Splits a shape around one dim: index = (outer · size + position) · inner + rest. */
export function around(axes: Axes, name: string): { outer: number; size: number; inner: number } {
  const at = axes.findIndex((axis) => axis.name === name);
  return { outer: sizeOf(axes.slice(0, at)), size: (axes[at] as Axis).size, inner: sizeOf(axes.slice(at + 1)) };
}

/** Where the part at label number `at` of `along` lies in an array over `axes`, in the order of the other dims. */
export function partAt(axes: Axes, along: Axis, at: number): { readonly rest: Axes; readonly positions: Int32Array } {
  const rest = axes.filter(({ name }) => name !== along.name);
  const start = at * strideOf(axes, along.name);
  return { rest, positions: broadcastPositions(axes, rest).map((p) => start + p) };
}

/** Dims of matrices one after the other: all others, then rows, then columns. */
export const matrixAxes = (axes: Axes, { dim, columns }: { readonly dim: Axis; readonly columns: Axis }): Axes => [
  ...axes.filter(({ name }) => name !== dim.name && name !== columns.name),
  dim,
  columns,
];

/** How matrices over `matrix` meet right-hand sides over `right`: for each of `batch` one matrix, and `rest` columns side by side. */
export function matrixTimes(
  matrix: Axes,
  right: Axes,
  dims: { readonly dim: Axis; readonly columns: Axis },
): { readonly left: Axes; readonly axes: Axes; readonly batch: Axes; readonly rest: Axes } {
  const left = matrixAxes(matrix, dims);
  const batch = left.slice(0, -2);
  const rest = right.filter(({ name }) => name !== dims.dim.name && !hasAxis(batch, name));
  return { left, axes: [...batch, dims.dim, ...rest], batch, rest };
}

/** The labels of the element at `position` of an array over `axes`. */
export function labelsAt(axes: Axes, position: number): readonly (string | number)[] {
  const labels: (string | number)[] = [];
  let rest = position;
  for (let i = axes.length - 1; i >= 0; i--) {
    const axis = axes[i] as Axis;
    labels.unshift(axis.labels[rest % axis.size] as string | number);
    rest = Math.floor(rest / axis.size);
  }
  return labels;
}

/** `name`, `name[a]` or `name[a,b]`: one element of a variable as people write it. */
export const elementName = (name: string, axes: Axes, position: number): string =>
  axes.length === 0 ? name : `${name}[${labelsAt(axes, position).join(",")}]`;
