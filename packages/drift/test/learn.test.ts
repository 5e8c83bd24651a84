/** Hold learning to differences of the evidence, to grid quadrature, and the likelihood in models to both. */

import { mcseMean } from "@credence/diagnostics";
import { dim } from "@credence/draws";
import { sampleSync } from "@credence/inference";
import { rng } from "@credence/math";
import { beta, column, lognormal, model } from "@credence/model";
import { nuts } from "@credence/samplers";
import { describe, expect, test } from "vitest";
import { drift, driftPosterior, jacobi, learn, type Parameters, type Step } from "../src/index.js";
import { evidenceOf, filterEvidence } from "../src/learn/evidence.js";
import { type Evidence, spectralEvidence } from "../src/learn/gradient.js";
import { HOPELESS, shortfall } from "../src/learn/hopeless.js";
import { driftMean } from "../src/learn/mean-prior.js";

const simulated = (process: Parameters, count: number, gap: number, trials: number, seed: number): Step[] => {
  const stream = rng(seed, "series");
  const path = jacobi(process).simulate({ times: Array.from({ length: count }, (_, i) => i * gap), rng: stream });
  return Array.from(path, (x, i) => {
    let successes = 0;
    for (let k = 0; k < trials; k++) successes += Number(stream.uniform() < x);
    return { dt: i === 0 ? 0 : gap, successes, trials };
  });
};

