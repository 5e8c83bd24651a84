/** Test what `credence run` prints, writes and returns. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { betaBinomial, credence, figures, folder } from "./workspace.js";

const coin = betaBinomial(11.5, 48.5, 10, 7);
const FIGURES = ["ess_bulk", "ess_tail", "mcse_mean", "mean", "q05", "q50", "q95", "rhat", "sd"];

const grid = `
import { beta, binomial, column, dim, model, normal } from "credence";
const group = dim("group", ["a b", "c"]), time = dim("time", 2);
const season = model(() => {
  const base = normal(0, 1);
  const inner = { rate: beta(1, 1).over(group), path: normal(base, 1).over(group).over(time) };
  const hits = binomial(column(group, [10, 20]), inner.rate);
  return { base, inner, hits };
});
export default season().observe({ hits: [3, 4] });
`;

const rough = `
import { model, normal, studentT } from "credence";
const level = model(() => {
  const mu = studentT(4, 0, 1);
  const y = normal(mu.mul(mu), 1);
  return { mu, y };
});
export default level().observe({ y: 0.5 });
`;

describe("--json", () => {
  test("prints figures of each scalar by name, and the facts of the run", async () => {
    const at = folder({ "grid.ts": grid });
    const result = await figures(at("grid.ts"), "--sampler", "nuts", "--draws", "200", "--tune", "300", "--seed", "5");
    expect(Object.keys(result).sort()).toEqual(["divergences", "elapsed_s", "sampler", "seed", "variables"]);
    expect(Object.keys(result.variables)).toEqual([
      "base",
      "inner.rate[a b]",
      "inner.rate[c]",
      "inner.path[a b,1]",
      "inner.path[a b,2]",
      "inner.path[c,1]",
      "inner.path[c,2]",
    ]);
    for (const variable of Object.values(result.variables)) {
      expect(Object.keys(variable).sort()).toEqual(FIGURES);
      for (const figure of Object.values(variable)) expect(figure).toEqual(expect.any(Number));
    }
    expect(result).toMatchObject({ sampler: "nuts", seed: 5 });
    expect(Number.isInteger(result.divergences)).toBe(true);
    expect(result.elapsed_s).toBeGreaterThan(0);
  });

  test("is all there is on standard output", async () => {
    const { code, out, err } = await credence("run", folder({ "m.ts": coin })("m.ts"), "--json");
    expect(code).toBe(0);
    expect(err).toBe("");
    expect(out.split("\n")).toHaveLength(1);
    expect(JSON.parse(out)).toMatchObject({ sampler: "exact", seed: 1, divergences: 0 });
  });

  test("same seed, same figures; another seed, others", async () => {
    const model = folder({ "m.ts": coin })("m.ts");
    const run = async (seed: string) =>
      (await figures(model, "--sampler", "slice", "--draws", "50", "--seed", seed)).variables;
    expect(await run("3")).toEqual(await run("3"));
    expect(await run("3")).not.toEqual(await run("4"));
  });
});

describe("answers", () => {
  // Fixed seeds; were they drawn anew, each line would be wrong by chance once in 1.7 million (5 standard errors).
  const cases = [
    { alpha: 11.5, beta: 48.5, n: 10, k: 7 },
    { alpha: 1, beta: 1, n: 20, k: 0 },
    { alpha: 2, beta: 3, n: 15, k: 15 },
    { alpha: 3, beta: 97, n: 0, k: 0 },
  ];
  const samplers = ["exact", "nuts", "slice", "metropolis"];
  test.each(cases.flatMap((each) => samplers.map((sampler) => ({ ...each, sampler }))))(
    "$k of $n by $sampler",
    async ({ alpha, beta, n, k, sampler }) => {
      const model = folder({ "m.ts": betaBinomial(alpha, beta, n, k) })("m.ts");
      const { variables } = await figures(
        model,
        "--sampler",
        sampler,
        "--draws",
        "2000",
        "--tune",
        "1000",
        "--seed",
        "11",
      );
      const { mean, mcse_mean, sd, ess_bulk } = variables.theta ?? {};
      const [a, b] = [alpha + k, beta + n - k];
      expect(Math.abs((mean ?? NaN) - a / (a + b))).toBeLessThan(5 * (mcse_mean ?? NaN));
      // The standard error of log sd is √((kurtosis − 1) / (4 ess)); no beta here has a kurtosis above 9 (Beta(1, 21)'s 8.4).
      const exactSd = Math.sqrt((a * b) / (a + b + 1)) / (a + b);
      expect(Math.abs(Math.log((sd ?? NaN) / exactSd))).toBeLessThan(5 * Math.sqrt(8 / (4 * (ess_bulk ?? NaN))));
    },
  );

  test("auto answers exactly where it can, and says so", async () => {
    const { code, out } = await credence("run", folder({ "m.ts": coin })("m.ts"));
    expect(code).toBe(0);
    expect(out).toContain("theta");
    expect(out).toContain("exact: the whole posterior has a closed form");
    expect(out).toContain("No problem found.");
  });

  test("the data of --data reach the model", async () => {
    const at = folder({
      "m.ts": `${coin.replace(/export default .*/, "")}
