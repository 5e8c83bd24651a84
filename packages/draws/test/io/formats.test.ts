/** Check that every format keeps every trace bit for bit, streams, appends and is replaced whole. */
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type AnyTrace,
  appendTrace,
  dim,
  readTrace,
  runOf,
  trace,
  traceWriter,
  variablesOf,
  writeTrace,
} from "@credence/draws";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { example } from "../example.js";
import { awkward, ENDINGS, expectSame, fresh } from "./traces.js";

const base = { sampler: "nuts", seed: 1, elapsedMs: 3 };

describe.each(ENDINGS)("%s", (ending) => {
  test("keeps names, labels, numbers and facts", async () => {
    for (const before of [example(), awkward(), awkward(1, 3)]) {
      const path = await fresh(`trace${ending}`);
      await writeTrace(before, path);
      expectSame(await readTrace(path), before);
    }
  });

  test("keeps traces without draws, variables or stats", async () => {
    const empty = trace([{ name: "x", axes: [dim("d", 2)], values: new Float64Array(0) }], {
      ...base,
      chains: 2,
      draws: 0,
    });
    const bare = trace([], { ...base, chains: 1, draws: 0 });
    for (const before of [empty, bare]) {
      const path = await fresh(`trace${ending}`);
      await writeTrace(before, path);
      expectSame(await readTrace(path), before);
    }
  });

  test("keeps every double", async () => {
    await fc.assert(
      fc.asyncProperty(fc.float64Array({ minLength: 1, maxLength: 20 }), async (values) => {
        const path = await fresh(`trace${ending}`);
        const run = { ...base, chains: 1, draws: values.length, stats: { diverging: values } };
        const before = trace([{ name: "x", axes: [], values }], run);
        await writeTrace(before, path);
        expectSame(await readTrace(path), before);
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  test("takes draws as they come, chains mixed, and facts at the end", async () => {
    const before = awkward(3, 11);
    const path = await fresh(`trace${ending}`);
    const { draws } = before.$;
    const like = trace(
      variablesOf(before).map(({ name, derived, draws: { axes } }) => ({
        name,
        derived,
        axes,
        values: new Float64Array(0),
      })),
      {
        ...runOf(before),
        draws: 0,
        messages: [],
        stats: Object.fromEntries(Object.keys(before.$.stats).map((n) => [n, new Float64Array(0)])),
      },
    );
    // depthHit has -0, which no truth value is: without draws the writer would choose that type.
    const { depthHit: _, ...stats } = before.$.stats;
    const { depthHit: __, ...none } = like.$.stats;
    const writer = await traceWriter(trace(sourcesOf(like), { ...runOf(like), stats: none }), path);
    for (const [from, to] of [
      [0, 4],
      [4, 5],
      [5, 11],
    ] as const) {
      const parts = [2, 0, 1].map((chain) => {
        const cut = (array: Float64Array) => {
          const width = array.length / 3 / draws;
          return array.slice((chain * draws + from) * width, (chain * draws + to) * width);
        };
        return writer.write(chain, {
          values: Object.fromEntries(variablesOf(before).map(({ name, draws: { values } }) => [name, cut(values)])),
          stats: Object.fromEntries(Object.entries(stats).map(([name, values]) => [name, cut(values)])),
        });
      });
      await Promise.all(parts);
    }
    expect(await readdir(join(path, ".."))).not.toContain(`trace${ending}`);
    await writer.finish({ messages: before.$.messages });
    expectSame(await readTrace(path), trace(sourcesOf(before), { ...runOf(before), stats }));
    expect((await readdir(join(path, ".."))).filter((name) => name.includes("tmp"))).toEqual([]);
  });

  test("leaves what was there when a run is abandoned, fails or is not finished", async () => {
    const path = await fresh(`trace${ending}`);
    await writeTrace(example(), path);
    const before = (await readdir(join(path, ".."))).sort();
    const block = { values: { mu: Float64Array.of(1) }, stats: {} };
    const failing = await traceWriter(example(), path);
    await expect(failing.write(0, block)).rejects.toThrow("the draws of season.phase are missing from the block");
    await expect(failing.finish()).rejects.toThrow("writing failed before");
    const abandoned = await traceWriter(example(), path);
    await abandoned.abandon();
    expect((await readdir(join(path, ".."))).sort()).toEqual(before);
    expectSame(await readTrace(path), example());
  });

  test("is replaced whole", async () => {
    const path = await fresh(`trace${ending}`);
    await writeTrace(awkward(), path);
    await writeTrace(example(), path);
    await writeTrace(awkward(1, 2), path);
    await writeTrace(awkward(3, 2), path);
    expectSame(await readTrace(path), awkward(3, 2));
  });
});

const sourcesOf = (of: AnyTrace) =>
  variablesOf(of).map(({ name, derived, draws: { axes, values } }) => ({ name, derived, axes, values }));

/** The first or the last draws of each chain. */
function part(of: AnyTrace, from: number, to: number): AnyTrace {
  const { chains, draws, stats } = of.$;
  const cut = (array: Float64Array): Float64Array => {
    const width = array.length / chains / draws;
    const rows = Array.from({ length: chains }, (_, c) =>
      array.slice((c * draws + from) * width, (c * draws + to) * width),
    );
    return Float64Array.from(rows.flatMap((row) => [...row]));
  };
  return trace(
    sourcesOf(of).map((source) => ({ ...source, values: cut(source.values) })),
    {
      ...runOf(of),
      draws: to - from,
      stats: Object.fromEntries(Object.entries(stats).map(([name, values]) => [name, cut(values)])),
    },
  );
}

describe.each(ENDINGS.filter((ending) => ending !== ".json"))("appending to %s", (ending) => {
  test("gives what one run would have given, but for the time", async () => {
    const whole = awkward(2, 9);
    const path = await fresh(`trace${ending}`);
    await writeTrace(part(whole, 0, 4), path);
    await appendTrace(part(whole, 4, 5), path);
    await appendTrace(part(whole, 5, 9), path);
    expectSame(await readTrace(path), trace(sourcesOf(whole), { ...runOf(whole), elapsedMs: 3 * whole.$.elapsedMs }));
  });

  test("refuses draws of another model, and leaves the file", async () => {
    const path = await fresh(`trace${ending}`);
    await writeTrace(awkward(2), path);
    const other = (facts: object) => trace(sourcesOf(awkward(2)), { ...runOf(awkward(2)), ...facts });
    await expect(appendTrace(awkward(3), path)).rejects.toThrow(/other chains \(2\) than the trace \(3\)|no such file/);
    await expect(appendTrace(example(), path)).rejects.toThrow("other variables than the trace");
    await expect(appendTrace(other({ modelHash: "x" }), path)).rejects.toThrow("other model or data");
    await expect(appendTrace(other({ stats: {} }), path)).rejects.toThrow("other stats");
    expectSame(await readTrace(path), awkward(2));
  });
});

describe("paths", () => {
  test("choose the format by their end, an option before it", async () => {
    const path = await fresh("trace.dat");
    await expect(writeTrace(example(), path)).rejects.toThrow(
      "no format is known by this ending: use one of .json, .nc",
    );
    await writeTrace(example(), path, { format: "parquet" });
    expect((await readFile(path)).subarray(0, 4).toString()).toBe("PAR1");
    expectSame(await readTrace(path, { format: "parquet" }), example());
    await expect(readTrace(path, { format: "parqet" as "parquet" })).rejects.toThrow('did you mean "parquet"?');
  });

  test("tell what is not there", async () => {
    for (const ending of ENDINGS) {
      const path = await fresh(`none${ending}`);
      await expect(readTrace(path)).rejects.toThrow(path.replace(/\.\w+$/, ""));
      await expect(appendTrace(example(), path)).rejects.toThrow();
    }
    await expect(readTrace([])).rejects.toThrow("give at least one");
    await expect(readTrace(["a.nc", "b.nc"])).rejects.toThrow("read each, then merge");
    await expect(appendTrace(example(), "x.json")).rejects.toThrow("json cannot be appended to");
  });

  test("find a directory that a crash left between two renamings", async () => {
    const path = await fresh("trace.zarr");
    await writeTrace(example(), path);
    await rename(path, `${path}.previous`);
    expectSame(await readTrace(path), example());
  });

  test("a directory is not replaced by a file, nor what is no trace by a directory", async () => {
    const path = await fresh("trace.json");
    await mkdir(path);
    await writeFile(join(path, "kept"), "");
    await expect(writeTrace(example(), path)).rejects.toThrow(path);
    expect(await readdir(path)).toEqual(["kept"]);
  });
});

describe("Stan's files", () => {
  test("of more chains go when fewer take their place; those of others stay", async () => {
    const path = await fresh("out.csv");
    const there = async () => (await readdir(join(path, ".."))).sort();
    for (const chains of [4, 2, 1, 3]) {
      await writeTrace(awkward(chains, 3), path);
      expectSame(await readTrace(path), awkward(chains, 3));
      expect(await there()).toHaveLength(chains);
    }
    await writeFile(path.replace(".csv", "_4.csv"), "# model = theirs\n");
    await writeTrace(awkward(2, 3), path);
    expect(await there()).toEqual(["out_1.csv", "out_2.csv", "out_4.csv"]);
    await writeFile(path.replace(".csv", "_3.csv"), "# model = theirs\n");
    await writeTrace(awkward(1, 3), path);
    expect(await there()).toEqual(["out.csv", "out_3.csv", "out_4.csv"]);
  });

  test("of several chains are replaced together, also where a crash came between two renamings", async () => {
    const path = await fresh("out.csv");
    await writeTrace(awkward(2, 3), path);
    const next = await fresh("out.csv");
    await writeTrace(example(), next);
    const [from, to] = [(n: number) => next.replace(".csv", `_${n}.csv`), (n: number) => `out_${n}.csv`];
    await rename(from(1), path.replace(".csv", "_1.csv"));
    await rename(from(2), join(path, "..", "out_2.csv.new.tmp"));
    const plan = {
      rename: [
        ["out_1.csv.new.tmp", to(1)],
        ["out_2.csv.new.tmp", to(2)],
      ],
      remove: [],
    };
    await writeFile(`${path}.commit`, JSON.stringify(plan));
    expectSame(await readTrace(path), example());
    expect((await readdir(join(path, ".."))).sort()).toEqual(["out_1.csv", "out_2.csv"]);
  });

  test("are one for each chain, and a mixture of two runs is refused", async () => {
    const [path, other] = [await fresh("out.csv"), await fresh("out.csv")];
    await writeTrace(awkward(2), path);
    await writeTrace(awkward(2), other);
    expect((await readdir(join(path, ".."))).sort()).toEqual(["out_1.csv", "out_2.csv"]);
    const [one, two, foreign] = [1, 2, 2].map((n, i) => (i < 2 ? path : other).replace(".csv", `_${n}.csv`)) as [
      string,
      string,
      string,
    ];
    expectSame(await readTrace([one, two]), awkward(2));
    await expect(readTrace([one, foreign])).rejects.toThrow("are not the 2 chains of one trace, in order");
    await expect(readTrace([two, one])).rejects.toThrow("are not the 2 chains of one trace, in order");
    await expect(readTrace(one)).rejects.toThrow("are not the 2 chains");
  });
});
