/** Hold dense and low-rank metrics to covariances that are known, and their operations to matrices written out. */
import { cholesky, rng, solveCholesky } from "@credence/math";
import { describe, expect, it } from "vitest";
import { denseMetric } from "../src/adapt/dense-metric.js";
import { diagonalMetric } from "../src/adapt/diagonal-metric.js";
import { geometricMean } from "../src/adapt/fisher.js";
import { lowRankMetric } from "../src/adapt/low-rank-metric.js";
import type { Metric } from "../src/adapt/metric.js";
import { stateOffset } from "../src/hamiltonian/operations.js";
import { type PhaseSpace, phaseSpace } from "../src/hamiltonian/space.js";
import { type HamiltonianTuning, type LowRank, nuts, type Target } from "../src/index.js";
import { continuous, funnel } from "./targets.js";

/** A normal of mean 0 and covariance C, drawn by its Cholesky factor. */
function normalOf(covariance: Float64Array, dimension: number) {
  const factor = cholesky(covariance);
  const gradientAt = (x: Float64Array): Float64Array => solveCholesky(factor, x).map((value) => -value);
  const target: Target = continuous(dimension, (x, gradient) => {
    const g = gradientAt(x);
    gradient.set(g);
    return 0.5 * x.reduce((sum, xi, i) => sum + xi * (g[i] as number), 0);
  });
  const draw = (stream: ReturnType<typeof rng>): Float64Array => {
    const z = Float64Array.from({ length: dimension }, () => stream.normal());
    return z.map((_, i) => z.reduce((sum, zj, j) => sum + (factor[i * dimension + j] as number) * zj, 0));
  };
  return { target, draw, gradientAt };
}

/** Scales of 1 to d, and the correlation 0.9^|i − j|. */
const autoregressive = (d: number): Float64Array =>
  Float64Array.from({ length: d * d }, (_, at) => {
    const [i, j] = [Math.floor(at / d), at % d];
    return (i + 1) * (j + 1) * 0.9 ** Math.abs(i - j);
  });

/** Independent but for one direction of all coordinates, 100 times as wide. */
const oneWideDirection = (d: number): Float64Array =>
  Float64Array.from({ length: d * d }, (_, at) => (at % (d + 1) === 0 ? 1 : 0) + 99 / d);

function spaceOf(target: Target): PhaseSpace {
  return phaseSpace(target, 2, 0);
}

/** M⁻¹ as a metric applies it, by rows: the velocities of unit momenta, found through leapfrog steps on a flat target. */
function matrixOf(make: (space: PhaseSpace) => Metric<never>, d: number, teach: (metric: Metric<never>) => void) {
  const space = spaceOf(continuous(d, () => 0));
  const metric = make(space);
  teach(metric);
  const { memory, layout } = space;
  const [from, to] = [stateOffset(layout, 0), stateOffset(layout, 1)];
  return Array.from({ length: d }, (_, i) => {
    memory.fill(0, from, from + 4 * layout.stride);
    memory[from + 2 * layout.stride + i] = 1;
    metric.vectors.leap(from, to, 1);
    return Array.from(memory.subarray(to, to + d));
  });
}

describe("the geometric mean", () => {
  it("solves Σ B Σ = A", () => {
    const a = autoregressive(4);
    const b = oneWideDirection(4);
    const mean = geometricMean(a, b);
    const times = (x: Float64Array, y: Float64Array) =>
      Float64Array.from({ length: 16 }, (_, at) => {
        let sum = 0;
        for (let k = 0; k < 4; k++) sum += (x[Math.floor(at / 4) * 4 + k] as number) * (y[k * 4 + (at % 4)] as number);
        return sum;
      });
    times(times(mean, b), mean).forEach((value, at) => {
      expect(value).toBeCloseTo(a[at] as number, 10);
    });
  });

  it("of commuting matrices is √(a / b)", () => {
    const mean = geometricMean(Float64Array.of(1, 0, 0, 9), Float64Array.of(4, 0, 0, 1));
    [0.5, 0, 0, 3].forEach((value, at) => {
      expect(mean[at]).toBeCloseTo(value, 14);
    });
  });
});

describe("estimates of a normal's covariance", () => {
  /** Teaches a metric `count` exact draws with their gradients. */
  const exactDraws = (covariance: Float64Array, d: number, count: number) => (metric: Metric<never>) => {
    const { draw, gradientAt } = normalOf(covariance, d);
    const windows = metric.windows();
    const stream = rng("metrics", d);
    for (let k = 0; k < count; k++) {
      const x = draw(stream);
      metric.add(windows, x, gradientAt(x));
    }
    metric.estimate(windows);
  };
  const largestError = (matrix: readonly (readonly number[])[], covariance: Float64Array): number => {
    const d = matrix.length;
    const scale = (i: number) => Math.sqrt(covariance[i * d + i] as number);
    return Math.max(
      ...matrix.flatMap((row, i) =>
        row.map((value, j) => Math.abs(value - (covariance[i * d + j] as number)) / (scale(i) * scale(j))),
      ),
    );
  };

  it("are exact but for the ridge from as many draws as span its space", () => {
    const d = 12;
    const dense = matrixOf((space) => denseMetric(space, "fisher") as never, d, exactDraws(autoregressive(d), d, 40));
    expect(largestError(dense, autoregressive(d))).toBeLessThan(0.01);
  });

  it("find one wide direction in a space that they span by far not", () => {
    const d = 200;
    const covariance = oneWideDirection(d);
    const matrix = matrixOf((space) => lowRankMetric(space) as never, d, exactDraws(covariance, d, 60));
    const along = matrix.flat().reduce((sum, value) => sum + value, 0) / d; // 1ᵀ M⁻¹ 1 / d
    // 100, but for the factor of two within which directions are left alone.
    expect(along).toBeGreaterThan(50);
    expect(along).toBeLessThan(200);
  });

  it("in Stan's way are sample covariances, shrunk", () => {
    const d = 3;
    const threeDraws: Parameters<typeof matrixOf>[2] = (metric) => {
      const windows = metric.windows();
      for (const x of [
        [1, 0, 2],
        [3, 1, 2],
        [2, 5, -1],
      ])
        metric.add(windows, Float64Array.from(x), new Float64Array(d));
      metric.estimate(windows);
    };
    const rows = matrixOf((space) => denseMetric(space, "stan") as never, d, threeDraws);
    // n = 3: 3/8 of the sample covariance (variances 1, 7, 3), and 0.001 · 5/8 on the diagonal.
    const expected = [
      [1, 0.5, 0],
      [0.5, 7, -4.5],
      [0, -4.5, 3],
    ].map((row, i) => row.map((value, j) => (3 / 8) * value + (i === j ? 0.001 * (5 / 8) : 0)));
    rows.forEach((row, i) => {
      row.forEach((value, j) => {
        expect(value).toBeCloseTo(expected[i]?.[j] as number, 12);
      });
    });
    const variances = matrixOf((space) => diagonalMetric(space, "stan") as never, d, threeDraws);
    variances.forEach((row, i) => {
      expect(row[i]).toBeCloseTo(expected[i]?.[i] as number, 12);
    });
  });
});

