/** Hold a mixture of two normals with a thousand observations against reference draws of Stan, where a copy of posteriordb is at hand. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { mcseMean, rhat } from "@credence/diagnostics";
import type { Draws } from "@credence/draws";
import { sample } from "@credence/inference";
import { dim, dirichlet, halfNormal, mixture, model, normal, ordered } from "@credence/model";
import { nuts } from "@credence/samplers";
import { describe, expect, it } from "vitest";

/** The folder named by POSTERIORDB holds one file for each posterior: its data, and figures of reference draws. */
const file = join(process.env.POSTERIORDB ?? "", "low_dim_gauss_mix-low_dim_gauss_mix.json");
const absent = process.env.POSTERIORDB === undefined || !existsSync(file);
if (absent) console.warn("skipped: POSTERIORDB names no folder with low_dim_gauss_mix");

interface Reference {
  readonly mean: number;
  readonly sd: number;
  readonly mcse_mean: number;
}

/** The draws of each chain. */
const chainsOf = ({ chains, draws, values }: Draws<never>): Float64Array[] =>
  Array.from({ length: chains }, (_, c) => values.subarray(c * draws, (c + 1) * draws));

describe.skipIf(absent)("low_dim_gauss_mix", () => {
  it("has the means and standard deviations of the reference (4 standard errors and 2 % of a standard deviation)", async () => {
    const { data, reference } = JSON.parse(readFileSync(file, "utf8")) as {
      data: { y: number[] };
      reference: Record<string, Reference>;
    };
    const part = dim("part", 2);
    const obs = dim("obs", data.y.length);
    const m = model(() => {
      const theta = dirichlet(part, 5);
      const mu = ordered(normal(0, 2).over(part), part);
      const sigma = halfNormal(2).over(part);
      return { theta, mu, sigma, y: mixture(theta, normal(mu, sigma)).over(obs) };
    });
    const trace = await sample(m().observe({ y: data.y }), { seed: 1, progress: false, sampler: nuts() });
    const found: Readonly<Record<string, Draws<never>>> = {
      theta: trace.theta.at({ part: 1 }),
      ...Object.fromEntries(
        [1, 2].flatMap((k) => [
          [`mu[${k}]`, trace.mu.at({ part: k })],
          [`sigma[${k}]`, trace.sigma.at({ part: k })],
        ]),
      ),
    };
    for (const [name, { mean, sd, mcse_mean }] of Object.entries(reference)) {
      const draws = found[name] as Draws<never>;
      const error = Math.hypot(mcseMean(chainsOf(draws)), mcse_mean);
      expect(Math.max(0, Math.abs(draws.mean() - mean) - 0.02 * sd), name).toBeLessThan(4 * error);
      expect(Math.abs(Math.log(draws.sd() / sd)), name).toBeLessThan(0.15);
      expect(rhat(chainsOf(draws)), name).toBeLessThan(1.02);
    }
  });
});
