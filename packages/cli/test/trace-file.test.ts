/** Test the commands that read trace files: what they print, write and return, and what they say of bad files. */
import { readFileSync, writeFileSync } from "node:fs";
import { type AnyTrace, dim, readTrace, trace, variablesOf, withGroups, writeTrace } from "@credence/draws";
import { rng } from "@credence/math";
import { describe, expect, test } from "vitest";
import type { RunResult } from "../src/index.js";
import { betaBinomial, credence, figures, folder } from "./workspace.js";

const arm = dim("arm", ["A", "B"]);

/** Four chains of 500 independent normal draws about 1 and 2; `spoil` may change them. */
function drawn(spoil: (values: Float64Array) => void = () => {}): AnyTrace {
  const random = rng("trace file");
  const rate = Float64Array.from({ length: 4000 }, (_, i) => 1 + (i % 2) + 0.1 * random.normal());
  spoil(rate);
  const sources = [
    { name: "rate", axes: [arm], values: rate },
    { name: "pool.level", axes: [], values: Float64Array.from({ length: 2000 }, () => random.normal()) },
  ];
  const stats = { diverging: new Float64Array(2000) };
  return trace(sources, { sampler: "nuts", seed: 3, elapsedMs: 1500, chains: 4, draws: 500, stats }) as AnyTrace;
}

async function written(name: string, of: AnyTrace = drawn()): Promise<(name: string) => string> {
  const at = folder();
  await writeTrace(of, at(name));
  return at;
}

describe("summary", () => {
  test("prints the table, or the figures of `run --json`", async () => {
    const at = await written("t.json");
    const { code, out } = await credence("summary", at("t.json"));
    expect(code).toBe(0);
    expect(out).toMatch(/^ +mean +sd .*\nrate\[A\] .*\nrate\[B\] .*\npool\.level .*\n4 × 500 draws$/);
    const json = await credence("summary", at("t.json"), "--json");
    const result = JSON.parse(json.out) as RunResult;
    expect(Object.keys(result.variables)).toEqual(["rate[A]", "rate[B]", "pool.level"]);
    expect(result).toMatchObject({ sampler: "nuts", seed: 3, divergences: 0, elapsed_s: 1.5 });
    // Five standard errors of 0.1 / √2000; the seed is fixed.
    expect(Math.abs((result.variables["rate[B]"]?.mean ?? NaN) - 2)).toBeLessThan(5 * 0.0023);
    expect(json.err).toBe("");
  });

  test("reads what `run --out` wrote in any format, with the same figures", async () => {
    const at = folder({ "m.ts": betaBinomial(2, 3, 20, 7) });
    const run = ["--sampler", "nuts", "--draws", "100", "--tune", "200", "--seed", "4"];
    for (const name of ["deep/t.nc", "t.zarr", "t.parquet", "t.csv", "t.json"]) {
      const { variables } = await figures(at("m.ts"), ...run, "--out", at(name));
      const { out, err } = await credence("summary", at(name), "--json");
      expect(err, name).toBe("");
      expect((JSON.parse(out) as RunResult).variables, name).toEqual(variables);
    }
  });

  test("takes the files of one run, one a chain", async () => {
    const at = await written("t.csv");
    const parts = [1, 2, 3, 4].map((chain) => at(`t_${chain}.csv`));
    const whole = await credence("summary", at("t.csv"), "--json");
    expect(JSON.parse((await credence("summary", ...parts, "--json")).out)).toEqual(JSON.parse(whole.out));
  });
});