describe("the gradient of the evidence", () => {
  test.each([
    [{ rate: 0.4, alpha: 4, beta: 16 }, 20, 0.1],
    [{ rate: 0.7, alpha: 0.3, beta: 0.6 }, 8, 0.5],
    [{ rate: 0.2, alpha: 1, beta: 49 }, 100, 1],
    [{ rate: 2, alpha: 0.5, beta: 0.5 }, 3, 0.01],
  ])("%j: value of the filter, slopes of central differences", (process, trials, gap) => {
    const steps = simulated(process, 30, gap, trials, 4).map((step, i) => ({ ...step, dt: step.dt * (1 + (i % 3)) }));
    const { value, gradient } = spectralEvidence(process, steps) as NonNullable<ReturnType<typeof spectralEvidence>>;
    expect(Math.abs(value - filterEvidence(process, steps))).toBeLessThan(1e-10);
    for (const name of ["rate", "alpha", "beta"] as const) {
      const at = (factor: number): number => filterEvidence({ ...process, [name]: process[name] * factor }, steps);
      const h = 1e-4;
      const slope = (8 * (at(1 + h) - at(1 - h)) - (at(1 + 2 * h) - at(1 - 2 * h))) / (12 * h * process[name]);
      expect(Math.abs(gradient[name] - slope)).toBeLessThan(1e-7 * Math.max(1, Math.abs(slope)));
    }
  });

  const repeated = (count: number, at: (i: number) => Step): Step[] => Array.from({ length: count }, (_, i) => at(i));
  test.each([
    [
      "100,000 trials",
      { rate: 0.4, alpha: 4, beta: 16 },
      simulated({ rate: 0.4, alpha: 4, beta: 16 }, 10, 0.1, 1e5, 4),
    ],
    [
      "100,000 trials, shape below 1",
      { rate: 0.4, alpha: 0.4, beta: 1.6 },
      simulated({ rate: 0.4, alpha: 4, beta: 16 }, 10, 0.1, 1e5, 5),
    ],
    [
      "few successes of many",
      { rate: 0.7, alpha: 0.05, beta: 5 },
      repeated(15, (i) => ({ dt: 0.3, successes: i % 3 === 0 ? 7 : 0, trials: 1e4 })),
    ],
    ["no successes", { rate: 0.7, alpha: 0.5, beta: 5 }, repeated(8, () => ({ dt: 0.3, successes: 0, trials: 2000 }))],
    [
      "gaps of nothing and next to nothing",
      { rate: 0.7, alpha: 2, beta: 5 },
      repeated(9, (i) => ({
        dt: [0, 1e-5, 0.2][i % 3] as number,
        successes: 3 + (i % 2),
        trials: i % 4 === 1 ? 8 : 20,
      })),
    ],
    [
      "times without trials",
      { rate: 0.7, alpha: 2, beta: 5 },
      repeated(9, (i) => ({ dt: 0.2, successes: 0, trials: i % 3 })),
    ],
  ])("%s: value of the filter, slopes of central differences", (_, process, steps) => {
    const { value, gradient } = spectralEvidence(process, steps) as NonNullable<ReturnType<typeof spectralEvidence>>;
    expect(Math.abs(value - filterEvidence(process, steps))).toBeLessThan(1e-9);
    for (const name of ["rate", "alpha", "beta"] as const) {
      const at = (factor: number): number => filterEvidence({ ...process, [name]: process[name] * factor }, steps);
      const h = 2e-4;
      const slope = (8 * (at(1 + h) - at(1 - h)) - (at(1 + 2 * h) - at(1 - 2 * h))) / (12 * h * process[name]);
      expect(Math.abs(gradient[name] - slope)).toBeLessThan(1e-7 * Math.max(1, Math.abs(slope)));
    }
  });

  // Thirty updates of 20 trials, from a process of rate 0.4 and beta(4, 16): a sampler that has not settled asks for all of these.
  const successes = [0, 2, 3, 3, 4, 3, 5, 3, 1, 3, 5, 5, 1, 4, 3, 4, 1, 4, 8, 1, 5, 8, 8, 5, 6, 4, 4, 8, 10, 5];
  const unsettled = successes.map((each, i) => ({ dt: i === 0 ? 0 : 0.1, successes: each, trials: 20 }));
  test.each([
    ["a mean far too low", { rate: 0.6945, alpha: 1.996, beta: 148.93 }],
    ["a mean far too high", { rate: 0.114, alpha: 88.16, beta: 127.13 }],
    ["poles, and a rate next to nothing", { rate: 4.5e-5, alpha: 0.0178, beta: 39.1 }],
    ["a pole at no successes", { rate: 1.125, alpha: 0.0118, beta: 51 }],
  ])("under %s the series is improbable, and its evidence exact", (_, process) => {
    const { value, gradient } = spectralEvidence(process, unsettled) as Evidence;
    expect(Math.abs(value / filterEvidence(process, unsettled) - 1)).toBeLessThan(1e-10);
    for (const name of ["rate", "alpha", "beta"] as const) {
      const at = (h: number): number => filterEvidence({ ...process, [name]: process[name] * (1 + h) }, unsettled);
      const h = 5e-3; // the filter's mixtures are exact to a few 1e-9 here
      const slope = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
      expect(Math.abs(process[name] * gradient[name] - slope)).toBeLessThan(1e-6 * Math.max(1, Math.abs(slope)));
    }
  });

  const leap = { rate: 0.2, alpha: 2, beta: 98 };
  const leaps = [
    { dt: 0, successes: 2100, trials: 100_000 },
    { dt: 0.05, successes: 5000, trials: 100_000 },
    { dt: 1, successes: 1000, trials: 100_000 },
  ];

  test("a leap in which the sums cancel is differenced", () => {
    expect(spectralEvidence(leap, leaps)).toBeUndefined();
    const { value, gradient } = evidenceOf(leap, leaps) as Evidence;
    expect(value).toBe(filterEvidence(leap, leaps));
    const at = (factor: number): number => filterEvidence({ ...leap, rate: leap.rate * factor }, leaps);
    expect(gradient.rate).toBeCloseTo((at(1.001) - at(0.999)) / (0.002 * leap.rate), 3);
  });

  test("a process under which the series is hopelessly improbable is told cheaply, and only such a one", () => {
    const steps = simulated({ rate: 0.4, alpha: 4, beta: 16 }, 200, 0.1, 20, 4);
    const hopeless = { rate: 0.001, alpha: 300, beta: 0.1 };
    expect(evidenceOf(hopeless, steps)).toBeUndefined();
    expect(shortfall({ rate: 0.05, alpha: 10, beta: 40 }, steps)).toBeLessThan(HOPELESS);
    expect(filterEvidence({ rate: 2, alpha: 160, beta: 40 }, steps)).toBeLessThan(
      filterEvidence({ rate: 0.4, alpha: 4, beta: 16 }, steps) - 80,
    );
    expect(shortfall({ rate: 2, alpha: 160, beta: 40 }, steps)).toBeGreaterThan(HOPELESS);
    expect(shortfall(leap, leaps)).toBeLessThan(HOPELESS);
  });
});

test("maximum likelihood is a maximum, and its intervals hold the truth of a long series", () => {
  const truth = { rate: 1, alpha: 4, beta: 16 };
  const steps = simulated(truth, 80, 0.5, 30, 11);
  const { maximum, logEvidence, process, posterior } = learn(steps, { draws: 120 });
  for (const factor of [0.97, 1.03])
    for (const name of ["rate", "alpha", "beta"] as const)
      expect(filterEvidence({ ...process, [name]: process[name] * factor }, steps)).toBeLessThan(logEvidence);
  const values = { rate: 1, mean: 0.2, concentration: 20 };
  for (const name of ["rate", "mean", "concentration"] as const) {
    expect(maximum[name].low).toBeLessThan(values[name]);
    expect(maximum[name].high).toBeGreaterThan(values[name]);
    expect(Math.abs(posterior[name].median / maximum[name].estimate - 1)).toBeLessThan(0.5);
  }
  expect(posterior.paretoK).toBeLessThan(0.7);
});

