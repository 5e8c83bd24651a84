/** Name the columns of a table of draws: chain, draw, one for each cell of a variable, one for each stat. */
import { cellLabels, cellName } from "../../cells.js";
import { drawnOf, type Head, statsOf } from "../head.js";
import { distinct } from "../names.js";
import { type StatType, snake, toArviz } from "../stat-names.js";

/** A column, and which numbers of a draw go into it. */
export interface Column {
  readonly name: string;
  readonly type: StatType;
  /** A cell of what `drawnOf` has at `index`, or the stat there. */
  readonly from: { readonly kind: "variable" | "stat"; readonly index: number; readonly cell: number };
}

/** The columns behind chain and draw. */
export function columnsOf(head: Head): readonly Column[] {
  const cells = drawnOf(head).flatMap(({ group, name, axes, cells: count }, index) =>
    Array.from({ length: count }, (_, cell) => ({
      name: cellName(group === "" ? name : `${snake(group)}.${name}`, cellLabels(axes, cell)),
      type: "float64" as const,
      from: { kind: "variable" as const, index, cell },
    })),
  );
  const stats = statsOf(head).map((name, index) => ({
    name: toArviz(name),
    type: head.types[name] ?? "float64",
    from: { kind: "stat" as const, index, cell: 0 },
  }));
  const columns = [...cells, ...stats];
  const names = distinct(
    columns.map(({ name }) => name),
    ["chain", "draw"],
  );
  return columns.map((column, i) => ({ ...column, name: names[i] as string }));
}
