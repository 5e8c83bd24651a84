/** Check that files keep all groups of a trace, say what they leave out, and grow by the groups that grow. */
import { readFile, writeFile } from "node:fs/promises";
import {
  type AnyTrace,
  appendTrace,
  findVariable,
  merge,
  readTrace,
  runOf,
  split,
  trace,
  traceWriter,
  variablesOf,
  withGroups,
  writeTrace,
} from "@credence/draws";
import { describe, expect, test } from "vitest";
import { awkward, expectSame, fresh, grouped } from "./traces.js";

/** The trace without some of its groups, with these messages. */
function without(of: AnyTrace, names: readonly string[], messages: readonly string[] = of.$.messages): AnyTrace {
  const groups = Object.fromEntries(Object.entries(of.$.groups).filter(([name]) => !names.includes(name)));
  const sources = variablesOf(of).map(({ name, derived, draws: { axes, values } }) => ({
    name,
    derived,
    axes,
    values,
  }));
  return trace(sources, { ...runOf(of), groups, messages });
}

describe.each([".json", ".nc", ".zarr"])("%s", (ending) => {
  test("keeps every group bit for bit, each with its own facts, dims and stats", async () => {
    for (const before of [grouped(), grouped(1, 5), without(grouped(), ["prior", "constantData"])]) {
      const path = await fresh(`trace${ending}`);
      await writeTrace(before, path);
      expectSame(await readTrace(path), before);
    }
  });
});

describe.each([".parquet", ".csv"])("%s", (ending) => {
  test("keeps the groups that go with the posterior, and says what has no place", async () => {
    const before = grouped();
    const path = await fresh(`trace${ending}`);
    await writeTrace(before, path);
    const read = await readTrace(path);
    const [said] = read.$.messages.slice(-1) as [string];
    expect(said).toMatch(/^prior, priorPredictive: left out, since (parquet|stan-csv) has a row for each draw/);
    expectSame(read, without(before, ["prior", "priorPredictive"], [...before.$.messages, said]));
  });
});

describe.each([".nc", ".zarr", ".parquet", ".csv"])("appending to %s", (ending) => {
  test("lengthens what goes with the posterior and keeps the prior", async () => {
    const whole = grouped();
    const { prior, priorPredictive, ...along } = whole.$.groups;
    const [first, second] = split(merge([whole]));
    const path = await fresh(`trace${ending}`);
    const rowwise = ending === ".parquet" || ending === ".csv";
    await writeTrace(first as AnyTrace, path);
    await appendTrace(second as AnyTrace, path);
    const read = await readTrace(path);
    for (const [name, group] of Object.entries(along)) {
      if (name === "constantData") continue;
      const values = (of: AnyTrace) => variablesOf(of).map(({ draws }) => draws.values);
      expect(values(read.$.groups[name as "logPrior"] as AnyTrace)).toEqual(values(group as AnyTrace));
    }
    expect(read.$.groups.constantData).toEqual(along.constantData);
    if (rowwise) expect(read.$.groups.prior).toBeUndefined();
    else expectSame(read.$.groups.prior as AnyTrace, prior as AnyTrace);
    if (!rowwise) expectSame(read.$.groups.priorPredictive as AnyTrace, priorPredictive as AnyTrace);
    await expect(appendTrace(without(second as AnyTrace, ["logPrior"]), path)).rejects.toThrow("other groups of draws");
  });
});

describe.each([".json", ".nc", ".zarr", ".parquet", ".csv"])("streaming to %s", (ending) => {
  test("takes groups with the draws that they belong to", async () => {
    const none = new Float64Array(0);
    const run = { sampler: "mine", seed: 1, elapsedMs: 0, chains: 2, draws: 0 };
    const like = withGroups(trace([{ name: "x", axes: [], values: none }], run), {
      logLikelihood: trace([{ name: "y", axes: [], values: none }], run),
    });
    const path = await fresh(`trace${ending}`);
    const writer = await traceWriter(like, path);
    const block = (x: number) => ({
      values: { x: Float64Array.of(x, x + 1) },
      stats: {},
      groups: { logLikelihood: { y: Float64Array.of(-x, -x - 1) } },
    });
    for (const x of [0, 2]) for (const chain of [1, 0]) await writer.write(chain, block(10 * chain + x));
    await writer.finish();
    const read = await readTrace(path);
    const group = read.$.groups.logLikelihood as AnyTrace;
    expect(findVariable(read, "x").draws.values).toEqual(Float64Array.of(0, 1, 2, 3, 10, 11, 12, 13));
    expect(findVariable(group, "y").draws.values).toEqual(Float64Array.of(-0, -1, -2, -3, -10, -11, -12, -13));
    const failing = await traceWriter(like, path);
    const { groups: _, ...bare } = block(0);
    await expect(failing.write(0, bare)).rejects.toThrow("the draws of logLikelihood.y are missing from the block");
  });
});

test("a damaged group of a JSON document is named", async () => {
  const path = await fresh("trace.json");
  await writeTrace(grouped(), path);
  const document = JSON.parse(await readFile(path, "utf8"));
  document.groups.logPrior.variables[0].values[3] = true;
  await writeFile(path, JSON.stringify(document));
  await expect(readTrace(path)).rejects.toThrow("value 4 of group logPrior, mu is true, no number");
});

test("a trace without groups reads back without", async () => {
  const path = await fresh("trace.nc");
  await writeTrace(awkward(), path);
  expect((await readTrace(path)).$.groups).toEqual({});
});
