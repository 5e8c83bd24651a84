/** Check that rotated rows keep the digits of sums of squares, which are known exactly in whole numbers. */
import { rng } from "@credence/math";
import { describe, expect, it } from "vitest";
import { fewerRows } from "../../src/passes/rotate.js";
import { type Dyadic, exactly, minus, plus, rounded, timesExactly } from "./exactly.js";

interface Problem {
  readonly x: readonly (readonly number[])[];
  readonly y: readonly number[];
}

const zero = exactly(0);
const sum = (terms: readonly Dyadic[]): Dyadic => terms.reduce(plus, zero);
const square = (a: Dyadic): Dyadic => timesExactly(a, a);

/** Σ (u₀ + x u − y)², without rounding. */
const squaresOf = ({ x, y }: Problem, u: readonly number[]): number =>
  rounded(
    sum(
      y.map((yi, i) => {
        const row = [1, ...(x[i] as readonly number[])];
        const fit = sum(row.map((c, j) => timesExactly(exactly(c), exactly(u[j] as number))));
        return square(minus(fit, exactly(yi)));
      }),
    ),
  );

/** The same as the kernel computes it, row by row. */
const byRows = ({ x, y }: Problem, [u0 = 0, ...u]: readonly number[]): number =>
  y.reduce((total, yi, i) => {
    const fit = (x[i] as readonly number[]).reduce((f, c, j) => f + c * (u[j] as number), u0);
    return total + (fit - yi) ** 2;
  }, 0);

/** The same from the rows that are left. */
function byRotation({ x, y }: Problem): { few: number; at: (u: readonly number[]) => number } {
  const count = y.length;
  const size = (x[0] as readonly number[]).length + 1;
  const read = (row: number, out: Float64Array): void => {
    out.set(x[row] as readonly number[]);
    out[size - 1] = -(y[row] as number);
  };
  const nothing = new Int32Array(count);
  const few = fewerRows({ count, size, weight: undefined, read, block: nothing, group: nothing, sparse: false });
  const at = ([u0 = 0, ...u]: readonly number[]): number =>
    few.reduce((total, { isMean, columns, rest, root }) => {
      const fit = u.reduce((f, uj, j) => f + (columns[j] as number) * uj, isMean ? u0 : 0);
      return total + (root * (fit + (columns[size - 1] as number) + rest)) ** 2;
    }, 0);
  return { few: few.length, at };
}

/** The same from sums of products: u'X'Xu − 2 u'X'y + y'y. */
function byProducts({ x, y }: Problem, u: readonly number[]): number {
  const rows = x.map((row, i) => [1, ...row, y[i] as number]);
  const v = [...u, -1];
  return v.reduce(
    (total, vj, j) =>
      total +
      v.reduce((t, vk, k) => t + vj * vk * rows.reduce((s, row) => s + (row[j] as number) * (row[k] as number), 0), 0),
    0,
  );
}

const stream = rng(1, "rotate");
const noise = (): number => stream.normal();
const rows = Array.from({ length: 400 }, (_, i) => i);

describe("rows of least squares", () => {
  it("become one mean, a triangle and a norm", () => {
    const problem = { x: rows.map(() => [noise(), noise()]), y: rows.map(noise) };
    const { few, at } = byRotation(problem);
    expect(few).toBe(4);
    for (const u of [
      [0, 0, 0],
      [0.3, -1, 2],
      [5, 5, 5],
    ]) {
      const exact = squaresOf(problem, u);
      expect(Math.abs(at(u) - exact)).toBeLessThan(1e-13 * exact);
    }
  });

  it("keep digits under offsets of a thousand million, where sums of products keep none", () => {
    const x = rows.map(() => [1e8 + noise()]);
    const slope = 1.5;
    const y = x.map(([xi = 0]) => 1e9 + slope * (xi - 1e8) + noise());
    const problem = { x, y };
    const { at } = byRotation(problem);
    for (const [level, tilt] of [
      [0, 0],
      [0.05, 0.02],
      [-1, 0.1],
    ] as const) {
      const beta = slope + tilt;
      const u = [1e9 + level - beta * 1e8, beta];
      const exact = squaresOf(problem, u);
      // the fit itself, near 1e9, is only known to 2^-53 · 1e9 = 1.1e-7, and the sum moves by 2 · √400 · √exact of that
      const bound = 4 * 1.1e-7 * 2 * 20 * Math.sqrt(exact);
      expect(Math.abs(at(u) - exact)).toBeLessThan(bound);
      expect(Math.abs(byRows(problem, u) - exact)).toBeLessThan(bound);
      expect(Math.abs(byProducts(problem, u) - exact)).toBeGreaterThan(1e3 * bound);
    }
  });

  it("keep an offset that a mean alone has to the last digit", () => {
    const y = rows.map(() => 1e12 + noise());
    const problem = { x: rows.map(() => []), y };
    const { at } = byRotation(problem);
    for (const level of [1e12, 1e12 + 0.25, 1e12 - 3]) {
      const exact = squaresOf(problem, [level]);
      expect(Math.abs(at([level]) - exact)).toBeLessThan(1e-13 * exact);
    }
  });

  it("keep what columns that are nearly the same differ by", () => {
    const x = rows.map(() => {
      const one = noise();
      return [one, one + 1e-7 * noise()];
    });
    const y = x.map(([a = 0, b = 0]) => a + 3e6 * (b - a) + noise());
    const problem = { x, y };
    const { at } = byRotation(problem);
    for (const u of [
      [0, 1 - 3e6, 3e6],
      [0.1, 2 - 3.1e6, 3.1e6],
    ]) {
      const exact = squaresOf(problem, u);
      // products of 3e6 are rounded at 2^-53 · 3e6 = 3.4e-10 in each row; reflections move columns by a few of these
      const bound = 16 * 3.4e-10 * 2 * 20 * Math.sqrt(exact);
      expect(Math.abs(at(u) - exact)).toBeLessThan(bound);
      expect(Math.abs(byProducts(problem, u) - exact)).toBeGreaterThan(20 * bound);
    }
  });

  it("leave what is exactly zero out: no rows for columns that group means take", () => {
    const x = rows.map(() => [1]);
    const { few } = byRotation({ x, y: rows.map(noise) });
    expect(few).toBe(2);
  });
});
