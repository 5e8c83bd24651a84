/** Check counts against exact probabilities by recurrence; a right sampler fails a test once in 10⁶ seeds. */
import { describe, expect, test } from "vitest";
import { logBinomialMass, logPoissonMass } from "../../src/random/count-mass.js";
import { randomBinomial, randomCategorical, randomNegativeBinomial, randomPoisson } from "../../src/random/index.js";
import { type Rng, rng } from "../../src/rng/index.js";
import { expectCountsFit, expectIntegersFit, expectMean, expectStandardNormal } from "./goodness-of-fit.js";

const size = 40_000;
const draw = (label: string, one: (stream: Rng) => number) => {
  const stream = rng(20260102, label);
  return Array.from({ length: size }, () => one(stream));
};
/** Counts within 12 standard deviations, and some more for skewed distributions. */
const range = (mean: number, sd: number, most = Infinity) =>
  [Math.max(0, Math.floor(mean - 12 * sd)), Math.min(most, Math.ceil(mean + 12 * sd + 20))] as const;

describe("Poisson", () => {
  test.each([1e-3, 0.5, 4, 9.999, 10, 10.5, 37, 1000])("rate %d", (rate) => {
    const draws = draw(`poisson ${rate}`, (stream) => randomPoisson(stream, rate));
    if (rate < 0.01) expectMean(draws, rate, Math.sqrt(rate));
    else expectIntegersFit(draws, (k) => rate / k, range(rate, Math.sqrt(rate)));
  });

  // The skewness 1 / sqrt(rate) is far below what this many draws can show.
  test.each([1e9, 1e12, 1e15])("rate %d: standardised draws are normal", (rate) => {
    const draws = draw(`poisson ${rate}`, (stream) => randomPoisson(stream, rate));
    expect(draws.every(Number.isSafeInteger)).toBe(true);
    expectStandardNormal(draws.map((k) => (k + 0.5 - rate) / Math.sqrt(rate)));
  });

  test("edges", () => {
    expect(draw("poisson 0", (stream) => randomPoisson(stream, 0)).every((k) => k === 0)).toBe(true);
    expect(randomPoisson(rng(1), 1e300) / 1e300).toBeCloseTo(1, 12);
    for (const rate of [-1, NaN, Infinity]) expect(() => randomPoisson(rng(1), rate)).toThrow(`rate = ${rate}`);
  });
});

describe("binomial", () => {
  test.each([
    [1, 0.3],
    [10, 0.5],
    [20, 0.97],
    [40, 0.25],
    [40, 0.2499],
    [100, 0.5],
    [1000, 0.01],
    [1000, 0.012],
    [5000, 0.7],
    [1e9, 3e-9],
    [1e9, 5e-8],
    [2 ** 53 - 1, 1e-15],
  ])("n = %d, p = %d", (n, p) => {
    const draws = draw(`binomial ${n} ${p}`, (stream) => randomBinomial(stream, n, p));
    const sd = Math.sqrt(n * p * (1 - p));
    if (n > 1) expectIntegersFit(draws, (k) => ((n - k + 1) / k) * (p / (1 - p)), range(n * p, sd, n));
    expectMean(draws, n * p, sd);
  });

  test.each([
    [1e9, 0.3],
    [1e9, 0.999],
    [1e15, 0.5],
    [2 ** 53 - 1, 1e-3],
  ])("n = %d, p = %d: standardised draws are normal", (n, p) => {
    const draws = draw(`binomial ${n} ${p}`, (stream) => randomBinomial(stream, n, p));
    expect(draws.every(Number.isSafeInteger)).toBe(true);
    expectStandardNormal(draws.map((k) => (k + 0.5 - n * p) / Math.sqrt(n * p * (1 - p))));
  });

  test("edges", () => {
    expect(randomBinomial(rng(1), 0, 0.5)).toBe(0);
    expect(randomBinomial(rng(1), 1e9, 0)).toBe(0);
    expect(randomBinomial(rng(1), 1e9, 1)).toBe(1e9);
    expect(randomBinomial(rng(1), 1e9, Number.MIN_VALUE)).toBe(0);
    for (const n of [-1, 1.5, NaN, 2 ** 53]) expect(() => randomBinomial(rng(1), n, 0.5)).toThrow(`n = ${n}`);
    for (const p of [-0.1, 1.1, NaN]) expect(() => randomBinomial(rng(1), 1, p)).toThrow(`p = ${p}`);
  });
});

