/** Read columns and factors from rows, one dim for the rows, one for each factor; and turn draws into rows. */
import { type AnyTrace, type Dim, dim, type Row, rowsOf } from "@credence/draws";
import { dataNode, typed } from "../expr/node.js";
import type { Factor } from "../expr/types.js";
import { type Column, checkedValues } from "./column.js";
import { index } from "./index-of.js";

export type KeysOf<R, T> = { [K in keyof R & string]: R[K] extends T ? K : never }[keyof R & string];

/** Rows as a dim, with typed access to their columns. */
export interface Table<N extends string, R> {
  readonly dim: Dim<N>;
  /** A numeric column (true and false count as 1 and 0). */
  column(name: KeysOf<R, number | boolean>): Column<N>;
  /** A column of labels, as an index into the dim of its distinct labels in order of appearance. */
  factor<C extends KeysOf<R, string | number>>(name: C): Factor<C, N>;
}

/**
 * A table of records, one for each label 1, 2, … of a new dim `name`.
 * @throws when there are no rows, a column is unknown, or a value is missing.
 */
export function table<N extends string, R extends object>(name: N, rows: readonly R[]): Table<N, R>;
/** The draws of a trace as such records: what `rowsOf` answers. */
export function table(trace: AnyTrace): readonly Row[];
export function table(source: string | AnyTrace, rows?: readonly object[]): unknown {
  if (typeof source === "string" && Array.isArray(rows)) return tableOf(source, rows);
  if (typeof source === "object" && source !== null && "$" in source) return rowsOf(source);
  throw new TypeError(`table wants a name and rows, as in table("home", rows), or a trace; got ${typeof source}`);
}

function tableOf<N extends string, R extends object>(name: N, rows: readonly R[]): Table<N, R> {
  if (rows.length === 0) throw new RangeError(`table "${name}" has no rows: a model needs at least one`);
  const rowDim = dim(name, rows.length);
  const cell = (row: R, key: string): unknown => (row as Readonly<Record<string, unknown>>)[key];
  const mustKnow = (key: string): void => {
    if (!rows.some((row) => key in row)) {
      throw new TypeError(`table "${name}" has no column "${key}"; it has ${Object.keys(rows[0] as R).join(", ")}`);
    }
  };
  return {
    dim: rowDim,
    column(key) {
      mustKnow(key);
      return typed(
        dataNode([rowDim], checkedValues(`column \`${key}\``, [rowDim], rows.map((row) => cell(row, key)) as number[])),
      );
    },
    factor(key) {
      mustKnow(key);
      const labels = rows.map((row, i) => label(cell(row, key), key, i));
      const of = dim(key, [...new Set(labels)]);
      return { ...index(of, rowDim, labels), dim: of } as Factor<typeof key, N>;
    },
  };
}

function label(value: unknown, key: string, row: number): string | number {
  if (typeof value === "string" || (typeof value === "number" && !Number.isNaN(value))) return value;
  throw new TypeError(
    `factor \`${key}\` is missing in row ${row + 1} (${String(value)}): drop the row or give it a label of its own, such as "unknown"`,
  );
}
