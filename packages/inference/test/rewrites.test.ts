/** Check that rewritten sums over data change costs only: modes, evidence, densities by row, hashes; and that they can be switched off. */
import { rng } from "@credence/math";
import {
  bernoulli,
  beta,
  dim,
  halfNormal,
  index,
  model,
  normal,
  poissonLog,
  potential,
  studentT,
} from "@credence/model";
import { nuts } from "@credence/samplers";
import { describe, expect, it } from "vitest";
import { explain, findMap, integrate, logLikelihood, loo, sampleSync } from "../src/index.js";

const count = 300;
const row = dim("row", count);
const arm = dim("arm", ["a", "b", "c"]);
const shown = index(
  arm,
  row,
  Array.from({ length: count }, (_, i) => ["a", "b", "c"][i % 3] as string),
);
const stream = rng("rewrites");
const clicks = Array.from({ length: count }, (_, i) => (stream.uniform() < 0.2 + 0.1 * (i % 3) ? 1 : 0));
const times = Array.from({ length: count }, () => 20 + 2 * stream.normal());

const rates = model(() => {
  const rate = beta(2, 2).over(arm);
  return { rate, clicked: bernoulli(rate.at(shown)) };
})().observe({ clicked: clicks });

const robust = model(() => {
  const level = studentT(4, 20, 10);
  const sigma = halfNormal(10);
  return { level, sigma, seconds: normal(level, sigma).over(row) };
})().observe({ seconds: times });

describe("rewrites", () => {
  it("are told by explain, in data and in text, and are none when switched off", () => {
    const told = explain(rates);
    expect(told.rewrites).toEqual([
      {
        pass: "sufficient statistics",
        variable: "clicked",
        from: 300,
        to: 3,
        text: "300 rows of `clicked` became 3 sums",
      },
    ]);
    expect(told.text()).toContain("log density: 300 rows of `clicked` became 3 sums (sufficient statistics)");
    const plain = explain(rates, undefined, { rewrites: false });
    expect(plain.rewrites).toEqual([]);
    expect(plain.text()).not.toContain("log density:");
  });

  it("leave the log density at a point what it is", () => {
    const point = { level: 19.5, sigma: 2.5 };
    const [mine, plain] = [explain(robust, point).logDensity, explain(robust, point, { rewrites: false }).logDensity];
    expect(Math.abs((mine as number) - (plain as number))).toBeLessThan(1e-13 * Math.abs(plain as number));
  });

  it("leave modes and evidence what they are", async () => {
    const [mode, plain] = [await findMap(robust), await findMap(robust, { rewrites: false })];
    expect(mode.level).toBeCloseTo(plain.level, 6);
    expect(mode.sigma).toBeCloseTo(plain.sigma, 6);
    const [known, asWritten] = [integrate(robust), integrate(robust, { rewrites: false })];
    expect(Math.abs((known?.logEvidence as number) - (asWritten?.logEvidence as number))).toBeLessThan(1e-9);
  });

  it("leave densities row by row what they are, and the name of the posterior", () => {
    const run = { sampler: nuts(), draws: 50, tune: 100, chains: 2, seed: 3, progress: false } as const;
    const [trace, plain] = [sampleSync(rates, run), sampleSync(rates, { ...run, rewrites: false })];
    expect(trace.$.modelHash).toBe(plain.$.modelHash);
    const rows = logLikelihood(rates, trace).clicked.values;
    expect(rows).toHaveLength(100 * count);
    const rate = trace.rate.values;
    for (const i of [0, 1, 2, 299]) {
      const p = rate[i % 3] as number;
      expect(rows[i]).toBeCloseTo(Math.log(clicks[i] === 1 ? p : 1 - p), 12);
    }
    expect(loo(rates, trace).pointwise.elpd).toHaveLength(count);
  });

  it("give the same posterior: means within 5 standard errors of the difference (one false alarm in 10⁶ runs)", () => {
    const run = { sampler: nuts(), draws: 1000, tune: 500, chains: 2, seed: 5, progress: false } as const;
    const [trace, plain] = [sampleSync(rates, run), sampleSync(rates, { ...run, rewrites: false, seed: 6 })];
    const successes = [0, 0, 0];
    for (const [i, y] of clicks.entries()) successes[i % 3] = (successes[i % 3] as number) + y;
    successes.forEach((k, g) => {
      const [a, b] = [2 + k, 2 + count / 3 - k];
      const sd = Math.sqrt((a * b) / ((a + b) ** 2 * (a + b + 1)));
      for (const each of [trace, plain]) {
        const mean = each.rate.mean().at({ arm: ["a", "b", "c"][g] as "a" });
        expect(Math.abs(mean - a / (a + b))).toBeLessThan((5 * sd) / Math.sqrt(800));
      }
    });
  });

  it("reach sums inside a potential, and regressions of counts", () => {
    const counts = model(() => {
      const level = normal(0, 1).over(arm);
      const seen = poissonLog(level.at(shown));
      const held = potential(level.at(shown).mul(-0.01));
      return { level, seen, held };
    })().observe({ seen: clicks });
    expect(explain(counts).rewrites.map(({ variable, to }) => [variable, to])).toEqual([
      ["seen", 3],
      ["held", 3],
    ]);
  });

  it("refuse what is no switch", async () => {
    const wrong = { rewrites: "off" } as never;
    expect(() => sampleSync(rates, wrong)).toThrow('option rewrites is "off"; it must be true or false');
    await expect(findMap(rates, wrong)).rejects.toThrow("option rewrites");
    expect(() => explain(rates, undefined, wrong)).toThrow("option rewrites");
    expect(() => explain(rates, undefined, { rewrite: false } as never)).toThrow('unknown option "rewrite"');
  });
});