describe("negative binomial", () => {
  test.each([
    [3, 0.5],
    [3, 1],
    [12, 4],
    [40, 1e4],
  ])("mean %d, shape %d", (mean, shape) => {
    const draws = draw(`negative binomial ${mean} ${shape}`, (stream) => randomNegativeBinomial(stream, mean, shape));
    const sd = Math.sqrt(mean + mean ** 2 / shape);
    expectIntegersFit(draws, (k) => ((k - 1 + shape) / k) * (mean / (mean + shape)), [0, Math.ceil(mean + 30 * sd)]);
    expectMean(draws, mean, sd);
  });

  test("edges", () => {
    expect(randomNegativeBinomial(rng(1), 0, 1)).toBe(0);
    expect(draw("tiny shape", (stream) => randomNegativeBinomial(stream, 5, 1e-300)).every((k) => k === 0)).toBe(true);
    expect(() => randomNegativeBinomial(rng(1), -1, 1)).toThrow("mean = -1");
    expect(() => randomNegativeBinomial(rng(1), 1, 0)).toThrow("shape = 0");
  });
});

describe("categorical", () => {
  test("draws by probability, normalised or not, and never what has none", () => {
    const weights = [0, 1, 0, 3, 5, 1, 0];
    const draws = draw("categorical", (stream) => randomCategorical(stream, weights));
    const counts = weights.map((_, k) => draws.filter((drawn) => drawn === k).length);
    expect([counts[0], counts[2], counts[6]]).toEqual([0, 0, 0]);
    const possible = [1, 3, 4, 5];
    expectCountsFit(
      possible.map((k) => counts[k] as number),
      possible.map((k) => (weights[k] as number) / 10),
    );
  });

  test("edges", () => {
    expect(randomCategorical(rng(1), [0, 1e-300, 0])).toBe(1);
    expect(() => randomCategorical(rng(1), [])).toThrow("add up to 0");
    expect(() => randomCategorical(rng(1), [0, 0])).toThrow("add up to 0");
    expect(() => randomCategorical(rng(1), [0.5, -0.5])).toThrow("probabilities[1] = -0.5");
    expect(() => randomCategorical(rng(1), [NaN])).toThrow("probabilities[0] = NaN");
  });
});

describe("the probabilities that decide on acceptance", () => {
  // Sums of logarithms of exact factors, so that the oracle shares nothing with the saddle-point expansion.
  const logFactorial = (n: number) => {
    let sum = 0;
    for (let k = 2; k <= n; k++) sum += Math.log(k);
    return sum;
  };

  test.each([
    [0, 12],
    [1, 12],
    [13, 12],
    [14, 12],
    [60, 12],
    [100, 101.5],
    [300, 250],
  ])("Poisson: count %d at rate %d", (count, rate) => {
    const direct = count * Math.log(rate) - rate - logFactorial(count);
    expect(Math.abs(logPoissonMass(count, rate) - direct)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(direct)));
  });

  test.each([
    [0, 50, 0.3],
    [50, 50, 0.3],
    [1, 50, 0.3],
    [15, 50, 0.3],
    [49, 50, 0.3],
    [200, 400, 0.49],
  ])("binomial: %d of %d at %d", (count, n, p) => {
    const choose = logFactorial(n) - logFactorial(count) - logFactorial(n - count);
    const direct = choose + count * Math.log(p) + (n - count) * Math.log1p(-p);
    expect(Math.abs(logBinomialMass(count, n, p) - direct)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(direct)));
  });
});
