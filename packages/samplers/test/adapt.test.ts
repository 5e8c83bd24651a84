/** Hold step-size and metric adaptation to hand calculations and to targets whose scales are known. */
import { rng } from "@credence/math";
import { describe, expect, it } from "vitest";
import { addToWindow, metricWindow, writeFisherMetric, writeGradientMetric } from "../src/adapt/diagonal-metric.js";
import { average, averagedStep, currentStep, startAveraging } from "../src/adapt/dual-averaging.js";
import { gain, rescale, reshape, targetAcceptance, updateFactor } from "../src/adapt/robust-scale.js";
import { phases, stanWindows } from "../src/adapt/schedule.js";
import { findStepSize } from "../src/adapt/step-size.js";
import { stateOffset } from "../src/hamiltonian/operations.js";
import { phaseSpace } from "../src/hamiltonian/space.js";
import { type NutsTuning, nuts } from "../src/index.js";
import { correlatedNormal, normals } from "./targets.js";

describe("dual averaging", () => {
  it("follows the recursion worked out by hand", () => {
    // ε₀ = 0.1, so μ = log 1 = 0; target 0.8.
    // 1: a = 0.5; w = 1/11; H̄ = 0.3/11; log ε = −H̄/0.05 = −6/11; weight 1: log ε̄ = −6/11
    // 2: a = 1 (of 1.3); w = 1/12; H̄ = (11/12)(0.3/11) − 0.2/12 = 0.1/12; log ε = −√2/6; weight 2^-0.75
    let state = startAveraging(0.1);
    expect(state.mu).toBeCloseTo(0, 15);
    expect(currentStep(state)).toBeCloseTo(0.1, 15);
    state = average(state, 0.5, 0.8);
    expect(state.error).toBeCloseTo(0.3 / 11, 15);
    expect(state.logStep).toBeCloseTo(-6 / 11, 14);
    expect(state.logAverage).toBeCloseTo(-6 / 11, 14);
    state = average(state, 1.3, 0.8);
    const weight = 0.5946035575013605; // 2^-0.75
    expect(state.error).toBeCloseTo(0.1 / 12, 15);
    expect(state.logStep).toBeCloseTo(-Math.SQRT2 / 6, 14);
    expect(state.logAverage).toBeCloseTo((1 - weight) * (-6 / 11) + weight * (-Math.SQRT2 / 6), 14);
    expect(averagedStep(state)).toBeCloseTo(Math.exp(state.logAverage), 14);
    expect(state.count).toBe(2);
  });

  it("settles where a smooth acceptance curve meets the target", () => {
    let state = startAveraging(5);
    for (let i = 0; i < 20000; i++) state = average(state, Math.exp(-currentStep(state)), 0.8);
    expect(averagedStep(state)).toBeCloseTo(-Math.log(0.8), 2);
  });
});

describe("the step-size search", () => {
  it("ends where one step's acceptance crosses 0.8, from either side", () => {
    for (const guess of [1e-4, 1, 1e4]) {
      const space = phaseSpace(normals([1, 1, 1, 1]), 2, 0);
      const [from, spare] = [stateOffset(space.layout, 0), stateOffset(space.layout, 1)];
      (space.positions[0] as Float64Array).set([1, -1, 1, -1]);
      const logDensity = space.vectors.evaluate(from);
      const stepSize = findStepSize("nuts", space.vectors, from, spare, logDensity, guess, rng(2));
      expect(stepSize).toBeGreaterThan(0.2);
      expect(stepSize).toBeLessThan(5);
      expect(Array.from(space.positions[0] as Float64Array)).toEqual([1, -1, 1, -1]);
    }
  });
});

describe("the metric", () => {
  it("is exact for independent normals after two draws", () => {
    const sds = [0.1, 1, 30];
    const window = metricWindow(3);
    const metric = new Float64Array(3).fill(1);
    for (const draw of [
      [0.3, -1, 4],
      [-0.1, 2, 50],
    ]) {
      const gradient = draw.map((x, i) => -x / (sds[i] as number) ** 2);
      addToWindow(window, Float64Array.from(draw), Float64Array.from(gradient));
    }
    writeFisherMetric(window, metric);
    metric.forEach((variance, i) => {
      expect(variance).toBeCloseTo((sds[i] as number) ** 2, 10);
    });
  });

  it("leaves entries that say nothing as they were", () => {
    const metric = Float64Array.of(7, 7);
    writeFisherMetric(metricWindow(2), metric);
    expect(Array.from(metric)).toEqual([7, 7]);
    writeGradientMetric(Float64Array.of(0, -4), metric);
    expect(Array.from(metric)).toEqual([7, 0.25]);
  });

  it("of a correlated normal is the geometric mean of marginal and conditional variance", () => {
    // var(draw) = 1 and var(gradient) = 1/(1 − ρ²), so the diagonal is √(1 − ρ²) = 0.6 at ρ = 0.8. 800 draws of warmup
    // leave about 350 in the last window: within 20 %.
    for (const seed of [1, 2, 3]) {
      const chain = nuts().start(correlatedNormal(0.8), [1, 1], rng(seed), 800);
      for (let i = 0; i < 800; i++) chain.step();
      for (const variance of (chain.tuning() as unknown as NutsTuning).metric as number[]) {
        expect(Math.abs(variance / 0.6 - 1)).toBeLessThan(0.2);
      }
    }
  });

  it("finds scales from 0.001 to 1000, and acceptance near its target", () => {
    const sds = [1e-3, 1, 1e3];
    const chain = nuts().start(normals(sds), [1, 1, 1], rng(4), 500);
    for (let i = 0; i < 500; i++) chain.step();
    const { metric } = chain.tuning() as unknown as NutsTuning;
    (metric as number[]).forEach((variance, i) => {
      expect(variance / (sds[i] as number) ** 2).toBeCloseTo(1, 10);
    });
    let acceptance = 0;
    for (let i = 0; i < 500; i++) acceptance += (chain.step().acceptance as number) / 500;
    expect(acceptance).toBeGreaterThan(0.7);
    expect(acceptance).toBeLessThan(0.95);
  });
});

