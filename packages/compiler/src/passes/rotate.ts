/** Turn many weighted rows of a least-squares problem into few, group means first, without losing digits to offsets. */
import { sorting } from "./order.js";
import { triangle } from "./triangle.js";

/** Σ weight[i] · (Σ_j x[i, j] u[j] + x[i, size − 1])²: the last column is the offset. */
export interface SquaredRows {
  readonly count: number;
  /** Columns, offset included. */
  readonly size: number;
  readonly weight: Float64Array | undefined;
  /** Writes the columns of a row, all zero before. */
  readonly read: (row: number, out: Float64Array) => void;
  /** The block of each row; rows of different blocks are not mixed. */
  readonly block: Int32Array;
  /** The group of each row inside its block, whose own parameter is added to it; undefined where there is none. */
  readonly group: Int32Array | undefined;
  /** Whether columns are zero outside some groups, so that the triangle keeps their zeros. */
  readonly sparse: boolean;
}

/** One of the few rows. */
export interface FewerRow {
  /** A row that it stands for: one of its block and, where `isMean`, of its group. */
  readonly of: number;
  /** Whether the group's own parameter belongs to it. */
  readonly isMean: boolean;
  /** Columns, offset last. */
  readonly columns: Float64Array;
  /** What rounding took from the offset. */
  readonly rest: number;
  /** The square root of its weight. */
  readonly root: number;
}

/** How many rows are rotated at once where groups do not say. */
const AT_ONCE = 256;

/**
 * Weighted group means first: rows centred at them are orthogonal to what the groups' parameters do, so that offsets of
 * data and columns cancel once, when data are bound, and exactly. Then a triangular factor of the centred rows of each
 * block, whose last row is the norm of the residuals. Xᵀ X is never formed: its digits would cancel.
 */
export function fewerRows(rows: SquaredRows): FewerRow[] {
  const { count, size, block, group, sparse } = rows;
  const key = group ?? block;
  const order = sorting(block, sorting(key));
  const result: FewerRow[] = [];
  let rotation = rotationOf(rows);
  for (let from = 0, to = 0; from < count; from = to) {
    const row = order[from] as number;
    while (to < count && key[order[to] as number] === key[row]) to++;
    const members = order.subarray(from, to);
    const mean = group === undefined ? undefined : meanOf(rows, members);
    if (mean !== undefined) result.push({ of: row, isMean: true, ...mean });
    rotation.add(members, mean);
    if (sparse) rotation.flush();
    if (to < count && block[order[to] as number] === block[row]) continue;
    result.push(...triangleRows(rotation.flush(), size, row));
    rotation = rotationOf(rows);
  }
  return result;
}

type Mean = Pick<FewerRow, "columns" | "rest" | "root">;

/** Centres rows and rotates them, many at once. */
function rotationOf({ size, weight, read }: SquaredRows) {
  const { factor, add } = triangle(size);
  const x = new Float64Array(size);
  const memory = new Float64Array(size * AT_ONCE);
  let filled = 0;
  const flush = (): Float64Array => {
    add(memory, AT_ONCE, filled);
    filled = 0;
    return factor;
  };
  const put = (row: number, root: number, mean: Mean | undefined): void => {
    x.fill(0);
    read(row, x);
    if (mean !== undefined) for (let j = 0; j < size; j++) x[j] = (x[j] as number) - (mean.columns[j] as number);
    x[size - 1] = (x[size - 1] as number) - (mean?.rest ?? 0);
    for (let j = 0; j < size; j++) memory[j * AT_ONCE + filled] = root * (x[j] as number);
    if (++filled === AT_ONCE) flush();
  };
  return {
    flush,
    add: (members: Int32Array, mean: Mean | undefined): void => {
      for (const row of members) {
        const root = weight === undefined ? 1 : Math.sqrt(weight[row] as number);
        if (root > 0) put(row, root, mean);
      }
    },
  };
}

/** The weighted mean of some rows; undefined where none has a weight. */
function meanOf({ size, weight, read }: SquaredRows, members: Int32Array): Mean | undefined {
  const x = new Float64Array(size);
  const columns = new Float64Array(size);
  const correction = new Float64Array(size);
  let total = 0;
  for (const pass of [columns, correction]) {
    total = 0;
    for (const member of members) {
      const w = weight === undefined ? 1 : (weight[member] as number);
      total += w;
      x.fill(0);
      read(member, x);
      for (let j = 0; j < size; j++) {
        const value = pass === columns ? (x[j] as number) : (x[j] as number) - (columns[j] as number);
        pass[j] = (pass[j] as number) + w * value;
      }
    }
    if (total === 0) return undefined;
    for (let j = 0; j < size; j++) pass[j] = (pass[j] as number) / total;
  }
  for (let j = 0; j < size - 1; j++) columns[j] = (columns[j] as number) + (correction[j] as number);
  return { columns, rest: correction[size - 1] as number, root: Math.sqrt(total) };
}

/** The rows of a triangle that are not zero. */
function triangleRows(factor: Float64Array, size: number, of: number): FewerRow[] {
  return Array.from({ length: size }, (_, j): FewerRow => {
    const columns = factor.slice(j * size, (j + 1) * size);
    return { of, isMean: false, columns, rest: 0, root: 1 };
  }).filter(({ columns }) => columns.some((c) => c !== 0));
}