export default (rows: { n: number; k: number }[]) =>
  campaign({ impressions: rows.reduce((s, r) => s + r.n, 0) }).observe({ clicks: rows.reduce((s, r) => s + r.k, 0) });`,
      "d.csv": "n,k\n40,30\n60,40\n",
    });
    const { variables } = await figures(at("m.ts"), "--data", at("d.csv"));
    expect(Math.abs((variables.theta?.mean ?? NaN) - 81.5 / 160)).toBeLessThan(5 * (variables.theta?.mcse_mean ?? NaN));
  });
});

describe("--out", () => {
  test("writes the trace and its summary into a new folder", async () => {
    const at = folder({ "m.ts": coin });
    const { out } = await credence("run", at("m.ts"), "--out", at("deep/er"), "--json");
    expect(JSON.parse(readFileSync(at("deep/er/summary.json"), "utf8"))).toEqual(JSON.parse(out));
    expect(readFileSync(at("deep/er/summary.txt"), "utf8")).toContain("theta");
    const { readTrace } = await import("credence");
    const trace = await readTrace(at("deep/er/trace.json"));
    expect(trace.$).toMatchObject({ sampler: "exact", chains: 4, draws: 1000 });
  });
});

describe("exit codes", () => {
  test("2 when the draws fail a check, with the reason in words", async () => {
    const model = folder({ "m.ts": coin })("m.ts");
    const hasty = ["run", model, "--sampler", "metropolis", "--draws", "30", "--tune", "0"];
    const { code, out } = await credence(...hasty);
    expect(code).toBe(2);
    expect(out).toContain("These draws have problems:");
    expect((await credence(...hasty, "--json")).code).toBe(2);
  });

  test.each([
    [["--draws", "0"], "it must be a whole number of at least 1"],
    [["--draws", "many"], "it must be a whole number of at least 1"],
    [["--chains", "1.5"], "it must be a whole number of at least 1"],
    [["--tune", "-1"], "it must be a whole number of at least 0"],
    [["--sampler", "gibbs"], "Allowed choices are auto, exact, nuts, slice, metropolis"],
    [["--no-such"], "unknown option '--no-such'"],
  ])("1 for the option %j", async (options, complaint) => {
    const { code, out, err } = await credence("run", "m.ts", ...options);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain(complaint);
  });

  test("1, one line on standard error and nothing on standard output, for what cannot be run", async () => {
    const at = folder({ "rough.ts": rough, "wrong.ts": coin.replace("clicks: 7", "clicks: 11") });
    for (const argv of [
      [at("none.ts")],
      [at("wrong.ts")],
      [at("rough.ts"), "--data", at("none.csv")],
      [at("rough.ts"), "--sampler", "exact"],
    ]) {
      const { code, out, err } = await credence("run", ...argv, "--json");
      expect({ code, out }).toEqual({ code: 1, out: "" });
      expect(err).toMatch(/^credence: [^\n]+\n$/);
    }
    const { err } = await credence("run", at("rough.ts"), "--sampler", "exact");
    expect(err).toContain("has no closed form");
    expect(existsSync(at("trace.json"))).toBe(false);
  });

  test("0 for help and version, 1 for no command", async () => {
    expect(await credence("--version")).toMatchObject({ code: 0, out: "9.9.9" });
    const help = await credence("run", "--help");
    expect(help.code).toBe(0);
    expect(help.out).toContain("--sampler <name>");
    expect((await credence()).code).toBe(1);
  });
});

describe("--out", () => {
  test("is refused before any work where a file is in the way", async () => {
    const at = folder({ "m.ts": coin, taken: "" });
    const { code, err } = await credence("run", at("m.ts"), "--out", at("taken"));
    expect(code).toBe(1);
    expect(err).toContain("taken is a file; name a folder, or a file that ends in");
  });
});
