/** Hold starting points to what they promise: finite densities, and normal approximations that fit. */
import { rng } from "@credence/math";
import { describe, expect, it } from "vitest";
import { nuts, pathfinderStart } from "../src/index.js";
import { applyFactor, applyTransposed, diagonalOf, inverseHessian, nextDiagonal } from "../src/init/inverse-hessian.js";
import { average } from "./ess.js";
import { correlatedNormal, discrete, eightSchools, normals, standardNormal } from "./targets.js";

describe("the inverse Hessian", () => {
  const alpha = Float64Array.of(0.5, 1, 2, 0.8);
  const pairs = [
    { step: Float64Array.of(1, 0.2, -0.3, 0.1), change: Float64Array.of(2, 0.1, -0.5, 0.3) },
    { step: Float64Array.of(-0.2, 1, 0.4, 0), change: Float64Array.of(-0.1, 1.5, 0.6, 0.2) },
    { step: Float64Array.of(0.3, 0.1, 0.7, -0.6), change: Float64Array.of(0.5, 0, 0.4, -0.9) },
  ];

  it("is the one that BFGS updates make of a dense matrix", () => {
    const n = 4;
    const at = (m: number[][], i: number, j: number) => m[i]?.[j] as number;
    let dense = Array.from(alpha, (a, i) => Array.from(alpha, (_, j) => (i === j ? a : 0)));
    for (const { step: s, change: z } of pairs) {
      const rho = 1 / s.reduce((sum, si, i) => sum + si * (z[i] as number), 0);
      const v = dense.map((_, i) => dense.map((_, j) => (i === j ? 1 : 0) - rho * (s[i] as number) * (z[j] as number)));
      dense = dense.map((_, i) =>
        dense.map((_, j) => {
          let sum = rho * (s[i] as number) * (s[j] as number);
          for (let k = 0; k < n; k++) for (let l = 0; l < n; l++) sum += at(v, i, k) * at(dense, k, l) * at(v, j, l);
          return sum;
        }),
      );
    }
    const hessian = inverseHessian(alpha, pairs);
    for (let j = 0; j < n; j++) {
      const unit = new Float64Array(n);
      unit[j] = 1;
      applyFactor(hessian, applyTransposed(hessian, unit)).forEach((value, i) => {
        expect(value).toBeCloseTo(at(dense, i, j), 12);
      });
      expect(diagonalOf(hessian)[j]).toBeCloseTo(at(dense, j, j), 12);
    }
    expect(Math.exp(hessian.logDeterminant)).toBeCloseTo(determinant(dense), 12);
  });

  it("starts from a diagonal that meets the newest pair's curvature", () => {
    const pair = pairs[0] as (typeof pairs)[0];
    const next = nextDiagonal(alpha, pair);
    expect(next.every((value) => value > 0)).toBe(true);
    // On a diagonal quadratic the exact diagonal is a fixed point.
    const exact = Float64Array.of(1, 4, 0.25, 9);
    const step = Float64Array.of(1, 2, -1, 0.5);
    const change = step.map((s, i) => s / (exact[i] as number));
    nextDiagonal(exact, { step, change }).forEach((value, i) => {
      expect(value).toBeCloseTo(exact[i] as number, 12);
    });
  });
});

/** By cofactors. */
function determinant(m: number[][]): number {
  if (m.length === 1) return m[0]?.[0] as number;
  return (m[0] as number[]).reduce(
    (sum, value, j) =>
      sum + (j % 2 ? -1 : 1) * value * determinant(m.slice(1).map((row) => row.filter((_, k) => k !== j))),
    0,
  );
}

describe("pathfinder", () => {
  const LOG_TWO_PI = 1.8378770664093453;

  it("finds a normal target itself: its bound is the log normalising constant", () => {
    for (const [target, logVolume] of [
      [correlatedNormal(0.8), LOG_TWO_PI + Math.log(0.6)],
      [normals([0.5, 1, 2, 4]), 2 * LOG_TWO_PI + Math.log(4)],
    ] as const) {
      const found = pathfinderStart(target, [3, -1, 2, 1].slice(0, target.dimension), rng(3));
      // The bound is short of it by the divergence from the approximation: small, and never positive on average.
      expect(found.elbo).toBeGreaterThan(logVolume - 0.3);
      expect(found.elbo).toBeLessThan(logVolume + 0.5);
      expect(found.logDensity).toBe(found.logDensities[0]);
      expect(Array.from(found.position)).toEqual(Array.from(found.draws.subarray(0, target.dimension)));
    }
  });

  it("reports what its draws weigh", () => {
    const target = normals([1, 3]);
    const found = pathfinderStart(target, [2, -5], rng(4), { draws: 2000 });
    // Importance weights average to the normalising constant: 2π · 3.
    const ratios = found.logDensities.map((logDensity, i) =>
      Math.exp(logDensity - (found.logApproximations[i] as number)),
    );
    const mean = average(ratios);
    const sd = Math.sqrt(average(ratios.map((ratio) => (ratio - mean) ** 2)));
    expect(Math.abs(mean - 6 * Math.PI)).toBeLessThan((5 * sd) / Math.sqrt(2000) + 1e-9);
    expect(found.draws.length).toBe(4000);
    expect(Math.abs((found.variances[1] as number) / 9 - 1)).toBeLessThan(0.5);
  });

  it("starts eight schools in the typical set, with a metric that NUTS can use", () => {
    const target = eightSchools();
    const found = pathfinderStart(
      target,
      Float64Array.from({ length: 10 }, (_, i) => (i % 2 ? 2 : -2)),
      rng(5),
    );
    // NUTS draws have log densities of mean -7.0 and standard deviation 2.3 here (4,000 draws).
    expect(found.logDensity).toBeGreaterThan(-7 - 5 * 2.3);
    const chain = nuts().start(target, found.position, rng(6), 100, { metric: Array.from(found.variances) });
    for (let i = 0; i < 100; i++) chain.step();
    expect(found.bestIteration).toBeLessThanOrEqual(found.iterations);
    expect(found.evaluations).toBeLessThan(500);
  });

  it("gives the same start for the same stream", () => {
    const run = () => pathfinderStart(eightSchools(), new Float64Array(10), rng(7)).draws;
    expect(run()).toEqual(run());
  });

  it("says what is wrong", () => {
    const discreteTarget = discrete([{ kind: "integer" }], () => 0);
    expect(() => pathfinderStart(discreteTarget, [1], rng(1))).toThrow("coordinate 0 is discrete");
    expect(() => pathfinderStart(standardNormal(2), [0], rng(1))).toThrow("the start has 1 values");
    // Already at the mode there is no path to learn from.
    expect(() => pathfinderStart(standardNormal(2), [0, 0], rng(1))).toThrow("pathfinder: none of 1 ");
  });
});
