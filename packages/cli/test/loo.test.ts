/** Test `credence loo` against exact leave-one-out densities, and what it says when it cannot answer. */
import { readTrace } from "@credence/draws";
import { lbeta, lchoose } from "@credence/math";
import { describe, expect, test } from "vitest";
import type { LooResult } from "../src/index.js";
import { credence, folder } from "./workspace.js";

/** Clicks of four days of 20 impressions each, one rate. */
const days = `
import { beta, binomial, dim, model } from "credence";
const day = dim("day", 4);
const campaign = model(() => {
  const theta = beta(2, 2);
  const clicks = binomial(20, theta).over(day);
  return { theta, clicks };
});
export default (rows: { k: number }[] = [{ k: 5 }, { k: 7 }, { k: 6 }, { k: 9 }]) =>
  campaign().observe({ clicks: rows.map(({ k }) => k) });
`;
const clicks = [5, 7, 6, 9];

/** log p(k | the other days), beta-binomial. */
function exactElpd(k: number, others: readonly number[]): number {
  const a = 2 + others.reduce((sum, each) => sum + each, 0);
  const b = 2 + 20 * others.length - (a - 2);
  return lchoose(20, k) + lbeta(a + k, b + 20 - k) - lbeta(a, b);
}

describe("loo", () => {
  test("finds the exact leave-one-out densities, from draws of its own or of a file", async () => {
    const at = folder({ "m.ts": days });
    const { code, out, err } = await credence("loo", at("m.ts"), "--draws", "2000", "--seed", "5", "--json");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const result = JSON.parse(out) as LooResult;
    expect(Object.keys(result).sort()).toEqual(
      [
        "elpd",
        "elpd_se",
        "messages",
        "observations",
        "ok",
        "p_loo",
        "p_loo_se",
        "pareto_k_threshold",
        "unreliable",
      ].sort(),
    );
    expect(Object.keys(result.observations)).toEqual(["clicks[1]", "clicks[2]", "clicks[3]", "clicks[4]"]);
    for (const [i, { elpd, ess }] of Object.values(result.observations).entries()) {
      const exact = exactElpd(
        clicks[i] as number,
        clicks.filter((_, j) => j !== i),
      );
      // Weights vary little here, so that the error is below 2 / √ess; five of those, seed fixed.
      expect(Math.abs(elpd - exact)).toBeLessThan((5 * 2) / Math.sqrt(ess));
    }
    expect(result).toMatchObject({ ok: true, unreliable: [], messages: [] });

    await credence("run", at("m.ts"), "--draws", "2000", "--seed", "5", "--out", at("t.nc"));
    expect(JSON.parse((await credence("loo", at("m.ts"), "--trace", at("t.nc"), "--json")).out)).toEqual(result);
    const text = await credence("loo", at("m.ts"), "--trace", at("t.nc"));
    expect(text.out).toMatch(/^elpd -\d+\.\d \(se \d+\.\d\)/);
  });

  test("returns 2 where an observation's figure is unreliable, and names it", async () => {
    const outlier = `
import { dim, model, normal } from "credence";
const unit = dim("unit", 4);
const units = model(() => {
  const theta = normal(0, 10).over(unit);
  const y = normal(theta, 1);
  return { theta, y };
});
export default units().observe({ y: [0, 1, -1, 60] });
`;
    const { code, out } = await credence("loo", folder({ "m.ts": outlier })("m.ts"), "--seed", "1", "--json");
    const result = JSON.parse(out) as LooResult;
    expect([code, result.ok]).toEqual([2, false]);
    expect(result.unreliable.length).toBeGreaterThan(0);
    expect(result.messages[0]).toContain(result.unreliable[0] as string);
  });

  test("reads the log likelihood that a file has, in any format, and judges derived quantities too", async () => {
    const at = folder({ "m.ts": days });
    const run = ["--draws", "500", "--seed", "5"];
    const fresh = await credence("loo", at("m.ts"), ...run, "--json");
    for (const name of ["t.nc", "t.parquet", "t.csv"]) {
      await credence("run", at("m.ts"), ...run, "--out", at(name), "--groups", "logLikelihood, logPrior");
      const { code, out, err } = await credence("loo", at(name), "--json");
      expect({ code, out, err }).toEqual({ code: 0, out: fresh.out, err: "" });
    }
    const groups = Object.keys((await readTrace(at("t.nc"))).$.groups).sort();
    expect(groups).toEqual(["logLikelihood", "logPrior"]);
    const infinite = ["--derive", "odd = 1 / (theta - theta)", "--json"];
    for (const argv of [[at("m.ts"), ...run], [at("t.nc")]]) {
      const { code, out } = await credence("loo", ...argv, ...infinite);
      expect(code).toBe(2);
      expect((JSON.parse(out) as LooResult).messages.join()).toContain("Some draws of `odd` (2000 infinite)");
    }
  });

  test("says what a file lacks, and which options are for models", async () => {
    const at = folder({ "m.ts": days });
    await credence("run", at("m.ts"), "--draws", "50", "--out", at("t.json"));
    const refused = async (...argv: string[]) => (await credence(...argv)).err;
    expect(await refused("loo", at("t.json"))).toMatch(
      /t.json has no group logLikelihood: run the model with --groups/,
    );
    expect(await refused("loo", at("t.json"), "--data", "x.csv")).toContain("--data belongs to a model file");
    expect(await refused("run", at("m.ts"), "--groups")).toContain("--groups are kept in a file: add --out");
    expect(await refused("run", at("m.ts"), "--out", at("u.nc"), "--groups", "priors")).toContain(
      "`priors` is no group",
    );
    await credence("run", at("m.ts"), "--draws", "50", "--out", at("u.nc"), "--groups");
    expect(Object.keys((await readTrace(at("u.nc"))).$.groups)).toHaveLength(5);
  });

  test("refuses draws given other data, and draws of another model", async () => {
    const at = folder({ "m.ts": days, "other.csv": "k\n1\n2\n3\n4\n" });
    await credence("run", at("m.ts"), "--data", at("other.csv"), "--draws", "50", "--out", at("t.json"));
    const wrong = await credence("loo", at("m.ts"), "--trace", at("t.json"), "--json");
    expect(wrong).toEqual({
      code: 1,
      out: "",
      err: "credence: the trace was drawn given other data of `clicks` than the model observes: sample again\n",
    });
    const right = await credence("loo", at("m.ts"), "--data", at("other.csv"), "--trace", at("t.json"), "--json");
    expect(right.err).toBe("");
    const renamed = folder({ "n.ts": days.replaceAll("theta", "rate") })("n.ts");
    const other = await credence("loo", renamed, "--data", at("other.csv"), "--trace", at("t.json"), "--json");
    expect({ code: other.code, out: other.out }).toEqual({ code: 1, out: "" });
    expect(other.err).toMatch(/^credence: [^\n]*rate[^\n]*\n$/);
  });
});
