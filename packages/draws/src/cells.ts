/** Count, name and find the cells of a row-major array by the labels of its dims. */
import { type Dim, type Label, positionOf } from "./dim.js";
import { suggest } from "./suggest.js";

/** Labels for some of the dims `D`. */
export type Labels<D extends string> = { readonly [K in D]?: Label };

/** Puts a sentence in place of every label in `S` whose dim is not among `D`, so that a misspelt dim does not compile. */
export type OnlyDims<S, D extends string> = { readonly [K in Exclude<keyof S, D>]: `there is no dim '${K & string}'` };

/** How many cells an array over these dims has; 1 for a scalar. */
export function cellCount(axes: readonly Dim[]): number {
  return axes.reduce((count, axis) => count * axis.size, 1);
}

/** The labels of the cell at a row-major position, one for each dim. */
export function cellLabels(axes: readonly Dim[], cell: number): Label[] {
  const labels: Label[] = [];
  let rest = cell;
  for (const axis of [...axes].reverse()) {
    labels.unshift(axis.labels[rest % axis.size] as Label);
    rest = Math.floor(rest / axis.size);
  }
  return labels;
}

/** The printed name of a cell: `x`, `x[a]`, `x[a,b]`. */
export function cellName(name: string, labels: readonly Label[]): string {
  return labels.length === 0 ? name : `${name}[${labels.join(",")}]`;
}

/** Throw if `labels` names a dim that is not among `axes`, or gives one no label. */
function checkDims(axes: readonly Dim[], labels: Labels<string>): void {
  const names = axes.map((axis) => axis.name);
  for (const [name, label] of Object.entries(labels)) {
    if (!names.includes(name)) throw new Error(`unknown dim ${JSON.stringify(name)}${suggest(name, names, "dims")}`);
    if (label === undefined) throw new Error(`the label of dim ${name} is undefined: give one, or leave the dim out`);
  }
}

/** The dims that `labels` leaves open, and the row-major positions of the cells that it chooses. */
export function chooseCells(
  axes: readonly Dim[],
  labels: Labels<string>,
): { readonly axes: readonly Dim[]; readonly cells: readonly number[] } {
  checkDims(axes, labels);
  const chosen = (axis: Dim): Label | undefined => (Object.hasOwn(labels, axis.name) ? labels[axis.name] : undefined);
  let cells = [0];
  for (const axis of axes) {
    const label = chosen(axis);
    const places = label === undefined ? axis.labels.map((_, i) => i) : [positionOf(axis, label)];
    cells = cells.flatMap((cell) => places.map((place) => cell * axis.size + place));
  }
  return { axes: axes.filter((axis) => chosen(axis) === undefined), cells };
}

/** The row-major position of the one cell that has these labels; every dim needs one. */
export function cellAt(axes: readonly Dim[], labels: Labels<string>): number {
  const chosen = chooseCells(axes, labels);
  const open = chosen.axes[0];
  if (open !== undefined) throw new Error(`the label of dim ${open.name} is missing: one value needs one for each dim`);
  return chosen.cells[0] as number;
}
