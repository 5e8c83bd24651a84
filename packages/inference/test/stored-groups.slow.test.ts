/** Hold LOO from the groups of files to ArviZ, both ways, and to R, where installed: PYTHON names a Python with ArviZ. */
import { execFileSync } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dim, type Labelled, readTrace, runOf, trace, variablesOf, withGroups, writeTrace } from "@credence/draws";
import { afterAll, describe, expect, test } from "vitest";
import { loo, looPit, predictiveCheck } from "../src/index.js";

/** Runs a program on a script; its standard output. */
const run = (program: string, script: string, ...args: string[]): string =>
  execFileSync(program, [program === "Rscript" ? "-e" : "-c", script, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });

const works = (program: string, script: string): boolean => {
  try {
    return run(program, script) !== "";
  } catch {
    return false;
  }
};
const arviz = [process.env.PYTHON ?? "python3", "python3", "/usr/bin/python3"].find((each) =>
  works(each, "import arviz; arviz.loo; print('yes')"),
);
const r = works("Rscript", "library(rstan); library(loo); cat('yes')");
afterAll(() => {
  if (!r) console.warn("R with rstan and loo is not installed: its test was skipped");
  if (arviz === undefined) console.warn("ArviZ is not installed: its tests were skipped");
});

const fresh = async (name: string): Promise<string> => join(await mkdtemp(join(tmpdir(), "groups-")), name);
const [school, item] = [dim("school", ["Choate", "Ünï"]), dim("item", 3)];
const facts = { sampler: "nuts", seed: 7, elapsedMs: 0, chains: 4, draws: 1000 };
const mu = Float64Array.from({ length: 4000 }, (_, i) => Math.sin(i * i));
const densities = Float64Array.from({ length: 4000 * 6 }, (_, i) => -1 - Math.sin(i) ** 2 - (i % 6) / 10);
const posterior = trace([{ name: "mu", axes: [], values: mu }], facts);

describe.skipIf(arviz === undefined)("ArviZ", () => {
  const ours = withGroups(posterior, {
    logLikelihood: trace([{ name: "y", axes: [school, item], values: densities }], facts),
  });

  test("reads our groups and finds the PSIS-LOO that we find", async () => {
    const path = await fresh("trace.nc");
    await writeTrace(ours, path);
    const script = `
import sys, json, arviz as az
idata = az.from_netcdf(sys.argv[1]); found = az.loo(idata, pointwise=True)
print(json.dumps([idata.groups(), float(found.elpd_loo), float(found.se), float(found.p_loo), found.pareto_k.values.ravel().tolist()]))
`;
    const [groups, elpd, se, pLoo, k] = JSON.parse(run(arviz as string, script, path));
    expect(groups).toEqual(["posterior", "log_likelihood"]);
    // ArviZ takes the relative efficiency of the posterior's mean for all observations, we that of each: elpd agrees to
    // the effect of a few tail draws.
    const read = loo(await readTrace(path));
    expect(read.elpd).toBeCloseTo(elpd, 3);
    expect(read.elpdSe * Math.sqrt(5 / 6)).toBeCloseTo(se, 3); // ArviZ divides by n, R's loo and we by n - 1
    expect(read.pLoo).toBeCloseTo(pLoo, 3);
    expect([...read.pointwise.paretoK].every((each, i) => Math.abs(each - k[i]) < 0.1)).toBe(true);
  });

  test("writes groups from which we find its PSIS-LOO", async () => {
    const path = await fresh("arviz.nc");
    const script = `
import sys, json, numpy as np, arviz as az
rng = np.random.default_rng(3)
ll = rng.normal(-1, 0.3, (4, 500, 8)); mu = rng.normal(size=(4, 500))
idata = az.from_dict(posterior={"mu": mu}, log_likelihood={"y": ll}, prior={"mu": mu[:1, :50]},
    posterior_predictive={"y": rng.normal(size=(4, 500, 8))}, observed_data={"y": np.arange(8.0)}, constant_data={"x": np.arange(8.0)})
idata.to_netcdf(sys.argv[1]); found = az.loo(idata, pointwise=True, reff=1.0)
print(json.dumps([float(found.elpd_loo), float(found.se), found.pareto_k.values.tolist()]))
`;
    const [elpd, se, k] = JSON.parse(run(arviz as string, script, path));
    const read = await readTrace(path);
    expect(Object.keys(read.$.groups).sort()).toEqual([
      "constantData",
      "logLikelihood",
      "posteriorPredictive",
      "prior",
    ]);
    const independent = trace(
      variablesOf(read).map(({ name, draws: { axes, values } }) => ({ name, axes, values })),
      { ...runOf(read), independent: true },
    );
    const found = loo(independent);
    expect(found.elpd).toBeCloseTo(elpd, 9);
    expect(found.elpdSe * Math.sqrt(7 / 8)).toBeCloseTo(se, 9);
    expect([...found.pointwise.paretoK].every((each, i) => Math.abs(each - k[i]) < 1e-9)).toBe(true);
    expect(looPit(read).values).toHaveLength(8);
    expect(predictiveCheck(read, ({ y }) => Math.max(...(y as Labelled<string>).values)).observed).toBe(7);
  });
});

describe.skipIf(!r)("R", () => {
  test("finds in our Stan CSV the PSIS-LOO that we find", async () => {
    const logLikelihood = trace([{ name: "y", axes: [item, school], values: densities }], facts);
    const path = await fresh("out.csv");
    await writeTrace(withGroups(posterior, { logLikelihood }), path);
    const script = `
suppressMessages({library(rstan); library(loo)}); path <- commandArgs(TRUE)[1]
fit <- read_stan_csv(sprintf(sub("[.]csv$", "_%d.csv", path), 1:4))
ll <- extract_log_lik(fit, "log_likelihood_y", merge_chains = FALSE)
found <- loo(ll, r_eff = relative_eff(exp(ll)))
cat(format(c(found$estimates["elpd_loo", ], found$estimates["p_loo", ], found$diagnostics$pareto_k), digits = 15))
`;
    const figures = run("Rscript", script, path).trim().split(/\s+/).map(Number);
    const [elpd, se, pLoo, pLooSe, ...k] = figures as [number, number, number, number, ...number[]];
    const found = loo(await readTrace(path));
    expect(found.elpd).toBeCloseTo(elpd, 8);
    expect(found.elpdSe).toBeCloseTo(se, 8);
    expect(found.pLoo).toBeCloseTo(pLoo, 8);
    expect(found.pLooSe).toBeCloseTo(pLooSe, 8);
    // R's arrays are column-major: cell (item, school) is its number item + 3 (school − 1).
    const ours = [0, 2, 4, 1, 3, 5].map((cell) => found.pointwise.paretoK[cell] as number);
    expect(ours.map((each, i) => Math.abs(each - (k[i] as number)) < 1e-6)).toEqual(new Array(6).fill(true));
  });
});
