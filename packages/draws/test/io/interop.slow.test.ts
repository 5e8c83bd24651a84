/** Check that software nobody here wrote opens our files and that we open its: Python, R and DuckDB, where installed. */
import { execFileSync } from "node:child_process";
import {
  type AnyTrace,
  appendTrace,
  dim,
  findVariable,
  readTrace,
  runOf,
  trace,
  variablesOf,
  writeTrace,
} from "@credence/draws";
import { afterAll, describe, expect, test } from "vitest";
import { awkward, expectSame, fresh, grouped } from "./traces.js";

const school = dim("school", ["Choate", "Ünï"]);
const item = dim("item", 3);

/** 4 chains of 1000 draws with every kind of stat. */
function sampled() {
  const [chains, draws] = [4, 1000];
  const of = (width: number, shift: number) =>
    Float64Array.from({ length: chains * draws * width }, (_, i) => Math.sin(i + shift) + 1 / 3);
  return trace<unknown>(
    [
      { name: "mu", axes: [], values: of(1, 0).map((x, i) => (i === 5 ? Number.NaN : x)) },
      { name: "theta", axes: [school], values: of(2, 1) },
      { name: "season.effect", axes: [school, item], values: of(6, 2) },
    ],
    {
      sampler: "nuts",
      seed: 7,
      elapsedMs: 1500,
      chains,
      draws,
      tune: 500,
      versions: { credence: "0.1.0" },
      observed: { y: { axes: [school], values: Float64Array.of(1, 2.5) } },
      stats: {
        logDensity: of(1, 3),
        energy: of(1, 4),
        acceptance: of(1, 5),
        stepSize: of(1, 6),
        treeDepth: of(1, 0).map((_, i) => i % 10),
        leapfrogSteps: of(1, 0).map((_, i) => i % 1023),
        diverging: of(1, 0).map((_, i) => +(i % 50 === 0)),
      },
      state: { tuning: Array.from({ length: chains }, () => ({ stepSize: 0.5, metric: [1, 0.5] })) },
    },
  );
}

/** Runs a program on a script; its standard output. */
const run = (program: string, script: string, ...args: string[]): string =>
  execFileSync(program, program.endsWith("Rscript") ? ["-e", script, ...args] : ["-c", script, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 2 ** 26,
  });

function works(program: string, script: string): boolean {
  try {
    run(program, script);
    return true;
  } catch {
    return false;
  }
}

const python = ["python3", "/usr/bin/python3"].find((each) => works(each, "import xarray, netCDF4, zarr"));
const r = works("Rscript", "library(rstan)") ? "Rscript" : undefined;
const duckdb = await import("@duckdb/node-api").catch(() => undefined);
afterAll(() => {
  if (python === undefined)
    console.warn("Python with xarray, netCDF4 and zarr is not installed: its tests were skipped");
  if (r === undefined) console.warn("R with rstan is not installed: its tests were skipped");
  if (duckdb === undefined) console.warn("@duckdb/node-api is not installed: its tests were skipped");
});

/** What Python finds in a file, as JSON: for each group dims, coordinates, types, attributes and some numbers. */
const LOOK = `
import sys, json, xarray as xr
path, found = sys.argv[1], {}
for group in sys.argv[2:] or ["posterior", "sample_stats", "observed_data"]:
    ds = xr.open_zarr(path, group=group) if path.endswith(".zarr") else xr.open_dataset(path, group=group)
    found[group] = {
        "attrs": {k: str(v) for k, v in ds.attrs.items()},
        "coords": {k: v.values.tolist() for k, v in ds.coords.items() if k != "draw"},
        "vars": {k: {"dims": v.dims, "shape": v.shape, "dtype": str(v.dtype), "hex": [float(x).hex() for x in v.values.ravel()]} for k, v in ds.items()},
    }
print(json.dumps(found))
`;

/** The groups beside the posterior, as the schema names them. */
const SNAKE = [
  ...["prior", "sample_stats_prior", "prior_predictive", "posterior_predictive"],
  ...["log_likelihood", "log_prior", "constant_data"],
];

interface Look {
  readonly attrs: Readonly<Record<string, string>>;
  readonly coords: Readonly<Record<string, readonly unknown[]>>;
  readonly vars: Readonly<Record<string, { dims: string[]; shape: number[]; dtype: string; hex: string[] }>>;
}

