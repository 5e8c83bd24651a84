/** Check that Stan's own CSV is read: text written by hand after the CmdStan guide's "Stan CSV File Format", no file of Stan's. */
import { writeFile } from "node:fs/promises";
import { findVariable, readTrace, runOf } from "@credence/draws";
import { describe, expect, test } from "vitest";
import { fresh } from "./traces.js";

const OPENING = `# stan_version_major = 2
# stan_version_minor = 33
# stan_version_patch = 1
# model = eight_schools_model
# start_datetime = 2023-10-02 10:00:00 UTC
# method = sample (Default)
#   sample
#     num_samples = 3
#     num_warmup = 2
#     save_warmup = 0 (Default)
#     thin = 1 (Default)
#     adapt
#       engaged = 1 (Default)
#       gamma = 0.050000000000000003 (Default)
#       delta = 0.80000000000000004 (Default)
#     algorithm = hmc (Default)
#       hmc
#         engine = nuts (Default)
#           nuts
#             max_depth = 10 (Default)
#         metric = diag_e (Default)
#         stepsize = 1 (Default)
#     num_chains = 1 (Default)
# id = 1 (Default)
# random
#   seed = 3252652196
# output
#   file = output.csv (Default)
lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__,mu,theta.1.1,theta.2.1,theta.1.2,theta.2.2,z.real,z.imag
`;
const ADAPTED = `# Adaptation terminated
# Step size = 0.922676
# Diagonal elements of inverse mass matrix:
# 0.599, 1.25
`;
const DRAWS = `-7.1,0.98,0.922676,2,3,0,8.5,1.5,11,21,12,22,0,1
-7.2,0.88,0.922676,1,1,1,8.1,nan,11.5,21.5,12.5,22.5,0,1
-7.3,1,0.922676,2,3,0,7.5,-inf,-0,2.5e-308,1e+06,22,0,1
`;
const TIMES = `#${" "}
#  Elapsed Time: 0.005 seconds (Warm-up)
#                0.25 seconds (Sampling)
#                0.255 seconds (Total)
#${" "}
`;

async function written(text: string, name: string = "output.csv"): Promise<string> {
  const path = await fresh(name);
  await writeFile(path, text);
  return path;
}

describe("CmdStan's CSV", () => {
  test("gives variables, stats and the facts in the comments", async () => {
    const read = await readTrace(await written(OPENING + ADAPTED + DRAWS + TIMES));
    const values = (name: string) => findVariable(read, name).draws.values;
    expect(values("mu")).toEqual(Float64Array.of(1.5, Number.NaN, Number.NEGATIVE_INFINITY));
    // Stan writes the first index fastest; ours is row-major.
    expect(values("theta")).toEqual(Float64Array.of(11, 12, 21, 22, 11.5, 12.5, 21.5, 22.5, -0, 1e6, 2.5e-308, 22));
    expect(values("z.imag")).toEqual(Float64Array.of(1, 1, 1));
    expect(findVariable(read, "theta").draws.axes).toEqual([
      { name: "theta_dim_0", labels: [1, 2], size: 2 },
      { name: "theta_dim_1", labels: [1, 2], size: 2 },
    ]);
    expect(read.$.stats.diverging).toEqual(Float64Array.of(0, 1, 0));
    expect(Object.keys(read.$.stats)).toEqual([
      "logDensity",
      "acceptance",
      "stepSize",
      "treeDepth",
      "leapfrogSteps",
      "diverging",
      "energy",
    ]);
    expect(runOf(read)).toMatchObject({
      sampler: "nuts",
      seed: 3252652196,
      tune: 2,
      elapsedMs: 255,
      versions: { stan: "2.33.1" },
      interrupted: false,
      messages: [],
      options: { delta: "0.80000000000000004", adaptation: [{ stepSize: 0.922676, inverseMetric: [0.599, 1.25] }] },
    });
  });

  test("of several chains is one trace", async () => {
    const text = OPENING + ADAPTED + DRAWS + TIMES;
    const one = await written(text, "out_1.csv");
    await writeFile(one.replace("_1", "_2"), text.replace("-7.1,", "-9.5,"));
    for (const path of [one.replace("_1", ""), [one, one.replace("_1", "_2")]]) {
      const read = await readTrace(path);
      expect(read.$.chains).toBe(2);
      expect(read.$.stats.logDensity).toEqual(Float64Array.of(-7.1, -7.2, -7.3, -9.5, -7.2, -7.3));
    }
  });

  test("with saved warm-up, thinned, or without comments leaves the warm-up out", async () => {
    const saved = OPENING.replace("save_warmup = 0", "save_warmup = 1").replace("num_samples = 3", "num_samples = 1");
    const read = await readTrace(await written(saved + ADAPTED + DRAWS + TIMES));
    expect(read.$.stats.logDensity).toEqual(Float64Array.of(-7.3));
    const thinned = OPENING.replace("thin = 1", "thin = 2").replace("num_samples = 3", "num_samples = 6");
    expect((await readTrace(await written(thinned + DRAWS + TIMES))).$).toMatchObject({ draws: 3, interrupted: false });
    expect((await readTrace(await written("lp__,a\r\n-1,2\r\n"))).$).toMatchObject({ draws: 1, chains: 1 });
  });

  test("of a stopped run says so", async () => {
    const read = await readTrace(
      await written(OPENING + ADAPTED + DRAWS.split("\n").slice(0, 2).join("\n").concat("\n")),
    );
    expect(read.$).toMatchObject({ draws: 2, interrupted: true });
    expect(read.$.messages).toEqual(["the file has 2 draws of the 3 that were asked for"]);
  });

  test("that is damaged is refused with the line", async () => {
    const cut = (OPENING + ADAPTED + DRAWS).slice(0, -30);
    await expect(readTrace(await written(cut))).rejects.toThrow("line 36, the last, has no end: the file is cut short");
    const short = (OPENING + ADAPTED + DRAWS).replace(",22,0,1\n", ",22\n");
    await expect(readTrace(await written(short))).rejects.toThrow("line 34 has 12 values for 14 columns");
    const word = (OPENING + ADAPTED + DRAWS).replace("0.88", "0.8x8");
    await expect(readTrace(await written(word))).rejects.toThrow('line 35 has "0.8x8" for accept_stat__, no number');
    const cells = OPENING.replace(",theta.2.2", "") + ADAPTED;
    await expect(readTrace(await written(cells))).rejects.toThrow("the columns of theta make no full array");
  });
});
