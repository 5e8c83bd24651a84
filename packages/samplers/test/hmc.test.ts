/** Hold HMC to paths worked out by hand, and to its contract. */
import { rng } from "@credence/math";
import { describe, expect, it } from "vitest";
import { hmc } from "../src/index.js";
import { betaOnUnit, funnel, normals, standardNormal } from "./targets.js";

describe("hmc", () => {
  it("takes the path that the leapfrog takes, and accepts its end by its energy", () => {
    // x = 1, M = 1, step 0.5 and 3 steps on a standard normal, p the stream's first normal.
    const tuning = { stepSize: 0.5, metric: [1] };
    const stream = rng(5);
    const p0 = rng(5).normal();
    let [x, p] = [1, p0];
    for (let i = 0; i < 3; i++) {
      p -= 0.25 * x;
      x += 0.5 * p;
      p -= 0.25 * x;
    }
    const acceptance = Math.min(1, Math.exp(0.5 * (1 + p0 * p0 - x * x - p * p)));
    const chain = hmc({ pathLength: 1.5, jitter: 0 }).start(standardNormal(1), [1], stream, 0, tuning);
    const stats = chain.step();
    expect(stats.leapfrogSteps).toBe(3);
    expect(stats.acceptance).toBeCloseTo(acceptance, 13);
    expect(chain.position[0]).toBeCloseTo(x, 13); // accepted: an acceptance near 1
    expect(stats.energy).toBeCloseTo(0.5 * (x * x + p * p), 13);
    expect(stats.energyError).toBeCloseTo(0.5 * (x * x + p * p - 1 - p0 * p0), 13);
  });

  it("draws a normal nearly afresh with paths of a quarter of its period", () => {
    const chain = hmc().start(normals([0.1, 1, 30]), [0.1, 1, 1], rng(2), 500);
    const draws = Array.from({ length: 2500 }, () => {
      chain.step();
      return chain.position[2] as number;
    }).slice(500);
    // The lag-one correlation of 2,000 draws, within 5 / √2000 of a small one.
    const correlation = draws.slice(1).reduce((sum, x, i) => sum + (x * (draws[i] as number)) / 900, 0) / 2000;
    expect(Math.abs(correlation)).toBeLessThan(0.2 + 5 / Math.sqrt(2000));
  });

  it("counts divergences and stays where it was", () => {
    const chain = hmc().start(funnel(6), new Float64Array(6), rng(3), 0, { stepSize: 1.5, metric: [1, 1, 1, 1, 1, 1] });
    let diverging = 0;
    for (let i = 0; i < 300; i++) {
      const before = Array.from(chain.position);
      const stats = chain.step();
      diverging += stats.diverging as number;
      if (stats.diverging) expect(Array.from(chain.position)).toEqual(before);
    }
    expect(diverging).toBeGreaterThan(0);
  });

  it("says what is wrong", () => {
    expect(() => hmc({ pathLength: 0 })).toThrow("hmc: pathLength must be positive (π / 2 is usual), but it is 0");
    expect(() => hmc({ jitter: 1 })).toThrow("hmc: jitter must lie in [0, 1), but it is 1");
    expect(() => hmc({ steps: 10 } as object)).toThrow(
      'no option "steps"; there are: targetAccept, metric, adaptation',
    );
    expect(() => hmc().start(betaOnUnit(2, 2), [2], rng(1), 10)).toThrow("hmc: the log density is -Infinity");
  });
});