test("the posterior in the language is that of grid quadrature (five standard errors)", () => {
  const steps = simulated({ rate: 0.8, alpha: 4, beta: 16 }, 15, 0.5, 15, 2);
  const day = dim("day", steps.length);
  const times = column(
    day,
    steps.map((_, i) => i * 0.5),
  );
  const trials = column(
    day,
    steps.map((step) => step.trials),
  );
  // Two unknowns, so that a grid of 30 × 30 is exact to four digits.
  const joint = model(() => {
    const mean = beta(2, 6);
    const concentration = lognormal(3, 0.5);
    const clicks = drift({ rate: 0.8, mean, concentration, trials, times });
    return { mean, concentration, clicks };
  });
  const posterior = joint().observe({ clicks: steps.map(({ successes }) => successes) });
  const trace = sampleSync(posterior, { sampler: nuts(), seed: 5, chains: 2, tune: 100, draws: 150 });

  let [total, first, second] = [0, 0, 0];
  const base = filterEvidence({ rate: 0.8, alpha: 4, beta: 16 }, steps);
  for (let i = 0; i < 30; i++)
    for (let j = 0; j < 30; j++) {
      const mean = 0.05 + (0.4 * (i + 0.5)) / 30;
      const logConcentration = 1 + (4 * (j + 0.5)) / 30;
      const concentration = Math.exp(logConcentration);
      const evidence = filterEvidence(
        { rate: 0.8, alpha: mean * concentration, beta: (1 - mean) * concentration },
        steps,
      );
      const weight = Math.exp(evidence - base - 0.5 * ((logConcentration - 3) / 0.5) ** 2) * mean * (1 - mean) ** 5;
      total += weight;
      first += weight * mean;
      second += weight * concentration;
    }
  const chains = (name: "mean" | "concentration"): Float64Array[] => {
    const { values } = trace[name];
    return [values.slice(0, values.length / 2), values.slice(values.length / 2)];
  };
  expect(Math.abs(average(chains("mean")) - first / total)).toBeLessThan(5 * mcseMean(chains("mean")));
  expect(Math.abs(average(chains("concentration")) - second / total)).toBeLessThan(
    5 * mcseMean(chains("concentration")),
  );
});

const average = (chains: readonly Float64Array[]): number =>
  chains.reduce((sum, chain) => sum + chain.reduce((all, x) => all + x, 0), 0) /
  chains.reduce((count, chain) => count + chain.length, 0);

test("where counts agree with a rate that stands still, the process is that of the posterior, not of a ridge", () => {
  const steps = [3, 4, 6].map((successes, i) => ({ dt: i === 0 ? 0 : 1, successes, trials: 10 }));
  const { process, maximum, posterior, notes } = learn(steps);
  expect(maximum.concentration.high).toBe(Infinity);
  expect(process.concentration).toBe(posterior.concentration.median);
  expect(process.rate).toBe(posterior.rate.median);
  expect(notes[0]).toMatch(/no clear maximum/);
});

test("the mean of the ready-made posterior is uniform before data, whatever moves it (five standard errors)", () => {
  const joint = model(() => {
    const scale = lognormal(0, 0.7);
    const mean = driftMean(-1.4, scale);
    return { scale, mean };
  });
  const trace = sampleSync(joint().observe({}), { sampler: nuts(), seed: 3, chains: 2, tune: 300, draws: 1000 });
  const chains = (values: ArrayLike<number>, power: number): Float64Array[] =>
    [0, 1000].map((from) => Float64Array.from({ length: 1000 }, (_, i) => (values[from + i] as number) ** power));
  for (const power of [1, 2, 3]) {
    const found = chains(trace.mean.values, power);
    expect(Math.abs(average(found) - 1 / (power + 1))).toBeLessThan(5 * mcseMean(found));
  }
  const scales = chains(trace.scale.values, 1);
  expect(Math.abs(average(scales) - Math.exp(0.245))).toBeLessThan(5 * mcseMean(scales));
});

test("the ready-made posterior has the three unknowns", () => {
  const posterior = driftPosterior(simulated({ rate: 1, alpha: 4, beta: 16 }, 6, 1, 10, 3));
  expect(posterior.quantities.map(({ name }) => name)).toEqual(["rate", "mean", "concentration", "successes"]);
});

test("times that run backwards are refused by name", () => {
  const day = dim("day", 2);
  expect(() => drift({ rate: 1, mean: 0.5, concentration: 2, trials: 3, times: column(day, [1, 0]) })).toThrow(
    /time 2 along "day" is 0, before 1/,
  );
  expect(() => learn([])).toThrow(/no observations/);
});