describe("--derive", () => {
  const formulas = "lift = rate_B / rate_A - 1; better = lift > 1";

  test("adds quantities after the trace's own, draw by draw", async () => {
    const at = await written("t.json");
    const { code } = await credence("convert", at("t.json"), at("u.json"), "--derive", formulas);
    expect(code).toBe(0);
    const [rate, , lift, better] = variablesOf(await readTrace(at("u.json")));
    expect([lift?.name, lift?.derived, better?.name]).toEqual(["lift", true, "better"]);
    const [a, b] = rate?.draws.values ?? [];
    expect(lift?.draws.values[0]).toBe((b as number) / (a as number) - 1);
    expect(better?.draws.values[0]).toBe((lift?.draws.values[0] as number) > 1 ? 1 : 0);
  });

  test("may be given twice, the second using the first, in every command that reads traces, and in run", async () => {
    const at = await written("t.json");
    const twice = ["--derive", "lift = rate_B / rate_A - 1", "--derive", "double = 2 * lift", "--json"];
    const { variables } = JSON.parse((await credence("summary", at("t.json"), ...twice)).out) as RunResult;
    expect(variables.double?.mean).toBeCloseTo(2 * (variables.lift?.mean ?? NaN), 12);
    const model = folder({ "m.ts": betaBinomial(2, 3, 20, 7) })("m.ts");
    const run = await figures(model, "--derive", "odds = theta / (1 - theta)", "--seed", "2");
    expect(Object.keys(run.variables)).toEqual(["theta", "odds"]);
    const diagnosed = await credence("diagnose", at("t.json"), "--derive", "same = 3 + 0 * rate_A", "--json");
    expect(JSON.parse(diagnosed.out).findings[0]).toMatchObject({ kind: "constant", concerns: ["`same`"] });
  });

  test.each([
    ["lift = rate_C / rate_A", 'unknown name "rate_C"'],
    ["rate_B / rate_A", "gives nothing a name"],
    ["lift = import(1)", "import"],
  ])("%j is refused in a sentence", async (formula, complaint) => {
    const at = await written("t.json");
    const { code, out, err } = await credence("summary", at("t.json"), "--json", "--derive", formula);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain(complaint);
    expect(err).toMatch(/^credence: [^\n]+\n$/);
  });
});

describe("diagnose", () => {
  test("returns 0 for sound draws", async () => {
    const at = await written("t.json");
    expect(await credence("diagnose", at("t.json"))).toEqual({ code: 0, out: "No problem found.", err: "" });
    const { code, out } = await credence("diagnose", at("t.json"), "--json");
    expect([code, JSON.parse(out)]).toEqual([0, { ok: true, findings: [] }]);
  });

  test("returns 2 with findings as data, undefined draws counted and named", async () => {
    const spoilt = drawn((rate) => {
      rate.set([Number.NaN, 1, Number.NaN, 1, Infinity], 0);
      for (let i = 3001; i < 4000; i += 2) rate[i] = (rate[i] as number) + 1;
    });
    const at = await written("t.nc", spoilt);
    const { code, out } = await credence("diagnose", at("t.nc"), "--json");
    expect(code).toBe(2);
    const { ok, findings } = JSON.parse(out) as { ok: boolean; findings: { kind: string; message: string }[] };
    expect(ok).toBe(false);
    expect(findings.map(({ kind }) => kind)).toEqual(["nonFinite", "rhat", "ess"]);
    expect(findings[0]).toMatchObject({ severity: "warning", concerns: ["`rate[A]`"] });
    expect(findings[0]?.message).toContain("`rate[A]` (2 NaN, 1 infinite)");
    const text = await credence("diagnose", at("t.nc"));
    expect([text.code, text.out.split("\n")[0]]).toEqual([2, "These draws have problems:"]);
  });
});

