/** Replace many rows of a Gaussian by few that have the same density: sufficient statistics, without cancellation. */
import { lengthOf } from "@credence/model";
import { affineOfRows, columnsIn, type Row, rowsIn, triangular } from "./entries.js";
import type { Gaussian } from "./factor.js";

/** The largest number of columns whose triangle is worth its making. */
const mostColumns = 64;

/** The same density with at most p + 1 rows for each standard deviation, p being the number of unknown cells that its rows read. */
export function compressed(gaussian: Gaussian): Gaussian {
  const { residual, base, cells } = gaussian;
  const groups: Row[][] = Array.from({ length: lengthOf(base) }, () => []);
  for (const [r, row] of rowsIn(residual).entries()) (groups[cells[r] as number] as Row[]).push(row);
  const shorter = groups.map((rows) => {
    const columns = columnsIn(rows);
    return rows.length <= columns.length + 1 || columns.length > mostColumns ? rows : triangular(rows, columns);
  });
  const rows = shorter.flat();
  if (rows.length === cells.length) return gaussian;
  return {
    ...gaussian,
    residual: affineOfRows(rows, residual.parts),
    cells: Int32Array.from(shorter.flatMap((own, cell) => own.map(() => cell))),
  };
}
