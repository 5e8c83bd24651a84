/** Hold the engines to each other at drawn processes, gaps and counts, and to what must hold of any filter. */
import { rng } from "@credence/math";
import { describe, expect, test } from "vitest";
import { type DriftFilter, type EngineName, jacobi } from "../src/index.js";

/** Processes with shapes from 0.005 to 1,000, gaps from a millionth to a hundred relaxation times, counts up to 1e5. */
function drawnCase(seed: number, largest: number) {
  const stream = rng(seed, "engines");
  const between = (low: number, high: number): number => low * Math.exp(Math.log(high / low) * stream.uniform());
  const mean = stream.uniform() < 0.3 ? between(1e-4, 0.1) : 0.05 + 0.9 * stream.uniform();
  const concentration = between(0.5, 1000);
  const rate = between(0.01, 10);
  const steps = Array.from({ length: 4 }, () => {
    const trials = Math.round(between(1, stream.uniform() < 0.2 ? largest : Math.min(largest, 500)));
    const share = stream.uniform() < 0.7 ? Math.min(1, mean * (0.5 + stream.uniform())) : stream.uniform();
    return { dt: between(1e-6, 100) / rate, successes: Math.round(trials * share), trials };
  });
  return { process: jacobi({ rate, mean, concentration }), steps };
}

const distance = (a: DriftFilter, b: DriftFilter): number => {
  const m = b.mean();
  const v = b.variance();
  return Math.max(
    Math.abs(a.mean() / m - 1),
    Math.abs(a.variance() / v - 1) / 10,
    ...[-1, 0, 2].map((z) => {
      const x = Math.min(1, Math.max(0, m + z * Math.sqrt(v)));
      return Math.abs(a.cdf(x) - b.cdf(x));
    }),
  );
};

