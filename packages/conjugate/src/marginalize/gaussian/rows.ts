/** Keep known linear maps row by row, so that groups can be told from the cells that each row reads. */
import type { LinearMap } from "@credence/model";

/** Row r of the map reads `by[i]` times element `from[i]`, for i from `start[r]` to `start[r + 1]`. */
export interface Rows {
  readonly start: Int32Array;
  readonly from: Int32Array;
  readonly by: Float64Array;
}

export const countOf = ({ start }: Rows): number => start.length - 1;

/** Each row reads the element of its own number. */
export const identity = (size: number): Rows => ({
  start: Int32Array.from({ length: size + 1 }, (_, r) => r),
  from: Int32Array.from({ length: size }, (_, r) => r),
  by: new Float64Array(size).fill(1),
});

/** Rows made one by one; entries that read the same element are added up. */
export function rowsOf(count: number, fill: (row: number, add: (from: number, by: number) => void) => void): Rows {
  const start = new Int32Array(count + 1);
  const from: number[] = [];
  const by: number[] = [];
  for (let r = 0; r < count; r++) {
    const sums = new Map<number, number>();
    fill(r, (at, value) => sums.set(at, (sums.get(at) ?? 0) + value));
    for (const [at, value] of sums) {
      if (value === 0) continue;
      from.push(at);
      by.push(value);
    }
    start[r + 1] = from.length;
  }
  return { start, from: Int32Array.from(from), by: Float64Array.from(by) };
}

/** Calls `use` with every entry of a row. */
export function eachEntry({ start, from, by }: Rows, row: number, use: (from: number, by: number) => void): void {
  for (let i = start[row] as number; i < (start[row + 1] as number); i++) use(from[i] as number, by[i] as number);
}

/** The rows at `positions`, each times a factor (1 when left out). */
export const picked = (rows: Rows, positions: ArrayLike<number>, factors?: ArrayLike<number>): Rows =>
  rowsOf(positions.length, (r, add) =>
    eachEntry(rows, positions[r] as number, (from, by) => add(from, by * (factors?.[r] ?? 1))),
  );

/** For each of `count` groups, the sum of the rows that belong to it, each times its weight. */
export function grouped(rows: Rows, group: ArrayLike<number>, count: number, weights?: ArrayLike<number>): Rows {
  const members: number[][] = Array.from({ length: count }, () => []);
  for (let r = 0; r < group.length; r++) (members[group[r] as number] as number[]).push(r);
  return rowsOf(count, (g, add) => {
    for (const r of members[g] as number[]) eachEntry(rows, r, (from, by) => add(from, by * (weights?.[r] ?? 1)));
  });
}

/** Row by row, a + s · b. */
export const combined = (a: Rows, b: Rows, s = 1): Rows =>
  rowsOf(countOf(a), (r, add) => {
    eachEntry(a, r, add);
    eachEntry(b, r, (from, by) => add(from, s * by));
  });

/** The same map as an operation of the language takes it. */
export function mapOf({ start, from, by }: Rows): LinearMap {
  const to = new Int32Array(from.length);
  for (let r = 0; r + 1 < start.length; r++) to.fill(r, start[r] as number, start[r + 1] as number);
  return { from, to, coefficients: by };
}

/** All entries as a full matrix, row by row. */
export function denseOf(rows: Rows, columns: number): Float64Array {
  const out = new Float64Array(countOf(rows) * columns);
  for (let r = 0; r < countOf(rows); r++) {
    eachEntry(rows, r, (from, by) => {
      out[r * columns + from] = by;
    });
  }
  return out;
}
