/** Check that groups stand beside the posterior, follow it through the verbs, and are refused when they are none. */
import { inspect } from "node:util";
import {
  type AnyTrace,
  dim,
  findVariable,
  groupsOf,
  labelled,
  merge,
  select,
  split,
  thin,
  trace,
  withGroups,
} from "@credence/draws";
import { describe, expect, test } from "vitest";
import { example, week } from "./example.js";

const run = { sampler: "predict", seed: 1, elapsedMs: 0, chains: 2, draws: 3 };
const y = (values: readonly number[]) => trace([{ name: "y", axes: [], values: Float64Array.from(values) }], run);
const prior = trace([{ name: "mu", axes: [], values: Float64Array.of(7, 8) }], { ...run, chains: 1, draws: 2 });
const full = withGroups(example(), {
  prior,
  logLikelihood: y([0, 1, 2, 3, 4, 5]),
  constantData: { size: labelled([week], [5, 6]), n: 3 },
});
const numbers = (of: AnyTrace | undefined, name: string) => [...findVariable(of as AnyTrace, name).draws.values];

describe("withGroups", () => {
  test("adds groups, replaces those of the same name and leaves the trace as it was", () => {
    const again = withGroups(full, { logLikelihood: y([9, 9, 9, 9, 9, 9]) });
    expect(Object.keys(groupsOf(again))).toEqual([
      "posterior",
      "sampleStats",
      "observedData",
      "prior",
      "logLikelihood",
      "constantData",
    ]);
    expect(numbers(again.$.groups.logLikelihood, "y")).toEqual([9, 9, 9, 9, 9, 9]);
    expect(numbers(full.$.groups.logLikelihood, "y")).toEqual([0, 1, 2, 3, 4, 5]);
    expect(full.$.groups.constantData.n).toEqual({ axes: [], values: Float64Array.of(3) });
    expect(full.$.seed).toBe(example().$.seed);
  });

  test("takes what was observed, for traces that do not tell", () => {
    expect(withGroups(example(), { observedData: { z: 4 } }).$.observed).toEqual({
      z: { axes: [], values: Float64Array.of(4) },
    });
  });

  test("leaves derived quantities uncomputed", () => {
    let computed = 0;
    const lazy = withGroups(
      example(0, () => computed++),
      { prior },
    );
    expect(computed).toBe(0);
    expect(lazy.double.mean()).toBe(5);
  });

  test("refuses what is no group", () => {
    const wrong = (groups: object) => () => withGroups(example(), groups as never);
    expect(wrong({ posterior: prior })).toThrow("the group posterior cannot be added: it is the trace itself");
    expect(wrong({ sampleStats: prior })).toThrow("$.stats");
    expect(wrong({ log_likelihood: prior })).toThrow('a group cannot be named "log_likelihood": write it like logLik');
    expect(wrong({ constantData: prior })).toThrow("constantData is data, and a trace was given");
    expect(wrong({ prior: { mu: 3 } })).toThrow("the group prior is no trace");
    expect(wrong({ prior: 3 })).toThrow("the group prior is 3: give a trace");
    expect(wrong({ prior: full })).toThrow("the trace given as prior has groups itself (prior, logLikelihood");
    expect(wrong({ constantData: { x: "a" } })).toThrow("constantData.x is no data");
    expect(wrong({ constantData: { x: { axes: [dim("d", 2)], values: new Float64Array(3) } } })).toThrow(
      "3 values for 2 cells",
    );
  });

  test("shows in a console", () => {
    expect(inspect(full)).toContain("seed 7; with prior, logLikelihood, constantData");
  });
});

describe("verbs take along what goes with the posterior draw by draw", () => {
  test("thin", () => {
    const thinned = thin(full, 2);
    expect(numbers(thinned.$.groups.logLikelihood, "y")).toEqual([0, 2, 3, 5]);
    expect(thinned.$.groups.logLikelihood.$.draws).toBe(2);
    expect(numbers(thinned.$.groups.prior, "mu")).toEqual([7, 8]);
  });

  test("split and merge", () => {
    const [one, two] = split(full);
    expect(numbers(two?.$.groups.logLikelihood, "y")).toEqual([3, 4, 5]);
    expect(numbers(one?.$.groups.prior, "mu")).toEqual([7, 8]);
    const back = merge(split(full));
    expect(numbers(back.$.groups.logLikelihood, "y")).toEqual([0, 1, 2, 3, 4, 5]);
    expect(back.$.groups.constantData).toEqual(full.$.groups.constantData);
    const odd = merge<unknown, object>([full, example()]);
    expect(Object.keys(odd.$.groups)).toEqual(["prior", "constantData"]);
  });

  test("select keeps them", () => {
    expect(Object.keys(select(full, ["mu"]).$.groups)).toEqual(["prior", "logLikelihood", "constantData"]);
  });
});
