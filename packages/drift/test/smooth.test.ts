/** Hold smoothing to reference values, the two directions to each other, and drawn paths to the smoothed laws. */
import { rng } from "@credence/math";
import { expect, test } from "vitest";
import golden from "../../testing/fixtures/drift.json" with { type: "json" };
import { drawPaths, forecast, jacobi, type RateSummary, type Step, smooth, stepsOf } from "../src/index.js";

const scenarioOf = (name: string) => {
  const { theta, alpha, beta, steps } = golden.scenarios.find(
    (each) => each.name === name,
  ) as (typeof golden.scenarios)[0];
  const process = jacobi({ rate: Number(theta), alpha: Number(alpha), beta: Number(beta) });
  return { process, steps: steps.map(({ dt, k, n }) => ({ dt, successes: k, trials: n })) };
};

test.each(golden.smoothing)("$name", ({ name, log_ml, smoothed }) => {
  const { process, steps } = scenarioOf(name);
  const laws = smooth(process, steps);
  smoothed.forEach(({ mean, var: variance }, i) => {
    expect(Math.abs((laws[i]?.mean as number) / mean - 1)).toBeLessThan(1e-10);
    expect(Math.abs((laws[i]?.variance as number) / variance - 1)).toBeLessThan(1e-10);
  });
  expect(Math.abs(laws.logEvidence - log_ml)).toBeLessThan(1e-10);
});

test.each(golden.scenarios.map(({ name }) => name).filter((name) => name !== "start_beta_15_27"))(
  "forward and backward evidence agree: %s",
  (name) => {
    const { process, steps } = scenarioOf(name);
    const { logEvidence, logEvidenceBackward } = smooth(process, steps);
    expect(Math.abs(logEvidence - logEvidenceBackward)).toBeLessThan(
      /1e5/.test(name) ? 1e-9 : 1e-12 * Math.max(1, -logEvidence),
    );
  },
);

const steps: Step[] = [3, 9, 2, 5, 14, 6].map((successes) => ({ dt: 0.4, successes, trials: 20 }));

test("the smoothed density integrates to its distribution function, and intervals hold their share", () => {
  const law = smooth(jacobi({ rate: 0.4, alpha: 4, beta: 16 }), steps)[2] as RateSummary;
  const { low, high } = law.interval(0.8);
  let sum = 0;
  for (let i = 0; i < 2000; i++) sum += law.pdf(low + ((i + 0.5) / 2000) * (high - low)) * ((high - low) / 2000);
  expect(sum).toBeCloseTo(0.8, 6);
});

test("drawn paths have the smoothed means and variances, and correlate as neighbours do (six standard errors)", () => {
  const process = jacobi({ rate: 0.4, alpha: 4, beta: 16 });
  const laws = smooth(process, steps);
  const paths = drawPaths(process, steps, 200, rng(8, "paths"));
  for (const i of [0, 2, 5]) {
    const { mean, variance } = laws[i] as { mean: number; variance: number };
    const values = paths.map((path) => path[i] as number);
    const average = values.reduce((sum, x) => sum + x, 0) / values.length;
    const spread = values.reduce((sum, x) => sum + (x - average) ** 2, 0) / values.length;
    expect(Math.abs(average - mean)).toBeLessThan(6 * Math.sqrt(variance / values.length));
    expect(Math.abs(spread / variance - 1)).toBeLessThan(6 * Math.sqrt(2.5 / values.length));
  }
  const roughness =
    paths.reduce((sum, path) => sum + ((path[1] as number) - (path[0] as number)) ** 2, 0) / paths.length;
  expect(roughness).toBeLessThan(
    (laws[0]?.variance as number) +
      (laws[1]?.variance as number) +
      ((laws[0]?.mean as number) - (laws[1]?.mean as number)) ** 2,
  );
});

test("a forecast relaxes to the stationary law", () => {
  const process = jacobi({ rate: 0.4, alpha: 4, beta: 16 });
  const [now, soon, late] = forecast(process, steps, [0, 1, 200]);
  expect(now?.mean).toBeCloseTo(smooth(process, steps)[5]?.mean as number, 12);
  expect((soon?.mean as number) - 0.2).toBeCloseTo(((now?.mean as number) - 0.2) * Math.exp(-0.4), 12);
  expect(late?.mean).toBeCloseTo(0.2, 14);
  expect(late?.variance).toBeCloseTo(process.variance, 14);
});

