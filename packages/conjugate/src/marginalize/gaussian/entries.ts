/** Hold affine quantities as rows of entries, and turn them so that few rows say what many said. */
import type { Affine, Part } from "./affine.js";
import { eachEntry, rowsOf } from "./rows.js";
import { triangle } from "./triangle.js";

/** What a row reads: cell `from` of a part, times `by`. */
export interface Entry {
  readonly part: number;
  readonly from: number;
  readonly by: number;
}
export interface Row {
  readonly constant: number;
  readonly entries: readonly Entry[];
}
export type Column = Pick<Entry, "part" | "from">;

/** Every row of an affine quantity. */
export const rowsIn = ({ constant, parts }: Affine): readonly Row[] =>
  Array.from(constant, (known, row) => {
    const entries: Entry[] = [];
    parts.forEach(({ rows }, part) => {
      eachEntry(rows, row, (from, by) => entries.push({ part, from, by }));
    });
    return { constant: known, entries };
  });

/** The rows as an affine quantity of the same parts; those that no row reads are left out. */
export const affineOfRows = (rows: readonly Row[], parts: readonly Part[]): Affine => ({
  constant: Float64Array.from(rows, ({ constant }) => constant),
  parts: parts.flatMap(({ atom }, part) => {
    const own = rowsOf(rows.length, (r, add) => {
      for (const entry of (rows[r] as Row).entries) if (entry.part === part) add(entry.from, entry.by);
    });
    return own.from.length === 0 ? [] : [{ atom, rows: own }];
  }),
});

const keyOf = ({ part, from }: Column): string => `${part}:${from}`;

/** The columns that rows read, each once. */
export function columnsIn(rows: readonly Row[]): readonly Column[] {
  const columns = new Map<string, Column>();
  for (const { entries } of rows) for (const entry of entries) columns.set(keyOf(entry), entry);
  return [...columns.values()];
}

/**
 * Rows with the same sums of squares: an orthogonal matrix makes them triangular in the order of `columns`, the constants
 * last, so that row i reads column i and later ones only. As many rows as columns, and one for the constants.
 */
export function triangular(rows: readonly Row[], columns: readonly Column[]): readonly Row[] {
  const width = columns.length + 1;
  const at = new Map(columns.map((column, i) => [keyOf(column), i]));
  const matrix = new Float64Array(Math.max(rows.length, width) * width);
  rows.forEach(({ constant, entries }, r) => {
    matrix[r * width + width - 1] = constant;
    for (const entry of entries) matrix[r * width + (at.get(keyOf(entry)) as number)] = entry.by;
  });
  const upper = triangle(matrix, width);
  return Array.from({ length: width }, (_, r) => ({
    constant: upper[r * width + width - 1] as number,
    entries: columns.flatMap(({ part, from }, c) => {
      const by = upper[r * width + c] as number;
      return by === 0 ? [] : [{ part, from, by }];
    }),
  }));
}
