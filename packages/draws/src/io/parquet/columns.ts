/** Name the columns of a table of draws: chain, draw, one for each cell of a variable, one for each stat. */
import { cellCount, cellLabels, cellName } from "../../cells.js";
import { variablesOf } from "../../variables.js";
import { type Head, statsOf } from "../head.js";
import { distinct } from "../names.js";
import { type StatType, toArviz } from "../stat-names.js";

/** A column, and which numbers of a draw go into it. */
export interface Column {
  readonly name: string;
  readonly type: StatType;
  /** A cell of the variable or the stat at `index` of the head. */
  readonly from: { readonly kind: "variable" | "stat"; readonly index: number; readonly cell: number };
}

/** The columns behind chain and draw. */
export function columnsOf(head: Head): readonly Column[] {
  const cells = variablesOf(head.trace).flatMap(({ name, draws: { axes } }, index) =>
    Array.from({ length: cellCount(axes) }, (_, cell) => ({
      name: cellName(name, cellLabels(axes, cell)),
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
