/** Hold WALNUTS to steps that lead back, to NUTS where nothing is halved, and to Neal's funnel, where NUTS fails. */
import { exp, rng } from "@credence/math";
import { describe, expect, it } from "vitest";
import { macroSteps } from "../src/hamiltonian/macro-step.js";
import { stateOffset } from "../src/hamiltonian/operations.js";
import { phaseSpace } from "../src/hamiltonian/space.js";
import { experimental_walnuts, nuts, type Sampler, type Target } from "../src/index.js";
import { average, effectiveSize } from "./ess.js";
import { funnel, normals } from "./targets.js";

describe("a macro step", () => {
  /** Macro steps from state 0 to 1 and from 1 to 2 of a target's phase space. */
  const over = (target: Target, maxHalvings: number) => {
    const space = phaseSpace(target, 4, 0);
    const [from = 0, to = 0, back = 0] = [0, 1, 2].map((k) => stateOffset(space.layout, k));
    const logDensity = () => space.vectors.evaluate(from);
    const macro = macroSteps(space.vectors, space.layout, { maxEnergyError: 0.3, maxHalvings }, logDensity);
    return { ...macro, space, from, to, back };
  };

  it("leads back to where it came from, and says so where it would not", () => {
    const { space, vectors, gradients, diverged, from, to, back } = over(funnel(4), 10);
    const stream = rng("macro");
    const seen = { whole: 0, halved: 0, oneWay: 0 };
    for (let i = 0; i < 400; i++) {
      const [start, , end] = space.positions as [Float64Array, Float64Array, Float64Array];
      const v = 3 * stream.normal();
      start.set([v, ...[1, 2, 3].map(() => exp(v / 2) * stream.normal())]);
      const energy = -space.vectors.evaluate(from) + vectors.momentum(from, stream);
      const kinetic = vectors.leap(from, to, 0.6);
      expect(diverged()).toBe(false);
      if (kinetic === Infinity) seen.oneWay += 1;
      else {
        seen[gradients() === 1 ? "whole" : "halved"] += 1;
        expect(Math.abs(kinetic - vectors.logDensity() - energy)).toBeLessThanOrEqual(0.3);
        expect(vectors.leap(to, back, -0.6)).toBeLessThan(Infinity);
        for (const [k, x] of start.entries()) expect(end[k]).toBeCloseTo(x, 6);
      }
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
  });

  it("diverges where no halving keeps the energy", () => {
    const { vectors, gradients, acceptance, diverged, from, to } = over(normals([0.01]), 2);
    vectors.momentum(from, rng(1));
    expect(vectors.leap(from, to, 1)).toBe(Infinity);
    expect([diverged(), gradients(), acceptance()]).toEqual([true, 3, 0]);
  });
});

describe("experimental_walnuts", () => {
  it("draws what NUTS draws where no step is halved", () => {
    const target = normals([0.5, 1, 2]);
    const tuning = { stepSize: 0.4, metric: [1, 1, 2] };
    const run = (sampler: Sampler) => {
      const chain = sampler.start(target, [1, 0, 1], rng(3), 0, tuning);
      return Array.from({ length: 200 }, () => {
        const { acceptance, ...stats } = chain.step();
        return [...chain.position, ...Object.values(stats)];
      });
    };
    expect(run(experimental_walnuts({ maxEnergyError: 100 }))).toEqual(run(nuts()));
  });

  it("finds the neck of the funnel, which NUTS misses for as many gradients", () => {
    // 4 chains each; log of the scale ~ normal(0, 3), and P(< −4) = Φ(−4/3) = 0.0912112. Beyond 5 standard errors once in
    // 1.7 million comparisons; there are three.
    const right = onFunnel(experimental_walnuts(), 4000);
    for (const z of right.errors) expect(z).toBeLessThan(5);
    expect(right.below).toBeGreaterThan(0.04);
    const biased = onFunnel(nuts({ targetAccept: 0.8 }), 10_000);
    expect(biased.gradients).toBeGreaterThan(right.gradients);
    expect(biased.below).toBe(0);
  });

  it("says what is wrong with options", () => {
    expect(() => experimental_walnuts({ maxEnergyError: 0 })).toThrow("maxEnergyError must be positive (1 is usual)");
    expect(() => experimental_walnuts({ maxHalvings: 21 })).toThrow("maxHalvings must be a whole number from 0 to 20");
    expect(() => experimental_walnuts({ maxTreeDepth: 0 })).toThrow("maxTreeDepth must be a whole number from 1 to 20");
  });
});

/** Errors of mean, variance and share below −4 of the log scale, in standard errors; that share; gradients of the draws. */
function onFunnel(sampler: Sampler, draws: number) {
  let gradients = 0;
  const series = [0, 1, 2, 3].map((c) => {
    const chain = sampler.start(funnel(11), new Float64Array(11), rng(17, c), 1000);
    for (let i = 0; i < 1000; i++) chain.step();
    return Float64Array.from({ length: draws }, () => {
      gradients += chain.step().leapfrogSteps as number;
      return chain.position[0] as number;
    });
  });
  const functionals = [
    { of: (v: number) => v, mean: 0 },
    { of: (v: number) => v * v, mean: 9 },
    { of: (v: number) => (v < -4 ? 1 : 0), mean: 0.0912112 },
  ];
  const estimates = functionals.map(({ of, mean }) => {
    const values = series.map((chain) => chain.map(of));
    const all = values.flatMap((chain) => Array.from(chain));
    const centre = average(all);
    const variance = average(all.map((value) => (value - centre) ** 2));
    return { centre, error: Math.abs(centre - mean) / Math.sqrt(variance / effectiveSize(values)) };
  });
  return { errors: estimates.map(({ error }) => error), below: estimates[2]?.centre, gradients };
}