describe("the step size that is kept", () => {
  it("is accepted as often as the target says, after a short warmup too", () => {
    // Moves as large as the first ones would leave 0.89 for 0.8. A mean over four chains of 400 draws strays by 0.01.
    for (const [target, tune] of [
      [0.8, 200],
      [0.8, 1000],
      [0.65, 400],
      [0.9, 400],
    ] as const) {
      let acceptance = 0;
      for (const seed of [1, 2, 3, 4]) {
        const sds = Array.from({ length: 20 }, (_, i) => 1 + i / 5);
        const chain = nuts({ targetAccept: target }).start(normals(sds), sds, rng(seed), tune);
        for (let i = 0; i < tune; i++) chain.step();
        for (let i = 0; i < 400; i++) acceptance += (chain.step().acceptance as number) / 1600;
      }
      expect(Math.abs(acceptance - target), `${target} after ${tune}`).toBeLessThan(0.05);
    }
  });
});

describe("Stan's adaptation", () => {
  it("keeps the average of its last phase, which is accepted more often than the target says", () => {
    for (const seed of [1, 2, 3, 4]) {
      const sds = Array.from({ length: 20 }, (_, i) => 1 + i / 5);
      const chain = nuts({ adaptation: "stan", targetAccept: 0.8 }).start(normals(sds), sds, rng(seed), 1000);
      for (let i = 0; i < 1000; i++) chain.step();
      let acceptance = 0;
      for (let i = 0; i < 400; i++) acceptance += (chain.step().acceptance as number) / 400;
      expect(acceptance).toBeGreaterThan(0.78);
      expect(acceptance).toBeLessThan(0.95);
    }
  });
});

describe("the schedule", () => {
  it("keeps the last 15 % for the step size, more of a short warmup", () => {
    expect(phases(1000)).toEqual({ earlyEnd: 300, metricEnd: 850 });
    expect(phases(100)).toEqual({ earlyEnd: 30, metricEnd: 80 });
    expect(phases(10)).toEqual({ earlyEnd: 3, metricEnd: 5 });
    expect(phases(0)).toEqual({ earlyEnd: 0, metricEnd: 0 });
  });

  it("has Stan's windows", () => {
    // Stan Reference Manual, "Automatic parameter tuning": 75, then 25 doubling, then 50; of 1,000 the last slow window is 500.
    const ends = (tune: number) => {
      const { next } = stanWindows(tune);
      return Array.from({ length: tune + 1 }, (_, seen) => seen).filter((seen) => next(seen, 0, 25) !== undefined);
    };
    expect(ends(1000)).toEqual([100, 150, 250, 450, 950]);
    expect(ends(150)).toEqual([100]);
    expect(ends(300)).toEqual([100, 150, 250]);
    expect(ends(100)).toEqual([90]); // 15 %, 75 %, 10 %
    expect(ends(19)).toEqual([]); // too short for any
    expect(stanWindows(1000)).toMatchObject({ metricStart: 75, metricEnd: 950 });
  });
});

describe("random-walk adaptation", () => {
  it("updates and downdates a Cholesky factor like the matrix itself", () => {
    const d = 3;
    const factor = Float64Array.of(2, 0, 0, 0.5, 1.5, 0, -0.3, 0.4, 1);
    const product = (s: Float64Array) =>
      Array.from({ length: d * d }, (_, at) => {
        const [i, j] = [Math.floor(at / d), at % d];
        let sum = 0;
        for (let k = 0; k < d; k++) sum += (s[i * d + k] as number) * (s[j * d + k] as number);
        return sum;
      });
    const x = [0.3, -0.2, 0.5];
    for (const sign of [1, -1] as const) {
      const before = product(factor);
      updateFactor(factor, Float64Array.from(x), sign);
      product(factor).forEach((value, at) => {
        const outer = (x[Math.floor(at / d)] as number) * (x[at % d] as number);
        expect(value).toBeCloseTo((before[at] as number) + sign * outer, 13);
      });
    }
  });

  it("stretches a factor along the last proposal by 1 + change, and nowhere else", () => {
    const factor = Float64Array.of(1, 0, 0, 1);
    reshape(factor, Float64Array.of(3, 4), 0.5, new Float64Array(2));
    // I + 0.5 u uᵀ / 25
    const covariance = [
      (factor[0] as number) ** 2,
      (factor[0] as number) * (factor[2] as number),
      (factor[2] as number) ** 2 + (factor[3] as number) ** 2,
    ];
    [1 + 0.5 * (9 / 25), 0.5 * (12 / 25), 1 + 0.5 * (16 / 25)].forEach((value, i) => {
      expect(covariance[i]).toBeCloseTo(value, 14);
    });
  });

  it("aims at the known acceptance rates with shrinking gains", () => {
    expect(targetAcceptance(1)).toBeCloseTo(0.44, 15);
    expect(targetAcceptance(100)).toBeCloseTo(0.236, 3);
    expect(gain(1, 3)).toBe(1);
    expect(gain(1000, 3)).toBeCloseTo(0.03, 12);
    expect(rescale(2, 8000, 0.44)).toBe(2);
    expect(rescale(2, 8000, 1)).toBeGreaterThan(2);
  });
});
