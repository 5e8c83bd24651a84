/** Hold the process to its closed forms, and drawn paths to the law they are drawn from. */
import { rng } from "@credence/math";
import { expect, test } from "vitest";
import { fromEssay, jacobi } from "../src/index.js";

test("all parameterisations say the same", () => {
  const process = jacobi({ rate: 0.4, alpha: 4, beta: 16 });
  const { mean, concentration, halfLife, variance, rate } = process;
  for (const other of [
    jacobi({ rate, mean, concentration }),
    jacobi({ halfLife, mean, sd: Math.sqrt(variance) }),
    jacobi(fromEssay(0.4, 15, 3)),
  ]) {
    expect(other.rate).toBeCloseTo(0.4, 12);
    expect(other.alpha).toBeCloseTo(4, 10);
    expect(other.beta).toBeCloseTo(16, 10);
  }
});

test("the stationary law stays, and correlations decay at the rate", () => {
  const process = jacobi({ rate: 0.7, alpha: 0.3, beta: 2 });
  const later = process.moments({ mean: process.mean, variance: process.variance }, 3);
  expect(later.mean).toBeCloseTo(process.mean, 14);
  expect(later.variance).toBeCloseTo(process.variance, 14);
  expect(process.autocorrelation(-2)).toBeCloseTo(Math.exp(-1.4), 14);
  expect(process.boundaries.zero).toEqual({
    kind: "reflecting",
    text: "0 is reached now and then and left at once, as alpha = 0.3 < 1",
  });
  expect(process.boundaries.one.kind).toBe("entrance");
});

test("transition laws are distributions about the closed-form mean from a millionth of a relaxation time on", () => {
  const process = jacobi({ rate: 1, alpha: 2, beta: 5 });
  for (const t of [1e-6, 1e-4, 1e-2, 1, 20])
    for (const x0 of [0, 0.02, 0.3, 0.97, 1]) {
      const { mean, variance } = process.moments(x0, t);
      const z = [-3, -1, 0, 1, 3].map((sds) => Math.min(1, Math.max(0, mean + sds * Math.sqrt(variance))));
      const cdf = z.map((x) => process.transitionCdf(x, x0, t));
      expect(cdf.every((p, i) => p >= 0 && p <= 1 && (i === 0 || p >= (cdf[i - 1] as number)))).toBe(true);
      expect((cdf[4] as number) - (cdf[0] as number)).toBeGreaterThan(1 - 1 / 9);
    }
});

/** Two-sided Kolmogorov–Smirnov distance above which one sample in a million lies. */
const limit = (count: number): number => Math.sqrt(Math.log(2e6) / 2 / count);

test.each([
  [{ rate: 0.5, alpha: 3, beta: 4 }, 0.9, 0.6],
  [{ rate: 1, alpha: 0.3, beta: 0.6 }, 0.2, 0.1],
  [{ rate: 2, alpha: 20, beta: 180 }, 0.3, 0.05],
])("exact paths of %j follow the transition law (one false alarm in a million)", (parameters, x0, t) => {
  const process = jacobi(parameters);
  const stream = rng(5, "exact");
  const draws = Float64Array.from(
    { length: 4000 },
    () => process.simulate({ times: [t / 2, t], start: x0, rng: stream })[1] as number,
  ).sort();
  const gap = Array.from({ length: 60 }, (_, i) => {
    const x = draws[Math.floor(((i + 0.5) / 60) * draws.length)] as number;
    return Math.abs(process.transitionCdf(x, x0, t) - (i + 0.5) / 60);
  }).reduce((most, each) => Math.max(most, each));
  expect(gap).toBeLessThan(limit(draws.length) + 1 / draws.length);
});

test("Euler–Maruyama is near, and stays in [0, 1]", () => {
  const process = jacobi({ rate: 1, alpha: 2, beta: 4 });
  const stream = rng(6, "euler");
  const ends = Array.from(
    { length: 1500 },
    () => process.simulate({ times: [3], rng: stream, method: "euler" })[0] as number,
  );
  const mean = ends.reduce((sum, x) => sum + x, 0) / ends.length;
  expect(Math.abs(mean - 1 / 3)).toBeLessThan(5 * Math.sqrt(process.variance / ends.length) + 0.004);
  expect(ends.every((x) => x >= 0 && x <= 1)).toBe(true);
});
