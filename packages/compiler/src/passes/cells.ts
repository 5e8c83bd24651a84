/** Sort rows into cells of equal rows, by hashing what tells them apart. */

import type { GraphBuilder } from "../graph/builder-types.js";
import { mix } from "../graph/mix.js";
import { entriesByRow, type Leaf, pick } from "./leaves.js";

/** Rows by cell, numbered in the order of their first rows; of lookups in one list alone, in the order of the list. */
export interface Cells {
  /** The cell of each row. */
  readonly of: Int32Array;
  /** The first row of each cell. */
  readonly rows: Int32Array;
}

/** What is not worth another rounding: fewer rows saved than this, or less than a fifth of them. */
const FEW = 8;

/** Whether as many rows as `to` are worth being computed instead of `from`. */
export const isWorth = (from: number, to: number): boolean => from - to >= FEW && to <= 0.8 * from;

/** Cells by leaves; undefined where there are nearly as many cells as rows. */
export function cellsOf(b: GraphBuilder, leaves: ReadonlySet<Leaf>, rows: number): Cells | undefined {
  const [first] = leaves;
  if (leaves.size === 1 && first instanceof Int32Array) return worthy(byPosition(first));
  let cells: Cells | undefined = { of: new Int32Array(rows), rows: new Int32Array(1) };
  for (const leaf of leaves) cells = cells === undefined ? undefined : byLeaf(b, cells, leaf);
  return cells;
}

const worthy = (cells: Cells): Cells | undefined => (isWorth(cells.of.length, cells.rows.length) ? cells : undefined);

/** Cells of rows that look up at one position each, in the order of positions. */
export function byPosition(positions: Int32Array): Cells {
  const size = positions.reduce((most, position) => Math.max(most, position), -1) + 1;
  const first = new Int32Array(size).fill(-1);
  for (let i = positions.length - 1; i >= 0; i--) first[positions[i] as number] = i;
  const cell = new Int32Array(size);
  let count = 0;
  for (let at = 0; at < size; at++) if ((first[at] as number) >= 0) cell[at] = count++;
  return { of: pick(cell, positions), rows: first.filter((row) => row >= 0) };
}

function byLeaf(b: GraphBuilder, cells: Cells, leaf: Leaf): Cells | undefined {
  if (leaf instanceof Int32Array || leaf instanceof Float64Array) return worthy(refined(cells, leaf));
  const values = b.known(leaf.args[1]) as Float64Array;
  const { start, order } = entriesByRow(leaf);
  const widest = cells.of.reduce((most, _, i) => Math.max(most, (start[i + 1] as number) - (start[i] as number)), 0);
  let refinedCells: Cells | undefined = cells;
  for (let k = 0; k < widest && refinedCells !== undefined; k++) {
    const entry = cells.of.map((_, i) => {
      const at = (start[i] as number) + k;
      return at < (start[i + 1] as number) ? (order[at] as number) : -1;
    });
    const value = Float64Array.from(entry, (at) => (at < 0 ? 0 : (values[at] as number)));
    const from = entry.map((at) => (at < 0 ? -1 : (leaf.from[at] as number)));
    const byValue: Cells | undefined = worthy(refined(refinedCells, value));
    refinedCells = byValue === undefined ? undefined : worthy(refined(byValue, from));
  }
  return refinedCells;
}

/** Cells told apart by one more key; equal keys have equal bits. */
export function refined({ of }: Cells, key: Int32Array | Float64Array): Cells {
  const words = new Int32Array(key.buffer, key.byteOffset, key.byteLength / 4);
  const width = words.length / of.length;
  const cell = new Int32Array(of.length);
  const firsts: number[] = [];
  let table = new Int32Array(1024); // 1 + the number of a cell, or 0
  const same = (i: number, j: number): boolean =>
    of[i] === of[j] &&
    words[width * i] === words[width * j] &&
    (width === 1 || words[width * i + 1] === words[width * j + 1]);
  const place = (i: number): number => {
    let hash = mix(of[i] as number, words[width * i] as number);
    if (width === 2) hash = mix(hash, words[width * i + 1] as number);
    let at = (hash ^ (hash >>> 15)) & (table.length - 1);
    while (table[at] !== 0 && !same(firsts[(table[at] as number) - 1] as number, i)) at = (at + 1) & (table.length - 1);
    return at;
  };
  for (let i = 0; i < of.length; i++) {
    let at = place(i);
    if (table[at] === 0) {
      if (2 * firsts.length >= table.length) {
        table = new Int32Array(2 * table.length);
        for (let k = 0; k < firsts.length; k++) table[place(firsts[k] as number)] = k + 1;
        at = place(i);
      }
      table[at] = firsts.push(i);
    }
    cell[i] = (table[at] as number) - 1;
  }
  return { of: cell, rows: Int32Array.from(firsts) };
}

/** The sum of the weights in each cell; of weights 1, how many rows it has. */
export function sumsIn({ of, rows }: Cells, weight: Float64Array | undefined): Float64Array {
  const sums = new Float64Array(rows.length);
  const lost = new Float64Array(rows.length); // what rounding took (Neumaier 1974)
  for (let i = 0; i < of.length; i++) {
    const cell = of[i] as number;
    const x = weight === undefined ? 1 : (weight[i] as number);
    const before = sums[cell] as number;
    const after = before + x;
    lost[cell] = (lost[cell] as number) + (Math.abs(before) >= Math.abs(x) ? before - after + x : x - after + before);
    sums[cell] = after;
  }
  return sums.map((sum, k) => (Number.isFinite(sum) ? sum + (lost[k] as number) : sum));
}