describe("momenta", () => {
  it.each(["dense", "lowRank"] as const)("of a %s metric have the inverse of its covariance", (shape) => {
    const d = 5;
    const target = normalOf(autoregressive(d), d).target;
    const space = spaceOf(target);
    const metric = shape === "dense" ? denseMetric(space, "fisher") : lowRankMetric(space);
    const { draw, gradientAt } = normalOf(autoregressive(d), d);
    const windows = metric.windows();
    const stream = rng("momenta", shape);
    for (let k = 0; k < 30; k++) {
      const x = draw(stream);
      metric.add(windows, x, gradientAt(x));
    }
    metric.estimate(windows);
    // p ~ N(0, M) makes p · M⁻¹ p chi-squared with d degrees of freedom, and the velocities' covariance M⁻¹.
    const { memory, layout } = space;
    const v = stateOffset(layout, 0) + 3 * layout.stride;
    const n = 20000;
    let energy = 0;
    let product = 0;
    for (let k = 0; k < n; k++) {
      energy += 2 * metric.vectors.momentum(stateOffset(layout, 0), stream);
      product += (memory[v] as number) * (memory[v + 4] as number);
    }
    expect(Math.abs(energy / n - d) / Math.sqrt((2 * d) / n)).toBeLessThan(5);
    // cov(v₀, v₄) = 5 · 0.9⁴ = 3.28, with a standard error of √((1 · 25 + 3.28²) / n); low rank leaves some of it out.
    if (shape === "dense") expect(Math.abs(product / n - 3.2805) / Math.sqrt(35.8 / n)).toBeLessThan(6);
  });
});

describe("nuts", () => {
  it.each(["dense", "lowRank"] as const)("with a %s metric needs few steps on a correlated normal", (metric) => {
    const d = 40;
    const steps = (sampler: ReturnType<typeof nuts>): number => {
      const chain = sampler.start(normalOf(autoregressive(d), d).target, new Float64Array(d).fill(1), rng(4), 500);
      let total = 0;
      for (let i = -500; i < 200; i++) {
        const stats = chain.step();
        if (i >= 0) total += (stats.leapfrogSteps as number) / 200;
      }
      return total;
    };
    expect(steps(nuts({ metric }))).toBeLessThan(10);
    expect(steps(nuts())).toBeGreaterThan(20);
  });

  it("tells a low-rank metric by its variances and directions", () => {
    const d = 10;
    const chain = nuts({ metric: "lowRank" }).start(
      normalOf(oneWideDirection(d), d).target,
      new Float64Array(d),
      rng(5),
      400,
    );
    for (let i = 0; i < 400; i++) chain.step();
    const { variances, values, directions } = (chain.tuning() as unknown as HamiltonianTuning).metric as LowRank;
    expect(variances.length).toBe(d);
    expect(values.length).toBe(directions.length);
    const widest = directions[values.indexOf(Math.max(...values))] as readonly number[];
    // The direction of all coordinates alike: its cosine with (1, …, 1).
    expect(Math.abs(widest.reduce((sum, value) => sum + value, 0)) / Math.sqrt(d)).toBeGreaterThan(0.95);
  });

  it.each(["dense", "lowRank"] as const)("starts a %s metric from plain variances", (metric) => {
    const tuning = { stepSize: 0.5, metric: [1, 4, 9] };
    const target = normalOf(autoregressive(3), 3).target;
    const [a, b] = [nuts({ metric }), nuts()].map((sampler) => sampler.start(target, [1, 1, 1], rng(6), 0, tuning));
    for (let i = 0; i < 50; i++) {
      a?.step();
      b?.step();
      a?.position.forEach((value, k) => {
        expect(value).toBeCloseTo(b?.position[k] as number, 8);
      });
    }
    const wrong = {
      stepSize: 0.5,
      metric: [
        [1, 2],
        [3, 4],
      ],
    };
    expect(() => nuts({ metric }).start(target, [1, 1, 1], rng(6), 0, wrong)).toThrow(
      "nuts: tuning.metric must hold 3",
    );
  });

  it.each(["dense", "lowRank"] as const)("survives the funnel with a %s metric", (metric) => {
    const chain = nuts({ metric }).start(funnel(10), new Float64Array(10), rng(7), 300);
    for (let i = 0; i < 400; i++) expect(Number.isFinite(chain.step().logDensity)).toBe(true);
  });
});
