/** Recognise arrays in a table's columns, one column a cell: `theta[a]`, `theta[b]` are two cells of theta. */
import { checkedDim, type Dim, type Label } from "../dim.js";

/** A column: what it belongs to, and where in it; a scalar has no labels. */
export interface CellColumn {
  readonly name: string;
  readonly labels: readonly string[];
}

/** A variable that columns make up, and the column of each cell, row-major. */
export interface ColumnVariable {
  readonly name: string;
  readonly axes: readonly Dim[];
  readonly columns: readonly number[];
}

const isCount = (label: string): boolean => /^(0|[1-9]\d{0,14})$/u.test(label);

/** Labels in the order of first appearance; numbers if all are whole numbers. */
function labelsOf(columns: readonly CellColumn[], axis: number): Label[] {
  const texts = [...new Set(columns.map(({ labels }) => labels[axis] as string))];
  return texts.every(isCount) ? texts.map(Number).sort((a, b) => a - b) : texts;
}

/** What the part of a name may not have in a trace becomes an underscore; dots stay. */
export const tamed = (name: string): string =>
  name
    .replaceAll(/[\s$[\],'"]/gu, "_")
    .split(".")
    .map((part) => part || "_")
    .join(".");

/**
 * The variables of a table; their dims are named as ArviZ names those that nobody named: `theta_dim_0`.
 *
 * @throws If a variable lacks a cell.
 */
export function variablesFrom(columns: readonly CellColumn[]): readonly ColumnVariable[] {
  const grouped = new Map<string, number[]>();
  for (const [i, { name }] of columns.entries()) grouped.set(name, [...(grouped.get(name) ?? []), i]);
  return [...grouped].map(([name, members]) => {
    const cells = members.map((i) => columns[i] as CellColumn);
    const rank = cells[0]?.labels.length ?? 0;
    const sizes = Array.from({ length: rank }, (_, axis) => labelsOf(cells, axis));
    const count = sizes.reduce((product, labels) => product * labels.length, 1);
    if (count !== cells.length || cells.some(({ labels }) => labels.length !== rank)) {
      throw new Error(`the columns of ${name} make no full array: ${cells.length} columns for ${count} cells`);
    }
    const place = new Array<number>(count);
    const positions = sizes.map((labels) => new Map(labels.map((label, at) => [String(label), at])));
    for (const [k, { labels }] of cells.entries()) {
      const at = labels.reduce((sum, label, axis) => {
        return sum * (sizes[axis] as Label[]).length + (positions[axis]?.get(label) as number);
      }, 0);
      place[at] = members[k] as number;
    }
    if (Object.keys(place).length !== count) throw new Error(`two columns of ${name} are for one cell`);
    const axes = sizes.map((labels, axis) => checkedDim(`${tamed(name).replaceAll(".", "_")}_dim_${axis}`, labels));
    return { name: tamed(name), axes, columns: place };
  });
}