function worst(first: EngineName, second: EngineName, seeds: readonly number[], largest: number): number {
  let most = 0;
  for (const seed of seeds) {
    const { process, steps } = drawnCase(seed, largest);
    const [a, b] = [process.filter({ engine: first }), process.filter({ engine: second })];
    for (const { dt, successes, trials } of steps) {
      a.predict(dt);
      b.predict(dt);
      const evidence = b.update(successes, trials);
      most = Math.max(most, Math.abs(a.update(successes, trials) - evidence) / Math.max(1, Math.abs(evidence)));
      most = Math.max(most, distance(a, b));
    }
  }
  return most;
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe("engines agree", () => {
  test("spectral and moran, at up to 1e5 trials an update", () => {
    expect(worst("spectral", "moran", range(12), 1e5)).toBeLessThan(1e-10);
  });
  test("moran by lineages and by uniformisation", () => {
    expect(worst("moran", "moran-uniformisation", range(8), 30)).toBeLessThan(1e-11);
  });
  test("moran and the lattice", () => {
    expect(worst("moran", "lattice", range(8), 12)).toBeLessThan(1e-10);
  });
});

test("fixed nodes agree with the eigenfunctions over 200 equal steps", () => {
  const process = jacobi({ rate: 0.4, alpha: 4, beta: 16 });
  const [a, b] = [process.filter({ engine: "nodes" }), process.filter()];
  const stream = rng(3, "equal steps");
  for (let i = 0; i < 200; i++) {
    const successes = Math.floor(9 * stream.uniform());
    a.predict(0.1).update(successes, 20);
    b.predict(0.1).update(successes, 20);
  }
  expect(Math.abs(a.logEvidence() - b.logEvidence())).toBeLessThan(1e-10);
  expect(distance(a, b)).toBeLessThan(1e-10);
});

test("a surprise of 1e-170 is weighed right: both exact engines agree, and the next day too", () => {
  const process = jacobi({ rate: 0.05, alpha: 30, beta: 270 });
  const [a, b] = [process.filter(), process.filter({ engine: "moran" })];
  for (const [successes, trials] of [
    [100, 1000],
    [620, 1000],
    [130, 1000],
  ] as const) {
    const evidence = b.predict(1).update(successes, trials);
    expect(Math.abs(a.predict(1).update(successes, trials) / evidence - 1)).toBeLessThan(1e-12);
  }
  expect(b.logEvidence()).toBeLessThan(-170 * Math.LN10);
  expect(distance(a, b)).toBeLessThan(1e-11);
});

test("every engine starts from any beta that it does not refuse, and gives counts at once their closed form", () => {
  const process = jacobi({ rate: 1, alpha: 2.1, beta: 5.2 });
  const start = { alpha: 5.1, beta: 6.2 };
  for (const engine of ["spectral", "moran", "lattice", "nodes", "moments"] as const) {
    const filter = process.filter({ engine, start });
    filter.update(7, 12);
    expect(filter.mean()).toBeCloseTo(12.1 / 23.3, 12);
  }
  const [a, b] = [0.7, 3.3];
  const [spectral, moran] = [
    process.filter({ start: { alpha: a, beta: b } }),
    process.filter({ engine: "moran", start: { alpha: a, beta: b } }),
  ];
  for (const filter of [spectral, moran]) filter.predict(0.3).update(3, 9);
  expect(distance(spectral, moran)).toBeLessThan(1e-11);
  expect(() => process.filter({ engine: "lattice", start: { alpha: a, beta: b } })).toThrow(/whole i, j/);
});

test("counts that tell little beside a stationary law of great concentration are weighed alike", () => {
  const process = jacobi({ rate: 0.0187, alpha: 3591, beta: 22926 });
  const [spectral, nodes] = [process.filter(), process.filter({ engine: "nodes" })];
  for (let i = 0; i < 40; i++) for (const filter of [spectral, nodes]) filter.predict(0.1).update(i % 5, 20);
  expect(Math.abs(spectral.logEvidence() - nodes.logEvidence())).toBeLessThan(1e-10);
  expect(distance(spectral, nodes)).toBeLessThan(1e-11);
});

test("a known start follows the transition law, and is certain before time passes", () => {
  const process = jacobi({ rate: 0.5, alpha: 3, beta: 4 });
  for (const engine of ["spectral", "moran"] as const) {
    const filter = process.filter({ engine, start: { at: 0.9 } });
    expect(filter.update(2, 3)).toBeCloseTo(Math.log(3 * 0.81 * 0.1), 13);
    expect(filter.variance()).toBe(0);
    filter.predict(0.4);
    expect(filter.mean()).toBeCloseTo(process.moments(0.9, 0.4).mean, 13);
    expect(filter.cdf(0.8)).toBeCloseTo(process.transitionCdf(0.8, 0.9, 0.4), 12);
    expect(filter.pdf(0.8)).toBeCloseTo(process.transitionPdf(0.8, 0.9, 0.4), 11);
  }
  expect(() => process.filter({ engine: "nodes", start: { at: 0.9 } })).toThrow(/known rate/);
});

test("quantiles, intervals and probabilities follow from the distribution function", () => {
  const filter = jacobi({ rate: 0.4, alpha: 4, beta: 16 }).filter();
  filter.predict(1).update(30, 100);
  const { low, high } = filter.interval(0.9);
  expect(filter.cdf(low)).toBeCloseTo(0.05, 12);
  expect(filter.cdf(high)).toBeCloseTo(0.95, 12);
  expect(filter.probability(low, high)).toBeCloseTo(0.9, 12);
  expect(filter.probability(0)).toBe(1);
  expect([filter.quantile(0), filter.quantile(1)]).toEqual([0, 1]);
});

test("a copy goes its own way", () => {
  const filter = jacobi({ rate: 0.4, alpha: 4, beta: 16 }).filter();
  filter.predict(1).update(3, 10);
  const copy = filter.copy();
  copy.predict(1).update(9, 10);
  expect(filter.mean()).not.toBe(copy.mean());
  filter.predict(1).update(9, 10);
  expect(filter.mean()).toBe(copy.mean());
  expect(filter.logEvidence()).toBe(copy.logEvidence());
});

describe("the step error of the approximation", () => {
  const distanceTo = (exact: DriftFilter, approximate: DriftFilter): number => {
    const size = 4000;
    let sum = 0;
    for (let i = 0; i < size; i++) {
      const angle = (Math.PI * (i + 0.5)) / size;
      const x = 0.5 - 0.5 * Math.cos(angle);
      sum += Math.abs(exact.pdf(x) - approximate.pdf(x)) * Math.sin(angle);
    }
    return (0.25 * Math.PI * sum) / size;
  };
  test.each([
    [
      { rate: 0.4, alpha: 4, beta: 16 },
      { alpha: 24, beta: 76 },
    ],
    [
      { rate: 0.4, alpha: 4, beta: 16 },
      { alpha: 60, beta: 60 },
    ],
    [
      { rate: 0.2, alpha: 2, beta: 98 },
      { alpha: 12, beta: 500 },
    ],
    [{ rate: 0.4, alpha: 4, beta: 16 }, { at: 0.4 }],
  ])("%j from %j: near the total variation", (parameters, start) => {
    const process = jacobi(parameters);
    for (const dt of [0.02, 0.1, 0.5, 2]) {
      const exact = process.filter({ start }).predict(dt);
      const approximate = process.filter({ engine: "moments", start }).predict(dt);
      const ratio = approximate.stepError() / distanceTo(exact, approximate);
      expect(ratio).toBeGreaterThan(0.9);
      expect(ratio).toBeLessThan(1.7);
      expect(exact.stepError()).toBe(0);
    }
  });
  test("is that of the last gap, and unknown next to poles", () => {
    const filter = jacobi({ rate: 0.4, alpha: 4, beta: 16 }).filter({ engine: "moments" });
    expect(filter.stepError()).toBe(0);
    filter.update(20, 80);
    const error = filter.predict(0.5).stepError();
    filter.update(3, 10);
    expect(filter.stepError()).toBe(error);
    expect(jacobi({ rate: 0.4, alpha: 0.5, beta: 16 }).filter({ engine: "moments" }).predict(1).stepError()).toBe(
      Infinity,
    );
  });
});
