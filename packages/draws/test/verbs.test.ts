/** Check the verbs on traces: what they keep, what they refuse, and that they compute nothing early. */
import { dim, interval, merge, quantile, runOf, select, split, thin, trace, variablesOf } from "@credence/draws";
import { describe, expect, test } from "vitest";
import { example, week } from "./example.js";

const names = (of: Parameters<typeof variablesOf>[0]) => variablesOf(of).map(({ name }) => name);

describe("select", () => {
  test("keeps variables and whole records", () => {
    expect(names(select(example(), ["season"]))).toEqual(["season.phase", "season.effect"]);
    const part = select(example(), ["double", "season.phase"]);
    expect(names(part)).toEqual(["season.phase", "double"]);
    expect(part.double.mean()).toBe(5);
    expect(runOf(part)).toEqual(runOf(example()));
  });

  test("suggests the nearest name", () => {
    expect(() => select(example(), ["season.phse" as "season.phase"])).toThrow('did you mean "season.phase"?');
    expect(() => select(example(), ["seas" as "season"])).toThrow('unknown variable "seas"');
  });
});

describe("thin", () => {
  test("keeps the first and every second draw of each chain, stats too", () => {
    const thinned = thin(example(), 2);
    expect([...thinned.mu.values]).toEqual([0, 2, 3, 5]);
    expect([...thinned.season.effect.values]).toEqual([0, 1, 4, 5, 6, 7, 10, 11]);
    expect([...(thinned.$.stats.energy ?? [])]).toEqual([-0, -2, -3, -5]);
    expect(thinned.$.draws).toBe(2);
  });

  test("by 1 changes nothing, by many leaves the first draws", () => {
    expect(thin(example(), 1).mu.values).toEqual(example().mu.values);
    expect([...thin(example(), 10).mu.values]).toEqual([0, 3]);
    expect(() => thin(example(), 0)).toThrow("a trace cannot be thinned by 0");
  });
});

describe("split and merge", () => {
  test("split makes a trace of each chain", () => {
    const chains = split(example());
    expect(chains.map((each) => [...each.mu.values])).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect([...(chains[1]?.season.effect.values ?? [])]).toEqual([6, 7, 8, 9, 10, 11]);
    expect(chains[0]?.$.state).toBeUndefined();
  });

  test("merge undoes split", () => {
    const whole = merge(split(example()));
    for (const [i, { draws }] of variablesOf(example()).entries()) {
      expect(variablesOf(whole)[i]?.draws.values).toEqual(draws.values);
    }
    const { state: _, elapsedMs: __, ...rest } = runOf(example());
    expect(runOf(whole)).toEqual({ ...rest, elapsedMs: 25 });
  });

  test("merge joins what the runs say", () => {
    const interrupted = trace<object>([], { ...runOf(trace([], base)), interrupted: true, messages: ["stopped"] });
    const joined = merge<object>([trace<object>([], { ...base, sampler: "slice", independent: true }), interrupted]);
    expect(joined.$).toMatchObject({
      sampler: "slice, nuts",
      chains: 2,
      elapsedMs: 6,
      independent: false,
      interrupted: true,
      messages: ["stopped"],
      stats: {},
    });
  });

  test("merge refuses what does not belong together", () => {
    const values = new Float64Array(1);
    const a = trace<object>([{ name: "a", axes: [], values }], base);
    const b = trace<object>([{ name: "b", axes: [], values }], base);
    const longer = trace<object>([{ name: "a", axes: [], values: new Float64Array(2) }], { ...base, draws: 2 });
    const wider = trace<object>([{ name: "a", axes: [week], values: new Float64Array(2) }], base);
    const others = trace<object>([{ name: "a", axes: [dim("week", ["x", "y"])], values: new Float64Array(2) }], base);
    expect(() => merge([])).toThrow("there are no traces to merge");
    expect(() => merge([a, b])).toThrow('unknown variable "b"');
    expect(() => merge([a, longer])).toThrow("chains have 1 draws in trace 1 and 2 draws in trace 2");
    expect(() => merge([a, wider])).toThrow("the dims of a or their labels in trace 1 differ from those in trace 2");
    expect(() => merge([wider, others])).toThrow(
      "the dims of a or their labels in trace 1 differ from those in trace 2",
    );
    const model = (modelHash: string) => trace<object>([], { ...base, modelHash });
    expect(() => merge([model("x"), model("y")])).toThrow("model or data of trace 1 differ from those of trace 2");
  });
});

describe("quantile and interval", () => {
  test("have the shape of the model", () => {
    // mu is 0 … 5 and effect at week w is w − 1 + 0, 2, …, 10; R: quantile(0:5, 0.3) is 1.5, and 2 · 1.5 + 1 = 4.
    const at = quantile(example(), 0.3);
    expect([at.mu, at.double, at.season.effect.at({ week: 2 })]).toEqual([1.5, 3, 4]);
    // R's coda::HPDinterval spans round(0.6 · 6) = 4 gaps between sorted draws, the first of equals: 0 to 4.
    const shortest = interval(example(), 0.6);
    expect([shortest.mu, shortest.season.effect.low.at({ week: 2 })]).toEqual([example().mu.interval(0.6), 1]);
    expect([shortest.mu.low, shortest.mu.high]).toEqual([0, 4]);
  });

  test("refuse what is no share", () => {
    expect(() => quantile(example(), 95)).toThrow("quantile(trace, 95): give a share from 0 to 1");
    expect(() => interval(example(), 0)).toThrow("interval(trace, 0): give a share above 0");
  });
});

const base = { sampler: "nuts", seed: 1, elapsedMs: 3, chains: 1, draws: 1 };

test("verbs leave derived quantities uncomputed until they are read", () => {
  let computed = 0;
  const from = example(0, () => computed++);
  const rearranged = [thin(from, 2), ...split(from), merge([from, from]), select(from, ["double"])];
  expect(computed).toBe(0);
  expect(rearranged.map((each) => each.double.mean())).toEqual([5, 2, 8, 5, 5]);
  expect(computed).toBe(1);
});
