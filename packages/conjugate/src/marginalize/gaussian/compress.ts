/** Replace many rows of a Gaussian by few that have the same density: sufficient statistics, without cancellation. */
import { lengthOf } from "@credence/model";
import type { Affine } from "./affine.js";
import type { Gaussian } from "./factor.js";
import { eachEntry, rowsOf } from "./rows.js";
import { triangle } from "./triangle.js";

/** What a row reads: cell `from` of a part, times `by`. */
interface Entry {
  readonly part: number;
  readonly from: number;
  readonly by: number;
}
interface Row {
  readonly constant: number;
  readonly entries: readonly Entry[];
}

/** The largest number of columns whose triangle is worth its making. */
const mostColumns = 64;

/**
 * The same density with at most p + 1 rows for each standard deviation, p being the number of unknown cells that its rows
 * read: an orthogonal matrix applied to rows changes no sum of squares, and one makes all but p + 1 of them zero.
 */
export function compressed(gaussian: Gaussian): Gaussian {
  const { residual, base, cells } = gaussian;
  const groups: Row[][] = Array.from({ length: lengthOf(base) }, () => []);
  for (const [r, cell] of cells.entries()) (groups[cell] as Row[]).push(rowOf(residual, r));
  const shorter = groups.map(shortened);
  const rows = shorter.flat();
  if (rows.length === cells.length) return gaussian;
  return {
    ...gaussian,
    residual: affineOfRows(rows, residual),
    cells: Int32Array.from(shorter.flatMap((own, cell) => own.map(() => cell))),
  };
}

function rowOf({ constant, parts }: Affine, row: number): Row {
  const entries: Entry[] = [];
  parts.forEach(({ rows }, part) => {
    eachEntry(rows, row, (from, by) => entries.push({ part, from, by }));
  });
  return { constant: constant[row] as number, entries };
}

function shortened(rows: readonly Row[]): readonly Row[] {
  const columns = new Map<string, { part: number; from: number; at: number }>();
  for (const { part, from } of rows.flatMap(({ entries }) => entries)) {
    const key = `${part}:${from}`;
    if (!columns.has(key)) columns.set(key, { part, from, at: columns.size });
  }
  const width = columns.size;
  if (rows.length <= width + 1 || width > mostColumns) return rows;
  const matrix = new Float64Array(rows.length * (width + 1));
  rows.forEach(({ constant, entries }, r) => {
    matrix[r * (width + 1) + width] = constant;
    for (const { part, from, by } of entries)
      matrix[r * (width + 1) + (columns.get(`${part}:${from}`)?.at as number)] = by;
  });
  const upper = triangle(matrix, width + 1);
  return Array.from({ length: width + 1 }, (_, r) => ({
    constant: upper[r * (width + 1) + width] as number,
    entries: [...columns.values()].map(({ part, from, at }) => ({
      part,
      from,
      by: upper[r * (width + 1) + at] as number,
    })),
  }));
}

const affineOfRows = (rows: readonly Row[], { parts }: Affine): Affine => ({
  constant: Float64Array.from(rows, ({ constant }) => constant),
  parts: parts.map(({ atom }, part) => ({
    atom,
    rows: rowsOf(rows.length, (r, add) => {
      for (const entry of (rows[r] as Row).entries) if (entry.part === part) add(entry.from, entry.by);
    }),
  })),
});