describe("convert", () => {
  test.each(["u.nc", "u.zarr", "u.parquet", "u.csv", "u.json"])("keeps every draw in %s", async (name) => {
    const at = await written("t.json");
    const { code, out } = await credence("convert", at("t.json"), at(name), "--json");
    expect([code, JSON.parse(out)]).toEqual([
      0,
      {
        ...{ from: [at("t.json")], to: at(name), chains: 4, draws: 500, variables: ["rate", "pool.level"] },
        ...{ groups: [], left_out: [] },
      },
    ]);
    const there = variablesOf(await readTrace(at(name)));
    expect(there.map(({ draws }) => draws.values)).toEqual(variablesOf(drawn()).map(({ draws }) => draws.values));
  });

  test("says what it wrote", async () => {
    const at = await written("t.json");
    const { out } = await credence("convert", at("t.json"), at("u.parquet"));
    expect(out).toBe(`${at("u.parquet")}: 4 × 500 draws of 3 scalars`);
  });

  test("takes groups along, and says which have no place", async () => {
    const prior = trace([{ name: "pool.level", axes: [], values: Float64Array.of(1, 2) }], {
      ...{ sampler: "simulate", seed: 1, elapsedMs: 0, chains: 1, draws: 2 },
    });
    const at = await written("t.nc", withGroups(drawn(), { prior, constantData: { n: 3 } }));
    const zarr = await credence("convert", at("t.nc"), at("t.zarr"));
    expect(zarr.out).toBe(`${at("t.zarr")}: 4 × 500 draws of 3 scalars, with prior, constantData`);
    expect(Object.keys((await readTrace(at("t.zarr"))).$.groups).sort()).toEqual(["constantData", "prior"]);
    const note =
      "prior: left out, since parquet has a row for each draw of the posterior and no place for others; netCDF, Zarr and JSON have";
    const parquet = await credence("convert", at("t.zarr"), at("t.parquet"));
    expect(parquet.out.split("\n").at(-1)).toBe(`! ${note}`);
    const json = await credence("convert", at("t.zarr"), at("u.parquet"), "--json");
    expect(JSON.parse(json.out).left_out).toEqual([note]);
    expect(json.err).toBe("");
  });

  test("leaves what is there when it cannot read or write", async () => {
    const at = await written("t.json");
    writeFileSync(at("u.nc"), "precious");
    for (const argv of [[at("none.json"), at("u.nc")], [at("t.json"), at("u.doc")], [at("t.json")]]) {
      const { code, out, err } = await credence("convert", ...argv);
      expect({ code, out }).toEqual({ code: 1, out: "" });
      expect(err).toMatch(/^credence: [^\n]+\n$/);
    }
    expect(readFileSync(at("u.nc"), "utf8")).toBe("precious");
  });
});

describe("files that are no traces", () => {
  const json = (name: string): string => `${name}.json`;

  test.each(["t.json", "t.nc", "t.parquet", "t_1.csv"])("%s cut short", async (name) => {
    const at = await written(name.replace("_1", ""));
    const bytes = readFileSync(at(name));
    writeFileSync(at(name), bytes.subarray(0, Math.floor(0.6 * bytes.length)));
    const { code, out, err } = await credence("summary", at(name), "--json");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^credence: [^\n]+\n$/);
    expect(err).toContain(name);
  });

  test.each([
    [json("empty"), ""],
    [json("other"), '{"hello": 1}'],
    ["other.nc", "not a netCDF file"],
    ["other.parquet", "PAR1?"],
    ["other.csv", "a;b\n1;2\n"],
    ["notes.txt", "hello"],
  ])("%s", async (name, text) => {
    const at = folder({ [name]: text });
    for (const command of ["summary", "diagnose"]) {
      const { code, out, err } = await credence(command, at(name), "--json");
      expect({ code, out }).toEqual({ code: 1, out: "" });
      expect(err).toMatch(/^credence: [^\n]+\n$/);
      expect(err).toContain(name);
    }
  });

  test("and none at all", async () => {
    const at = folder();
    for (const name of ["t.json", "t.nc", "t.zarr", "t.parquet", "t.csv"]) {
      const { code, out, err } = await credence("diagnose", at(name), "--json");
      expect({ code, out, err }).toEqual({ code: 1, out: "", err: `credence: there is no trace file ${at(name)}\n` });
    }
    expect((await credence("summary")).err).toContain("missing required argument 'files'");
  });
});