/** Numbers from Python's hexadecimal floats: exact. */
function fromHex(text: string): number {
  const [, sign, lead, digits, exponent] = /^(-?)0x([01])\.?([0-9a-f]*)p([+-]\d+)$/.exec(text) ?? [];
  if (digits === undefined) return text === "nan" ? Number.NaN : Number(text.replace("inf", "Infinity"));
  const mantissa = Number(BigInt(`0x${lead}${digits.padEnd(13, "0")}`));
  const size = Number(exponent) - 52;
  return (sign ? -1 : 1) * mantissa * 2 ** Math.max(size, -1000) * 2 ** Math.min(0, size + 1000);
}

describe.skipIf(python === undefined)("Python", () => {
  test.each([".nc", ".zarr"])("opens %s: dims, coordinates, types, attributes, every bit", async (ending) => {
    const ours = sampled();
    const path = await fresh(`trace${ending}`);
    await writeTrace(ours, path);
    const look: Record<string, Look> = JSON.parse(run(python as string, LOOK, path));
    const {
      posterior,
      sample_stats: stats,
      observed_data: observed,
    } = look as Record<string, Look> & { posterior: Look };
    expect(posterior.coords).toEqual({ chain: [0, 1, 2, 3], school: ["Choate", "Ünï"], item: [1, 2, 3] });
    expect(posterior.attrs).toMatchObject({
      sampler: "nuts",
      seed: "7",
      inference_library: "credence",
      tuning_steps: "500",
    });
    expect(posterior.vars["season.effect"]).toMatchObject({
      dims: ["chain", "draw", "school", "item"],
      shape: [4, 1000, 2, 3],
    });
    for (const name of ["mu", "theta", "season.effect"]) {
      expect(Float64Array.from(posterior.vars[name]?.hex ?? [], fromHex)).toEqual(
        findVariable(ours, name).draws.values,
      );
    }
    const types = Object.fromEntries(Object.entries(stats?.vars ?? {}).map(([name, { dtype }]) => [name, dtype]));
    expect(types).toEqual({
      lp: "float64",
      energy: "float64",
      acceptance_rate: "float64",
      step_size: "float64",
      tree_depth: "int64",
      n_steps: "int64",
      diverging: "bool",
    });
    expect(stats?.vars.n_steps?.hex.map(fromHex)).toEqual([...(ours.$.stats.leapfrogSteps as Float64Array)]);
    expect(observed?.vars.y).toMatchObject({ dims: ["school"], hex: ["0x1.0000000000000p+0", "0x1.4000000000000p+1"] });
  });

  test.each([".nc", ".zarr"])("opens awkward names and appended draws in %s", async (ending) => {
    const path = await fresh(`trace${ending}`);
    await writeTrace(awkward(2, 5), path);
    await appendTrace(awkward(2, 6), path);
    const look: Record<string, Look> = JSON.parse(run(python as string, LOOK, path));
    const shapes = Object.fromEntries(
      Object.entries(look.posterior?.vars ?? {}).map(([name, { shape }]) => [name, shape]),
    );
    expect(shapes).toEqual({
      mu: [2, 11],
      Mu_: [2, 11],
      school_: [2, 11],
      a_b_c_20_: [2, 11],
      "season.effect": [2, 11, 3, 2],
      "season.lp": [2, 11],
      L: [2, 11, 2, 2],
      chain_: [2, 11, 2],
    });
  });

  test.each([".nc", ".zarr"])("opens every group in %s, the prior with its own draws and labels", async (ending) => {
    const ours = grouped();
    const path = await fresh(`trace${ending}`);
    await writeTrace(ours, path);
    const look: Record<string, Look> = JSON.parse(run(python as string, LOOK, path, ...SNAKE));
    const shapes = Object.fromEntries(
      SNAKE.map((name) => [
        name,
        Object.fromEntries(
          Object.entries(look[name]?.vars ?? {}).map(([each, { dims, shape }]) => [each, `${dims} ${shape}`]),
        ),
      ]),
    );
    const draw = "chain,draw";
    expect(shapes).toEqual({
      prior: { mu: `${draw} 1,5`, "season.effect": `${draw},school 1,5,2` },
      sample_stats_prior: { tree_depth: `${draw} 1,5` },
      prior_predictive: { y: `${draw},item 1,5,2` },
      posterior_predictive: { y: `${draw},school 2,7,3`, n: `${draw} 2,7` },
      log_likelihood: { y: `${draw},school 2,7,3` },
      log_prior: { mu: `${draw} 2,7` },
      constant_data: { se: "item 2", trials: " " },
    });
    expect(look.prior?.coords.school).toEqual(["Choate", "elsewhere"]);
    expect(look.prior?.attrs).toMatchObject({ sampler: "simulate", seed: "3" });
    const group = (name: "prior" | "logLikelihood") => ours.$.groups[name] as AnyTrace;
    const hex = (name: string, variable: string) => Float64Array.from(look[name]?.vars[variable]?.hex ?? [], fromHex);
    expect(hex("prior", "season.effect")).toEqual(findVariable(group("prior"), "season.effect").draws.values);
    expect(hex("log_likelihood", "y")).toEqual(findVariable(group("logLikelihood"), "y").draws.values);
    expect(hex("constant_data", "se")).toEqual(Float64Array.of(15, -0));
  });

  test("and its older netCDF4 and zarr alone open them too", async () => {
    const path = await fresh("trace.nc");
    await writeTrace(sampled(), path);
    await writeTrace(sampled(), path.replace(".nc", ".zarr"));
    const script = `
import sys, netCDF4, zarr
d = netCDF4.Dataset(sys.argv[1])["posterior"]
print(d["theta"].dimensions, d["theta"].shape, d["school"][:].tolist())
g = zarr.open_consolidated(sys.argv[1].replace(".nc", ".zarr"), mode="r")
print(g["posterior/theta"].shape, g["posterior/school"][:].tolist(), float(g["posterior/theta"][3, 999, 1]))
`;
    const [one, two] = run(python as string, script, path)
      .trim()
      .split("\n");
    expect(one).toBe("('chain', 'draw', 'school') (4, 1000, 2) ['Choate', 'Ünï']");
    expect(two).toContain("(4, 1000, 2) ['Choate', 'Ünï']");
  });

  const MAKE = `
import sys, numpy as np, xarray as xr
path = sys.argv[1]
chain, draw = np.arange(2), np.arange(100)
x = np.arange(600, dtype=float).reshape(2, 100, 3) / 7
post = xr.Dataset(
    {"theta": (("chain", "draw", "school"), x), "mu": (("chain", "draw"), x[:, :, 0].astype("float32")),
     "k": (("chain", "draw"), np.arange(200).reshape(2, 100)), "free": (("chain", "draw", "free_dim_0"), x[:, :, :2]),
     "F": (("chain", "draw", "school"), np.asfortranarray(x))},
    coords={"chain": chain, "draw": draw, "school": ["Choate", "Deerfield", "Ünï"]},
    attrs={"inference_library": "pymc", "inference_library_version": "5.9.0", "sampling_time": 2.5, "tuning_steps": 1000})
stats = xr.Dataset(
    {"diverging": (("chain", "draw"), np.arange(200).reshape(2, 100) == 3), "tree_depth": (("chain", "draw"), np.arange(200).reshape(2, 100) % 7),
     "lp": (("chain", "draw"), x[:, :, 1]), "perf_counter_diff": (("chain", "draw"), x[:, :, 2]), "odd": (("chain", "draw", "d"), x)},
    coords={"chain": chain, "draw": draw})
obs = xr.Dataset({"y": (("school",), np.array([1.5, np.nan, 3]))}, coords={"school": ["Choate", "Deerfield", "Ünï"]})
prior = post.isel(chain=[0], draw=slice(0, 7))[["theta", "mu"]]
log_lik = xr.Dataset({"y": (("chain", "draw", "school"), -x)}, coords=post.coords)
const = xr.Dataset({"se": (("school",), np.array([1.0, 2, 3])), "names": (("school",), ["a", "b", "c"]), "n": 5}, coords=obs.coords)
mixed = xr.Dataset({"a": (("sample",), np.zeros(4)), "b": (("chain", "draw"), x[:, :, 0])})
groups = [("posterior", post), ("sample_stats", stats), ("observed_data", obs), ("prior", prior), ("sample_stats_prior", stats.isel(chain=[0], draw=slice(0, 7))[["lp"]]),
    ("posterior_predictive", log_lik.isel(draw=slice(0, 50))), ("log_likelihood", log_lik), ("constant_data", const), ("weird", mixed), ("warmup_posterior", post[["mu"]])]
for i, (name, ds) in enumerate(groups):
    mode = "w" if i == 0 else "a"
    if path.endswith(".zarr"): ds.to_zarr(path, group=name, mode=mode)
    else: ds.to_netcdf(path, group=name, mode=mode, engine="netcdf4", encoding={"theta": {"zlib": True}} if i == 0 else None)
`;

  test.each([".nc", ".zarr"])("'s xarray writes %s that we open", async (ending) => {
    const path = await fresh(`foreign${ending}`);
    run(python as string, MAKE, path);
    const read = await readTrace(path);
    const x = Float64Array.from({ length: 600 }, (_, i) => i / 7);
    const values = (name: string) => findVariable(read, name).draws.values;
    expect(values("theta")).toEqual(x);
    expect(values("F")).toEqual(x);
    expect(values("k")).toEqual(Float64Array.from({ length: 200 }, (_, i) => i));
    expect(values("mu")[4]).toBe(Math.fround(12 / 7));
    expect(findVariable(read, "theta").draws.axes[0]?.labels).toEqual(["Choate", "Deerfield", "Ünï"]);
    expect(findVariable(read, "free").draws.axes[0]).toMatchObject({ name: "free_dim_0", labels: [0, 1] });
    expect(read.$.chains * 1000 + read.$.draws).toBe(2100);
    expect(read.$.stats.diverging?.indexOf(1)).toBe(3);
    expect(Object.keys(read.$.stats).sort()).toEqual(["diverging", "logDensity", "perf_counter_diff", "treeDepth"]);
    expect(read.$.observed.y?.values).toEqual(Float64Array.of(1.5, Number.NaN, 3));
    expect(runOf(read)).toMatchObject({ sampler: "pymc", versions: { pymc: "5.9.0" }, elapsedMs: 2500, tune: 1000 });
    expect([...read.$.messages].sort()).toEqual([
      "constant_data/names was left out: it holds no numbers",
      "sample_stats/odd over (chain,draw,d) was left out: a stat has one number for each draw",
      "the group weird was left out: a is over (sample), and draws are over chain and draw first",
    ]);
    const { groups } = read.$;
    expect(Object.keys(groups).sort()).toEqual([
      "constantData",
      "logLikelihood",
      "posteriorPredictive",
      "prior",
      "warmupPosterior",
    ]);
    expect(findVariable(groups.logLikelihood as AnyTrace, "y").draws.values).toEqual(x.map((each) => -each));
    expect(groups.posteriorPredictive?.$).toMatchObject({ chains: 2, draws: 50 });
    expect(groups.prior?.$).toMatchObject({ chains: 1, draws: 7, sampler: "pymc" });
    expect(findVariable(groups.prior as AnyTrace, "theta").draws.values).toEqual(x.slice(0, 21));
    expect(groups.prior?.$.stats.logDensity).toEqual(x.filter((_, i) => i < 21 && i % 3 === 1));
    expect(groups.constantData?.se?.values).toEqual(Float64Array.of(1, 2, 3));
    expect(groups.constantData?.n).toEqual({ axes: [], values: Float64Array.of(5) });
    const again = path.replace("foreign", "ours");
    await writeTrace(read, again);
    expectSame(await readTrace(again), read);
  });
});

