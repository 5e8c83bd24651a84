/** Check that traces survive JSON and files bit for bit, and that what is no trace is told in a sentence. */
import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTrace, runOf, trace, traceFromJson, traceToJson, variablesOf, writeTrace } from "@credence/draws";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crc32, plainCrc32 } from "../src/io/crc32.js";
import { type Example, example } from "./example.js";

const base = { sampler: "nuts", seed: 1, elapsedMs: 3, chains: 1 };

describe("round trip", () => {
  test("keeps variables, dims, stats and the facts of the run", () => {
    const before = example();
    const after = traceFromJson<Example>(traceToJson(before));
    expect(runOf(after)).toEqual(runOf(before));
    expect(variablesOf(after).map(({ name, derived }) => [name, derived])).toEqual(
      variablesOf(before).map(({ name, derived }) => [name, derived]),
    );
    for (const [i, { draws }] of variablesOf(before).entries()) {
      const read = variablesOf(after)[i]?.draws;
      expect(read?.axes).toEqual(draws.axes);
      expect(read?.values).toEqual(draws.values);
    }
    expect(after.season.effect.at({ week: 2 }).mean()).toBe(before.season.effect.at({ week: 2 }).mean());
  });

  test("keeps every double", () => {
    fc.assert(
      fc.property(fc.float64Array({ maxLength: 20 }), (values) => {
        const draws = values.length;
        const text = traceToJson(trace([{ name: "x", axes: [], values }], { ...base, draws, stats: { s: values } }));
        const after = traceFromJson<object>(text);
        // toEqual tells 0 from -0 and takes NaN for NaN.
        expect(variablesOf(after)[0]?.draws.values).toEqual(values);
        expect(after.$.stats.s).toEqual(values);
      }),
      { seed: 1 },
    );
  });

  test("keeps numbers of options and state that JSON has no word for", () => {
    const options = { until: { seconds: Number.POSITIVE_INFINITY }, list: [Number.NaN, -0, 1, "NaN", null, true] };
    const after = traceFromJson(traceToJson(trace([], { ...base, draws: 0, options, state: -0 })));
    expect(after.$.options).toEqual(options);
    expect(after.$.state).toBe(-0);
  });

  test("keeps primed dims", () => {
    const coef = { name: "coef'", labels: ["a", "b"], size: 2 };
    const made = trace([{ name: "x", axes: [coef], values: new Float64Array(2) }], { ...base, draws: 1 });
    expect(variablesOf(traceFromJson(traceToJson(made)))[0]?.draws.axes).toEqual([coef]);
  });
});

describe("refusals", () => {
  const text = traceToJson(example());
  const changed = (from: string | RegExp, to: string) => () => traceFromJson(text.replace(from, to));

  test("of text that was cut short", () => {
    expect(() => traceFromJson(text.slice(0, -20))).toThrow("no complete JSON document, perhaps cut short");
    expect(() => traceFromJson("")).toThrow("the text (0 characters) is no complete JSON document");
  });

  test("of other JSON", () => {
    for (const other of ["{}", "[1, 2]", "null", '{"posterior": {}}']) {
      expect(() => traceFromJson(other)).toThrow("this JSON is no trace");
    }
  });

  test("of a later version", () => {
    expect(changed('"version":1', '"version":2')).toThrow("of version 2 of its format and only version 1 can be read");
    expect(changed('"version":1', '"versiom":1')).toThrow("damaged: it does not say the version of its format");
  });

  test("of damage, saying where", () => {
    expect(changed('"seed":7', '"seed":"7"')).toThrow("this trace is damaged at run.seed: Invalid type");
    expect(changed('"derived":false', '"derived":0')).toThrow("damaged at variables.0.derived");
    expect(changed('"chains":2', '"chains":3')).toThrow("the stat energy has 6 values; 3 chains of 3 draws need 9");
    expect(changed('"values":[0,1,', '"values":[0,')).toThrow("mu has 5 values; 2 chains of 3 draws of 1 cells need 6");
    expect(changed('"values":[0,1,', '"values":[0,null,')).toThrow("value 2 of mu is null, no number");
    expect(changed('"values":[0,1,', '"values":[0,"1",')).toThrow('value 2 of mu is "1", no number');
    expect(changed('"dims":["week"]', '"dims":["day"]')).toThrow("it does not list the dim day");
    expect(changed('"labels":[1,2]', '"labels":[1,1]')).toThrow('dim week has the label "1" twice');
    expect(changed('"name":"mu"', '"name":"season"')).toThrow("season names a variable and also the record");
    expect(changed('"values":[0,1,', '"values":[0,7,')).toThrow("this trace is damaged: its checksum differs");
    expect(changed(/,"crc32":"\w+"/, "")).not.toThrow();
    expect(() => traceFromJson(JSON.stringify(JSON.parse(text), undefined, 2))).not.toThrow();
  });
});

// The check value of CRC-32/ISO-HDLC in the catalogue of parametrised CRC algorithms; and Node's own.
test("checksums are those of zlib, in one piece or in several", () => {
  const bytes = new TextEncoder().encode("123456789");
  expect(plainCrc32(bytes)).toBe(0xcbf43926);
  expect(plainCrc32(bytes.subarray(4), plainCrc32(bytes.subarray(0, 4)))).toBe(0xcbf43926);
  expect(crc32(bytes)).toBe(0xcbf43926);
});

describe("files", () => {
  const folder = () => mkdtemp(join(tmpdir(), "draws-"));

  test("hold a trace, replace the last one whole, and leave nothing beside it", async () => {
    const path = join(await folder(), "trace.json");
    await writeTrace(example(100), path);
    await writeTrace(example(), path);
    const after = await readTrace<Example>(path);
    expect(after.mu.values).toEqual(example().mu.values);
    expect(await readFile(path, "utf8")).toBe(traceToJson(example()));
    expect(await readdir(join(path, ".."))).toEqual(["trace.json"]);
  });

  test("tell the path when they hold no trace or cannot be written", async () => {
    const where = await folder();
    const path = join(where, "other.json");
    await writeFile(path, "{}");
    await expect(readTrace(path)).rejects.toThrow(`${path}: this JSON is no trace`);
    await expect(writeTrace(example(), where)).rejects.toThrow(where);
    expect(await readdir(where)).toEqual(["other.json"]);
  });
});
