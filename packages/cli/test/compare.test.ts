/** Test the command that compares trace files: its verdict as an exit code, its JSON, its page, its names. */
import { existsSync, readFileSync } from "node:fs";
import type { ComparisonData } from "@credence/compare";
import { type AnyTrace, trace, writeTrace } from "@credence/draws";
import { rng } from "@credence/math";
import { describe, expect, test } from "vitest";
import { traceNames } from "../src/compare/names.js";
import { credence, folder } from "./workspace.js";

/** Four chains of 500 independent normal draws about `mean`, and as many about 0. */
function drawn(seed: string, mean = 0, names: readonly string[] = ["mu", "pool.level"]): AnyTrace {
  const random = rng("compare", seed);
  const about = (centre: number): Float64Array => Float64Array.from({ length: 2000 }, () => centre + random.normal());
  const sources = names.map((name, i) => ({ name, axes: [], values: about(i === 0 ? mean : 0) }));
  return trace(sources, { sampler: "nuts", seed: 3, elapsedMs: 1500, chains: 4, draws: 500 }) as AnyTrace;
}

async function files(traces: Readonly<Record<string, AnyTrace>>): Promise<(name: string) => string> {
  const at = folder();
  for (const [name, of] of Object.entries(traces)) await writeTrace(of, at(name));
  return at;
}

describe("credence compare", () => {
  test("agrees with 0 and differs with 2, whatever the formats", async () => {
    const at = await files({ "a.json": drawn("a"), "b.nc": drawn("b"), "c.parquet": drawn("c", 0.5) });
    const same = await credence("compare", at("a.json"), at("b.nc"));
    expect(same.code).toBe(0);
    expect(same.out).toMatch(/^agree: a and b: no sign of disagreement/);
    const other = await credence("compare", at("a.json"), at("c.parquet"));
    expect(other.code).toBe(2);
    expect(other.out).toMatch(/^differ: a and c differ: .*mu mean/);
    expect(same.err + other.err).toBe("");
  });

  test("prints its data and nothing else with --json", async () => {
    const at = await files({ "a.json": drawn("a"), "b.json": drawn("b") });
    const { out, err, code } = await credence("compare", at("a.json"), at("b.json"), "--json");
    const data = JSON.parse(out) as ComparisonData;
    expect(data.names).toEqual(["a", "b"]);
    expect(data.status).toBe("agree");
    expect([err, code]).toEqual(["", 0]);
  });

  test("takes a reference by path, by name, or as a further file, and only the variables asked for", async () => {
    const at = await files({ "a.json": drawn("a"), "b.json": drawn("b"), "r.json": drawn("r", 0.5) });
    const [a, b, r] = [at("a.json"), at("b.json"), at("r.json")];
    for (const reference of [r, "r"]) {
      const { out } = await credence("compare", a, b, r, "--reference", reference, "--json");
      const { reference: found, pairs } = JSON.parse(out) as ComparisonData;
      expect(found).toBe("r");
      expect(pairs.map((pair) => pair.a)).toEqual(["a", "b"]);
    }
    const further = await credence("compare", a, "--reference", r, "--vars", "pool", "--json");
    const data = JSON.parse(further.out) as ComparisonData;
    expect(data.comparable.scalars).toEqual(["pool.level"]);
    expect(further.code).toBe(0);
  });

  test("writes a page, also into a folder that there is not yet", async () => {
    const at = await files({ "a.json": drawn("a"), "b.json": drawn("b") });
    const page = at("reports/today.html");
    await credence("compare", at("a.json"), at("b.json"), "--report", page);
    expect(readFileSync(page, "utf8")).toContain("<h1");
  });

  test("says what cannot be compared, and does not fail over it", async () => {
    const at = await files({ "a.json": drawn("a"), "other.json": drawn("o", 0, ["nu"]) });
    const { code, out } = await credence("compare", at("a.json"), at("other.json"));
    expect(code).toBe(2);
    expect(out).toMatch(/^not-assessable: .*no scalar in common/);
  });

  test("complains in a sentence", async () => {
    const at = await files({ "a.json": drawn("a"), "b.json": drawn("b") });
    const alone = await credence("compare", at("a.json"));
    expect(alone.code).toBe(1);
    expect(alone.err).toContain("name at least two trace files");
    const missing = await credence("compare", at("a.json"), at("gone.nc"), "--report", at("r.html"));
    expect(missing.err).toContain(`there is no trace file ${at("gone.nc")}`);
    expect(existsSync(at("r.html"))).toBe(false);
    const unknown = await credence("compare", at("a.json"), at("b.json"), "--vars", "mo");
    expect(unknown.err).toContain("no trace has a variable mo; there are mu, pool.level");
  });
});

test("names are as short as tells files apart", () => {
  expect(traceNames(["runs/a.nc", "runs/b.nc"])).toEqual(["a", "b"]);
  expect(traceNames(["old/draws.nc", "./new/draws.nc", "x.zarr/"])).toEqual(["old/draws", "new/draws", "x"]);
  expect(traceNames(["a.nc", "a.json"])).toEqual(["a.nc", "a.json"]);
  expect(traceNames(["a.nc", "a.nc"])).toEqual(["a.nc #1", "a.nc #2"]);
  expect(traceNames([".hidden", "v1.2/t.json"])).toEqual([".hidden", "t"]);
});