describe.skipIf(r === undefined)("R", () => {
  test("'s rstan reads our CSV: draws, dims, stats, adaptation", async () => {
    const ours = sampled();
    const path = await fresh("out.csv");
    await writeTrace(ours, path);
    const script = `
suppressMessages(library(rstan)); path <- commandArgs(TRUE)[1]
fit <- read_stan_csv(sprintf(sub("[.]csv$", "_%d.csv", path), 1:4))
a <- as.array(fit); e <- rstan::extract(fit, permuted = FALSE)
cat(dim(a), "\\n"); cat(dimnames(a)$parameters, "\\n"); cat(dim(rstan::extract(fit)$season_effect), "\\n")
cat(get_num_divergent(fit), fit@sim$warmup, fit@sim$iter, "\\n")
cat(format(a[10, 3, c("theta[2]", "season_effect[2,1]", "season_effect[1,3]", "lp__")], digits = 17), "\\n")
cat(get_adaptation_info(fit)[[4]])
`;
    const lines = run("Rscript", script, path)
      .split("\n")
      .map((line) => line.trim());
    expect(lines[0]).toBe("1000 4 10");
    expect(lines[1]).toBe(
      "mu theta[1] theta[2] season_effect[1,1] season_effect[2,1] season_effect[1,2] season_effect[2,2] season_effect[1,3] season_effect[2,3] lp__",
    );
    expect(lines[2]).toBe("4000 2 3");
    expect(lines[3]).toBe("80 500 1500");
    const at = (name: string, cell: number) => findVariable(ours, name).draws.scalars()[cell]?.chains[2]?.[9];
    const expected = [at("theta", 1), at("season.effect", 3), at("season.effect", 2), ours.$.stats.logDensity?.[2009]];
    expect(lines[4]?.split(/\s+/).map(Number)).toEqual(expected);
    expect(lines.slice(5, 8)).toEqual([
      expect.stringMatching(/^# Step size = /),
      "# Diagonal elements of inverse mass matrix:",
      "# 1, 0.5",
    ]);
  });
});

describe.skipIf(duckdb === undefined)("DuckDB", () => {
  const query = async (sql: string) => {
    const connection = await (await (duckdb as NonNullable<typeof duckdb>).DuckDBInstance.create()).connect();
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  };

  test("reads our Parquet, appended or not", async () => {
    const ours = sampled();
    const path = await fresh("trace.parquet");
    await writeTrace(ours, path);
    await appendTrace(ours, path);
    const described = await query(`describe select * from '${path}'`);
    expect(described.map(({ column_name, column_type }) => `${column_name} ${column_type}`)).toEqual([
      "chain INTEGER",
      "draw INTEGER",
      "mu DOUBLE",
      "theta[Choate] DOUBLE",
      "theta[Ünï] DOUBLE",
      ...["Choate", "Ünï"].flatMap((s) => [1, 2, 3].map((i) => `season.effect[${s},${i}] DOUBLE`)),
      "lp DOUBLE",
      "energy DOUBLE",
      "acceptance_rate DOUBLE",
      "step_size DOUBLE",
      "tree_depth INTEGER",
      "n_steps INTEGER",
      "diverging BOOLEAN",
    ]);
    const sum = await query(`select count(*) n, sum(diverging::int) d, count(distinct draw) w from '${path}'`);
    expect(sum).toEqual([{ n: "8000", d: "160", w: "2000" }]);
    const [row] = await query(`select "theta[Ünï]" t, isnan(mu) m from '${path}' where chain = 2 and draw = 1009`);
    expect(row?.t).toBe(findVariable(ours, "theta").draws.values[2 * (2 * 1000 + 9) + 1]);
  });

  test("writes Parquet that we read, its rows in any order", async () => {
    const ours = sampled();
    const [path, other] = [await fresh("ours.parquet"), await fresh("foreign.parquet")];
    await writeTrace(ours, path);
    for (const codec of ["snappy", "gzip"]) {
      await query(
        `copy (select * from '${path}' order by hash(draw, chain)) to '${other}' (format parquet, codec ${codec})`,
      );
      const read = await readTrace(other);
      for (const name of ["mu", "theta", "season.effect"]) {
        expect(findVariable(read, name).draws.values).toEqual(findVariable(ours, name).draws.values);
      }
      expect(findVariable(read, "season.effect").draws.axes.map(({ labels }) => labels)).toEqual([
        ["Choate", "Ünï"],
        [1, 2, 3],
      ]);
      expect(read.$.stats).toEqual(ours.$.stats);
    }
  });

  test("reads the columns of groups, and its copy keeps them apart", async () => {
    const ours = grouped(2, 50);
    const [path, other] = [await fresh("ours.parquet"), await fresh("copy.parquet")];
    await writeTrace(ours, path);
    const described = await query(`describe select columns('^(posterior_|log_)') from '${path}'`);
    expect(described.map(({ column_name }) => column_name)).toEqual([
      ...["Choate", 'Ünï, "x"', "a/b"].map((label) => `log_likelihood.y[${label}]`),
      "log_prior.mu",
      ...["Choate", 'Ünï, "x"', "a/b"].map((label) => `posterior_predictive.y[${label}]`),
      "posterior_predictive.n",
    ]);
    await query(`copy (select chain, draw, mu, "log_prior.mu" from '${path}') to '${other}' (format parquet)`);
    const read = await readTrace(other);
    // DuckDB writes 0 for -0.
    const values = (of: AnyTrace | undefined) => findVariable(of as AnyTrace, "mu").draws.values.map((x) => x + 0);
    expect(variablesOf(read).map(({ name }) => name)).toEqual(["mu"]);
    expect(values(read)).toEqual(values(ours));
    expect(values(read.$.groups.logPrior)).toEqual(values(ours.$.groups.logPrior));
  });

  test("reads Stan CSV past its comments, and its plain tables are no traces", async () => {
    const path = await fresh("out.csv");
    await writeTrace(awkward(1, 4), path);
    const rows = await query(`select count(*) n from read_csv('${path}', comment = '#', header = true)`);
    expect(rows).toEqual([{ n: "4" }]);
    const text = await fresh("text.parquet");
    await query(`copy (select 'a' note, 1.5 x) to '${text}' (format parquet)`);
    await expect(readTrace(text)).rejects.toThrow("the column note holds no numbers: leave it out");
  });
});
