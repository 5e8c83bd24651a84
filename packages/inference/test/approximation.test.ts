/** Hold Laplace's approximation and Pathfinder to closed forms, and their warnings to posteriors that no normal fits. */
import { diagnose } from "@credence/diagnostics";
import { beta, binomial, column, dim, halfNormal, model, normal, poisson } from "@credence/model";
import { describe, expect, it } from "vitest";
import { approximateByLaplace, exact, pathfinder, sample } from "../src/index.js";
import { eightSchools } from "./models.js";

const heights = model(() => {
  const mu = normal(170, 20);
  const seen = normal(mu, 8).over(dim("person", 5));
  return { mu, seen };
});
const measured = heights().observe({ seen: [181, 175, 169, 178, 172] });

const coin = model(() => {
  const theta = beta(3, 4);
  const heads = binomial(30, theta);
  return { theta, heads };
});
const tossed = coin().observe({ heads: 21 });

type Info = {
  paretoK: number | null;
  reliableBelow: number;
  ess: number;
  logEvidence: number;
  laplaceLogEvidence: number;
};
const infoOf = (trace: { $: { options: unknown } }): Info => (trace.$.options as { approximation: Info }).approximation;

const verbs = [
  ["laplace", approximateByLaplace],
  ["pathfinder", pathfinder],
] as const;

describe.each(verbs)("%s", (name, verb) => {
  it("finds a normal posterior itself", async () => {
    const trace = await verb(measured, { draws: 4000, seed: 3 });
    const closed = exact(measured);
    const info = infoOf(trace);
    expect(trace.$.sampler).toBe(name);
    expect(Math.abs(info.logEvidence - (closed?.logEvidence as number))).toBeLessThan(0.01);
    expect(info.ess).toBeGreaterThan(15000); // of 16,000
    // Beyond 5 standard errors of independent draws once in 1.7 million.
    const law = closed?.distributions.mu;
    expect(Math.abs(trace.mu.mean() - Number(law?.mean())) / (Number(law?.sd()) / Math.sqrt(4000))).toBeLessThan(5);
    expect(Math.abs(trace.mu.sd() / Number(law?.sd()) - 1)).toBeLessThan(5 / Math.sqrt(2 * 4000));
  });

  it("weighs draws of a posterior that is nearly normal right", async () => {
    const trace = await verb(tossed, { draws: 4000, seed: 4 });
    const closed = exact(tossed);
    const info = infoOf(trace);
    expect(info.paretoK).toBeLessThan(0.7);
    // The weights' relative variance over 16,000 draws is far below 0.01².
    expect(Math.abs(info.logEvidence - (closed?.logEvidence as number))).toBeLessThan(0.02);
    const law = closed?.distributions.theta;
    const error = Number(law?.sd()) / Math.sqrt(Math.min(info.ess, 4000));
    expect(Math.abs(trace.theta.mean() - Number(law?.mean())) / error).toBeLessThan(5);
    expect(trace.$.messages[0]).toContain("the draws stand for the posterior");
    expect(diagnose(trace).ok).toBe(true);
  });

  it("gives the same draws for the same seed, and its own where they are not resampled", async () => {
    const [a, b, c] = await Promise.all([
      verb(tossed, { seed: 5 }),
      verb(tossed, { seed: 5 }),
      verb(tossed, { seed: 5, resample: false }),
    ]);
    expect(a.theta.values).toEqual(b.theta.values);
    expect(a.theta.values).not.toEqual(c.theta.values);
    expect(a.theta.values.length).toBe(1000);
    expect(new Set(c.theta.values).size).toBe(1000);
  });

  it("says what is wrong", async () => {
    const counts = model(() => {
      const k = poisson(3);
      const y = binomial(k, 0.5);
      return { k, y };
    });
    await expect(verb(counts().observe({ y: 1 }))).rejects.toThrow(`${name} climbs gradients, which \`k\` has not`);
    await expect(verb(tossed, { sarts: 3 } as object)).rejects.toThrow(`${name}: unknown option "sarts"`);
    await expect(verb(tossed, { draws: 3 })).rejects.toThrow(
      "option draws is 3; it must be a whole number of at least 10",
    );
    await expect(verb(coin as never)).rejects.toThrow(`${name} wants a posterior`);
  });
});

/** Scales that no normal on the log scale fits: a half-normal prior and one weak datum, four times. */
const funnels = model(() => {
  const spread = halfNormal(10);
  const z = normal(0, spread).over(dim("cell", 8));
  const seen = normal(z, column(dim("cell", 8), [9, 9, 9, 9, 9, 9, 9, 9]));
  return { spread, z, seen };
});

describe("where no normal fits", () => {
  const posterior = funnels().observe({ seen: [4, -2, 3, 1, 0, 5, -3, 2] });

  it("pathfinder warns, and diagnose repeats it", async () => {
    const trace = await pathfinder(posterior, { seed: 1 });
    const { paretoK, reliableBelow } = infoOf(trace);
    expect(paretoK === null || paretoK > reliableBelow).toBe(true);
    expect(trace.$.messages[0]).toContain("misses part of the posterior");
    const { ok, findings } = diagnose(trace);
    expect(ok).toBe(false);
    expect(findings.some(({ kind, severity }) => kind === "approximation" && severity === "warning")).toBe(true);
  });

  it("laplace refuses a peak at the edge", async () => {
    await expect(approximateByLaplace(posterior)).rejects.toThrow("hierarchies often peak where a scale vanishes");
  });
});

describe('init: "pathfinder"', () => {
  it("starts chains among draws weighed over several paths", async () => {
    const trace = await sample(eightSchools(false), {
      init: "pathfinder",
      marginalize: false,
      tune: 200,
      draws: 50,
      seed: 2,
    });
    expect(trace.$.draws).toBe(50);
  });
});
