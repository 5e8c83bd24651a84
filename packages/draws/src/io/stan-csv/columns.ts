/** Name the columns of Stan's CSV: its sampler's stats first, then each cell of each variable, first index fastest. */

// CmdStan User's Guide, "Stan CSV File Format": https://mc-stan.org/docs/cmdstan-guide/stan_csv.html
import type { Dim } from "../../dim.js";
import { drawnOf, type Head, statsOf } from "../head.js";
import { distinct, stanName } from "../names.js";
import { snake, stanOrder, toStan } from "../stat-names.js";

/** A column, and which numbers of a draw go into it. */
export interface StanColumn {
  readonly name: string;
  readonly from:
    | { readonly kind: "variable" | "stat"; readonly index: number; readonly cell: number }
    /** Stan's readers insist on `lp__`: NaN where the trace has none. */
    | { readonly kind: "none" };
}

/** The row-major positions of the cells in column-major order, as Stan writes arrays. */
export function columnMajor(axes: readonly Dim[]): readonly number[] {
  let cells = [0];
  let stride = 1;
  const strides = [...axes].reverse().map(({ size }) => {
    const own = stride;
    stride *= size;
    return own;
  });
  for (const [i, { size }] of axes.entries()) {
    const step = strides[axes.length - 1 - i] as number;
    cells = Array.from({ length: size }, (_, at) => cells.map((cell) => cell + at * step)).flat();
  }
  return cells;
}

/** The indices of a cell, from 1, joined to the name by dots. */
function cellNameOf(name: string, axes: readonly Dim[], cell: number): string {
  const indices: number[] = [];
  let rest = cell;
  for (const { size } of [...axes].reverse()) {
    indices.unshift((rest % size) + 1);
    rest = Math.floor(rest / size);
  }
  return [name, ...indices].join(".");
}

export function stanColumns(head: Head): readonly StanColumn[] {
  const order = statsOf(head)
    .map((name, index) => ({ name, index }))
    .sort((a, b) => stanOrder(a.name) - stanOrder(b.name));
  const statNames = distinct(
    order.map(({ name }) => stanName(toStan(name)).replace(/_*$/u, "__")),
    [],
    "_",
  );
  const stats = order.map(
    ({ index }, i): StanColumn => ({
      name: statNames[i] as string,
      from: { kind: "stat", index, cell: 0 },
    }),
  );
  const lp: StanColumn[] = stats[0]?.name === "lp__" ? [] : [{ name: "lp__", from: { kind: "none" } }];
  const drawn = drawnOf(head);
  const names = distinct(
    drawn.map(({ group, name }) => stanName(group === "" ? name : `${snake(group)}_${name}`)),
    [...lp, ...stats].map(({ name }) => name),
    "1",
  );
  const cells = drawn.flatMap(({ axes }, index) =>
    columnMajor(axes).map(
      (cell): StanColumn => ({
        name: cellNameOf(names[index] as string, axes, cell),
        from: { kind: "variable", index, cell },
      }),
    ),
  );
  return [...lp, ...stats, ...cells];
}

/** The numbers of cells in each of what is drawn. */
export const widthsOf = (head: Head): readonly number[] => drawnOf(head).map(({ cells }) => cells);
