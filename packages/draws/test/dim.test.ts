/** Check dims: what they accept, how they refuse, and how labels are found. */
import { dim, positionOf, prime, sameDim } from "@credence/draws";
import { describe, expect, test } from "vitest";

const school = dim("school", ["Choate", "Deerfield", "Andover"]);

describe("dim", () => {
  test("labels from a size count from 1", () => {
    expect(dim("week", 3)).toEqual({ name: "week", labels: [1, 2, 3], size: 3 });
  });

  test("keeps a copy of the labels that nobody can change", () => {
    const labels = ["a", "b"];
    const made = dim("letter", labels);
    labels.push("c");
    expect(made.labels).toEqual(["a", "b"]);
    expect(Object.isFrozen(made) && Object.isFrozen(made.labels)).toBe(true);
  });

  test.each(["", "a.b", "$", "x[1]", "a,b", "coef'", "two words", "__proto__"])("refuses the name %j", (name) => {
    expect(() => dim(name, 2)).toThrow(`a dim cannot be named ${JSON.stringify(name)}`);
  });

  test.each([undefined, null, "abc", { a: 1 }])("refuses %j for labels", (labels) => {
    expect(() => dim("week", labels as never)).toThrow("dim week wants a size or a list of labels, got");
  });
  test.each([0, -1, 2.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses the size %d", (size) => {
    expect(() => dim("week", size)).toThrow(`dim week cannot have the size ${size}`);
  });

  test("refuses labels that are missing, print alike, or are neither text nor finite", () => {
    expect(() => dim("d", [])).toThrow("dim d is empty");
    expect(() => dim("d", ["a", "b", "a"])).toThrow('dim d has the label "a" twice');
    expect(() => dim("d", [1, "1"])).toThrow('dim d has the label "1" twice');
    expect(() => dim("d", [1, Number.NaN])).toThrow("label 2 of dim d is NaN");
    expect(() => dim("d", [undefined as unknown as string])).toThrow("label 1 of dim d is undefined");
  });
});

test("prime keeps the labels and adds a mark to the name", () => {
  const primed = prime(dim("coef", ["intercept", "slope"]));
  expect(primed.name).toBe("coef'");
  expect(positionOf(primed, "slope")).toBe(1);
});

test("dims are the same when name and labels are", () => {
  expect(sameDim(school, dim("school", ["Choate", "Deerfield", "Andover"]))).toBe(true);
  expect(sameDim(school, dim("school", ["Choate", "Andover", "Deerfield"]))).toBe(false);
  expect(sameDim(school, dim("school", 3))).toBe(false);
  expect(sameDim(school, dim("academy", school.labels))).toBe(false);
});

describe("positionOf", () => {
  test("finds numbers and their text alike", () => {
    const year = dim("year", [1990, 2000]);
    expect(positionOf(year, 2000)).toBe(1);
    expect(positionOf(year, "2000")).toBe(1);
    expect(positionOf(dim("code", ["07", "7"]), 7)).toBe(1);
  });

  test("suggests the nearest label, whatever its case", () => {
    expect(() => positionOf(school, "Chaote")).toThrow('unknown label "Chaote" of dim school; did you mean "Choate"?');
    expect(() => positionOf(school, "ANDOVER")).toThrow('did you mean "Andover"?');
  });

  test("lists the labels when none is near, the first few of many", () => {
    expect(() => positionOf(school, "Eton")).toThrow("; the labels are Choate, Deerfield, Andover");
    expect(() => positionOf(dim("week", 52), 53.5)).toThrow("the labels are 1, 2, 3, 4, 5, … (52 in all)");
  });

  test("knows no labels that objects inherit", () => {
    expect(() => positionOf(school, "constructor")).toThrow("unknown label");
  });
});
