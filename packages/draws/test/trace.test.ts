/** Check traces: nesting by dotted names, the facts of the run, enumeration, points, and what they refuse. */
import { inspect } from "node:util";
import { dim, findVariable, groupsOf, nest, pointsOf, runOf, scalarsOf, trace, variablesOf } from "@credence/draws";
import { describe, expect, test } from "vitest";
import { example } from "./example.js";

const run = { sampler: "nuts", seed: 1, elapsedMs: 0, chains: 1, draws: 1 };
const one = (name: string, axes: ReturnType<typeof dim>[] = []) => ({
  name,
  axes,
  values: new Float64Array(axes[0]?.size ?? 1),
});

describe("trace", () => {
  test("nests the variables by their dots", () => {
    const made = example();
    expect(made.mu.mean()).toBe(2.5);
    expect(made.season.phase.mean()).toBe(2.5 / 8);
    expect(made.season.effect.at({ week: 2 }).quantile(0)).toBe(1);
    expect(made.double.mean()).toBe(5);
    expect(Object.keys(made)).toEqual(["mu", "season", "double", "$"]);
  });

  test("fills in what the run did not do", () => {
    expect(runOf(trace([], run))).toEqual({
      ...run,
      tune: 0,
      groups: {},
      stats: {},
      options: {},
      versions: {},
      independent: false,
      interrupted: false,
      messages: [],
      observed: {},
    });
  });

  test("refuses names, shapes and counts that cannot be", () => {
    expect(() => trace([one("a.$")], run)).toThrow('a variable cannot be named "$"');
    expect(() => trace([one("a..b")], run)).toThrow('a variable cannot be named ""');
    expect(() => trace([one("a"), one("a")], run)).toThrow("two variables are named a");
    expect(() => trace([one("s.a"), one("s.a.b")], run)).toThrow("s.a names a variable and also the record of s.a.b");
    expect(() => trace([{ ...one("a"), values: new Float64Array(2) }], run)).toThrow("a has 2 values");
    expect(() => trace([one("a", [dim("d", 2)]), one("b", [dim("d", 3)])], run)).toThrow(
      "two dims named d have different labels",
    );
    expect(() => trace([], { ...run, chains: 0 })).toThrow("a trace cannot have 0 chains");
    expect(() => trace([], { ...run, draws: 1.5 })).toThrow("a trace cannot have 1.5 draws");
    expect(() => trace([], { ...run, stats: { energy: new Float64Array(2) } })).toThrow("the stat energy has 2 values");
  });

  test("prints concisely and computes nothing for it", () => {
    let computed = 0;
    const text = inspect(example(0, () => computed++));
    expect(text).toContain("effect: 2 × 3 draws over week (2)");
    expect(text).toContain("'$': 2 × 3 draws, nuts, seed 7");
    expect(text.split("\n").length).toBeLessThan(10);
    expect(computed).toBe(0);
  });
});

describe("enumeration", () => {
  test("by variable", () => {
    const variables = variablesOf(example());
    expect(variables.map(({ name, derived }) => [name, derived])).toEqual([
      ["mu", false],
      ["season.phase", false],
      ["season.effect", false],
      ["double", true],
    ]);
    expect(findVariable(example(), "season.effect").draws.dims).toEqual(["week"]);
    expect(() => findVariable(example(), "season.efect")).toThrow('did you mean "season.effect"?');
  });

  test("by cell, under printed names", () => {
    const scalars = scalarsOf(example());
    expect(scalars.map(({ name }) => name)).toEqual([
      "mu",
      "season.phase",
      "season.effect[1]",
      "season.effect[2]",
      "double",
    ]);
    expect(scalars[3]?.variable).toBe("season.effect");
    expect(scalars[3]?.chains.map((chain) => [...chain])).toEqual([
      [1, 3, 5],
      [7, 9, 11],
    ]);
  });

  test("by group", () => {
    const groups = groupsOf(example());
    expect(groups.posterior.length).toBe(4);
    expect(groups.sampleStats.energy?.length).toBe(6);
    expect([...(groups.observedData.y?.values ?? [])]).toEqual([1, 2]);
  });
});

describe("pointsOf", () => {
  test("gives a record of numbers for each draw, through all chains", () => {
    const at = pointsOf(example());
    expect(at(4).mu).toBe(4);
    expect(at(4).season.phase).toBe(0.5);
    expect(at(4).season.effect.at({ week: 1 })).toBe(8);
    expect(JSON.parse(JSON.stringify(at(1).season))).toEqual({
      phase: 0.125,
      effect: { dims: ["week"], labels: [[1, 2]], values: [2, 3] },
    });
  });

  test("computes derived quantities only when asked for", () => {
    let computed = 0;
    const at = pointsOf(example(0, () => computed++));
    expect(at(0).mu + at(5).mu).toBe(5);
    expect(computed).toBe(0);
    expect(at(3).double + at(2).double).toBe(10);
    expect(computed).toBe(1);
  });

  test("knows where the draws end", () => {
    expect(() => pointsOf(example())(6)).toThrow("there is no draw 6: the trace has 6, counted from 0");
  });
});

test("nest keeps the order of first appearance", () => {
  const nested = nest([
    ["b.x", 1],
    ["a", 2],
    ["b.y.z", 3],
  ]);
  expect(nested).toEqual({ b: { x: 1, y: { z: 3 } }, a: 2 });
  expect(Object.keys(nested)).toEqual(["b", "a"]);
});
