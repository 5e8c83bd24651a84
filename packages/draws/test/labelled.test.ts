/** Check labelled values: row-major reading by label, and how they print. */
import { inspect } from "node:util";
import { cellLabels, cellName, dim, labelled } from "@credence/draws";
import { describe, expect, test } from "vitest";

const row = dim("row", ["a", "b"]);
const place = dim("place", 3);
const table = labelled([row, place], [11, 12, 13, 21, 22, 23]);

describe("labelled", () => {
  test("reads by label, row-major, whatever the order of the labels", () => {
    expect(table.dims).toEqual(["row", "place"]);
    expect(table.at({ row: "b", place: 1 })).toBe(21);
    expect(table.at({ place: "3", row: "a" })).toBe(13);
  });

  test("names what is wrong with the labels", () => {
    const loose = table as { at(labels: object): number };
    expect(() => loose.at({ row: "c", place: 1 })).toThrow('unknown label "c" of dim row; the labels are a, b');
    expect(() => loose.at({ row: "a" })).toThrow("the label of dim place is missing");
    expect(() => loose.at({ row: "a", plaec: 1 })).toThrow('unknown dim "plaec"; did you mean "place"?');
    expect(() => loose.at({ row: "a", place: undefined })).toThrow("the label of dim place is undefined");
  });

  test("wants one value for each cell", () => {
    expect(() => labelled([row, place], [1, 2])).toThrow("2 values were given for row (2) × place (3): 6 are needed");
  });

  test("prints by label, and becomes JSON", () => {
    expect(inspect(labelled([row], [1.5, 2]))).toBe("{ a: 1.5, b: 2 }");
    expect(inspect(labelled([row, dim("c", 1)], [1, 2]))).toBe("{ a: { '1': 1 }, b: { '1': 2 } }");
    expect(JSON.stringify(labelled([row], [1.5, 2]))).toBe('{"dims":["row"],"labels":[["a","b"]],"values":[1.5,2]}');
  });
});

test("cells print in the order of the dims", () => {
  expect(cellName("x", cellLabels([row, place], 4))).toBe("x[b,2]");
  expect(cellName("x", cellLabels([], 0))).toBe("x");
});