test("series are checked as a whole", () => {
  const process = jacobi({ rate: 0.4, alpha: 4, beta: 16 });
  expect(() => smooth(process, [])).toThrow(/there are no observations/);
  expect(() => forecast(process, [{ dt: 1, successes: 3, trials: 2 }], [1])).toThrow(/steps\[0\]: successes is 3 of 2/);
  expect(() =>
    stepsOf([
      { time: 2, successes: 0, trials: 1 },
      { time: 1, successes: 0, trials: 1 },
    ]),
  ).toThrow(/observation 2 is at time 1, before the one at 2/);
  expect(() => stepsOf([])).toThrow(/no observations/);
  expect(
    stepsOf([
      { time: 5, successes: 1, trials: 2 },
      { time: 7.5, successes: 0, trials: 1 },
    ]).map(({ dt }) => dt),
  ).toEqual([0, 2.5]);
});

test.each([
  ["a beta", { alpha: 15, beta: 27 }, 0.3],
  ["a beta at the first observation", { alpha: 0.7, beta: 31.4 }, 0],
  ["a known rate", { at: 0.6 }, 0.3],
] as const)("another start, %s: both directions agree, and grid sums say the same", (_, start, dt) => {
  const process = jacobi({ rate: 0.4, alpha: 4, beta: 16 });
  const series = steps.map((step, i) => (i === 0 ? { ...step, dt } : step));
  const smoothed = smooth(process, series, { start });
  expect(Math.abs(smoothed.logEvidence - smoothed.logEvidenceBackward)).toBeLessThan(1e-12);
  const filter = process.filter({ start });
  for (const { dt: gap, successes, trials } of series) filter.predict(gap).update(successes, trials);
  expect(smoothed.logEvidence).toBeCloseTo(filter.logEvidence(), 12);
  expect(smoothed[5]?.mean).toBeCloseTo(filter.mean(), 12);
  expect(forecast(process, series, [0.7], { start })[0]?.mean).toBeCloseTo(filter.copy().predict(0.7).mean(), 12);
  // Bayes' rule on a grid at the second observation: what is known before it, times what each rate says of the rest.
  const [first, second, ...rest] = series as [Step, Step, ...Step[]];
  const early = process.filter({ start });
  early.predict(first.dt).update(first.successes, first.trials);
  early.predict(second.dt).update(second.successes, second.trials);
  const nodes = Array.from({ length: 100 }, (_, i) => Math.sin(((i + 0.5) / 200) * Math.PI) ** 2);
  const weights = nodes.map((x) => {
    const later = process.filter({ start: { at: x } });
    const likelihood = rest.reduce(
      (sum, { dt: gap, successes, trials }) => sum + later.predict(gap).update(successes, trials),
      0,
    );
    return early.pdf(x) * Math.exp(likelihood) * Math.sqrt(x * (1 - x));
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = weights.reduce((sum, weight, i) => sum + weight * (nodes[i] as number), 0) / total;
  expect(smoothed[1]?.mean).toBeCloseTo(mean, 8);
  const paths = drawPaths(process, series, 60, rng(9, "start"), { start });
  const { mean: expected, variance } = smoothed[1] as RateSummary;
  const average = paths.reduce((sum, path) => sum + (path[1] as number), 0) / paths.length;
  expect(Math.abs(average - expected)).toBeLessThan(6 * Math.sqrt(variance / paths.length));
});

test("surprises from another start are weighed by mixtures in both directions", () => {
  const process = jacobi({ rate: 0.05, alpha: 30, beta: 270 });
  const series = [30, 190, 40].map((successes) => ({ dt: 1, successes, trials: 300 }));
  const { logEvidence, logEvidenceBackward } = smooth(process, series, { start: { alpha: 40.5, beta: 300 } });
  expect(Math.abs(logEvidenceBackward / logEvidence - 1)).toBeLessThan(1e-12);
});

test("a rate that is known at the first observation cannot be smoothed", () => {
  const process = jacobi({ rate: 0.4, alpha: 4, beta: 16 });
  expect(() => smooth(process, [{ dt: 0, successes: 1, trials: 2 }], { start: { at: 0.5 } })).toThrow(
    /known to be 0.5/,
  );
  expect(() => smooth(process, steps, { start: { alpha: -1, beta: 2 } })).toThrow(/start.alpha is -1/);
});
