/** Check draws: their layout, selection by label, and values computed on demand. */
import { inspect } from "node:util";
import { dim, draws } from "@credence/draws";
import { describe, expect, test } from "vitest";

const row = dim("row", ["a", "b"]);
const place = dim("place", 3);
const axes: readonly (typeof row | typeof place)[] = [row, place];

/** Two chains of two draws over row × place; the number cdrp is chain, draw, row, place. */
const coded = (): Float64Array =>
  Float64Array.from({ length: 24 }, (_, i) => {
    const [chain, draw, r, p] = [Math.floor(i / 12), Math.floor(i / 6) % 2, Math.floor(i / 3) % 2, i % 3];
    return (chain + 1) * 1000 + (draw + 1) * 100 + (r + 1) * 10 + (p + 1);
  });
const x = draws({ chains: 2, draws: 2, axes, values: coded() });

describe("at", () => {
  test("with all labels gives a scalar", () => {
    const cell = x.at({ row: "b", place: 3 });
    expect(cell.dims).toEqual([]);
    expect([...cell.values]).toEqual([1123, 1223, 2123, 2223]);
    expect(cell.mean()).toBe((1123 + 1223 + 2123 + 2223) / 4);
  });

  test("with some labels keeps the other dims", () => {
    const part = x.at({ place: 2 });
    expect(part.dims).toEqual(["row"]);
    expect([...part.values]).toEqual([1112, 1122, 1212, 1222, 2112, 2122, 2212, 2222]);
    expect(part.at({ row: "a" }).values).toEqual(x.at({ row: "a", place: 2 }).values);
    expect([...x.at({ row: "b" }).at({ place: 1 }).values]).toEqual([1121, 1221, 2121, 2221]);
  });

  test("with no labels keeps everything", () => {
    expect(x.at({}).values).toEqual(x.values);
  });

  test("suggests labels and dims", () => {
    expect(() => x.at({ row: "c" })).toThrow('unknown label "c" of dim row; the labels are a, b');
    expect(() => x.at({ rwo: "a" } as object)).toThrow('unknown dim "rwo"; the dims are row, place');
  });
});

test("summaries have the shape of the variable", () => {
  expect(x.mean().at({ row: "a", place: 2 })).toBe((1112 + 1212 + 2112 + 2212) / 4);
  expect(x.quantile(1).at({ row: "b", place: 1 })).toBe(2221);
  expect(x.interval(0.99).low.at({ row: "a", place: 3 })).toBe(1113);
  expect(x.at({ row: "a" }).sd().dims).toEqual(["place"]);
});

test("a cell whose draws hold NaN does not hide the others", () => {
  const values = Float64Array.of(1, Number.NaN, 3, 4);
  const y = draws({ chains: 1, draws: 2, axes: [row], values });
  expect([...y.quantile(0.5).values]).toEqual([2, Number.NaN]);
  expect([...y.interval().high.values]).toEqual([3, Number.NaN]);
  expect([...y.mean().values]).toEqual([2, Number.NaN]);
});

test("scalars lists every cell with its labels and chains", () => {
  const scalars = x.scalars();
  expect(scalars.map(({ labels }) => labels.join())).toEqual(["a,1", "a,2", "a,3", "b,1", "b,2", "b,3"]);
  expect(scalars[4]?.chains.map((chain) => [...chain])).toEqual([
    [1122, 1222],
    [2122, 2222],
  ]);
});

describe("values computed on demand", () => {
  const counted = () => {
    let calls = 0;
    const values = () => {
      calls++;
      return coded();
    };
    return { y: draws({ chains: 2, draws: 2, axes, values }), calls: () => calls };
  };

  test("are computed once, and only when read", () => {
    const { y, calls } = counted();
    const part = y.at({ row: "a" });
    y.scalars();
    inspect(y);
    expect(calls()).toBe(0);
    expect(part.at({ place: 1 }).mean()).toBe((1111 + 1211 + 2111 + 2211) / 4);
    y.mean();
    expect(calls()).toBe(1);
  });

  test("are checked like the others", () => {
    const y = draws({ name: "y", chains: 2, draws: 2, axes, values: () => new Float64Array(3) });
    expect(() => y.mean()).toThrow("y has 3 values; 2 chains of 2 draws of 6 cells need 24");
  });
});

test("refuses values that do not fit", () => {
  expect(() => draws({ name: "x", chains: 2, draws: 3, axes: [], values: new Float64Array(5) })).toThrow(
    "x has 5 values; 2 chains of 3 draws of 1 cells need 6",
  );
});

test("without draws there is nothing to summarise", () => {
  const none = draws({ chains: 2, draws: 0, axes: [], values: new Float64Array(0) });
  expect(() => none.mean()).toThrow("needs at least 1 value");
  expect(() => none.interval()).toThrow("there are no draws");
});

test("prints its shape", () => {
  expect(inspect(x)).toBe("2 × 2 draws over row (2), place (3)");
});
