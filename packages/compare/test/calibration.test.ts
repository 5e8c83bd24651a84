/** Check that agreement is called a difference as seldom as stated, and that differences of stated sizes are found. */
import { type Comparison, compare } from "@credence/compare";
import { probit, randomBeta, stdNormalCdf } from "@credence/math";
import { describe, expect, test } from "vitest";
import { columns, fromUniform, pValues } from "./p-values.js";
import {
  ALPHA,
  BETA,
  betaDraws,
  chainwise,
  closedForm,
  exactBeta,
  marginal,
  normal,
  slowNormal,
  slowPair,
  traceOf,
} from "./traces.js";

const exactNormal = closedForm({ x: marginal(0, 1, probit, stdNormalCdf) });
const closedBeta = closedForm({ theta: exactBeta });

const repeat = (times: number, make: (i: number) => Comparison): Comparison[] =>
  Array.from({ length: times }, (_, i) => make(i));

const differing = (comparisons: readonly Comparison[]): number =>
  comparisons.filter(({ pairs }) => (pairs[0]?.minP as number) < 0.01).length;

/** How far the p values of one functional are from uniform. */
const distance = (comparisons: readonly Comparison[], functional: "mean" | "sd"): number =>
  fromUniform(comparisons.map((comparison) => pValues(comparison)[functional] as number));

describe("traces that agree", () => {
  // Chance of a false failure: binomial(n, 0.01) reaches the bound with less than 1e-5; the KS distance 2.2 with 1e-4.
  test("independent draws against their closed form", () => {
    const found = repeat(400, (i) => compare({ a: traceOf({ theta: betaDraws(`null ${i}`, 250) }), closedBeta }));
    expect(differing(found)).toBeLessThan(16);
    expect(distance(found, "mean")).toBeLessThan(2.2);
    expect(distance(found, "sd")).toBeLessThan(2.2);
    expect(found.filter(({ status }) => status === "agree").length).toBeGreaterThan(370);
  });

  test("two independent sets of draws", () => {
    const trace = (seed: string) => traceOf({ theta: betaDraws(seed, 250) });
    const found = repeat(200, (i) => compare({ a: trace(`left ${i}`), b: trace(`right ${i}`) }));
    expect(differing(found)).toBeLessThan(12);
  });

  test("slow chains (autocorrelation 0.9) against their closed form", () => {
    const found = repeat(60, (i) => compare({ a: traceOf({ x: slowNormal(`slow ${i}`, 4000, 0.9) }), exactNormal }));
    expect(differing(found)).toBeLessThan(7);
    expect(distance(found, "mean")).toBeLessThan(2.2);
    expect(distance(found, "sd")).toBeLessThan(2.2);
  });

  test("slow chains with few effective draws, whose errors are badly known", () => {
    const trace = (seed: string) => traceOf({ x: slowNormal(seed, 1000, 0.9) });
    const found = repeat(80, (i) => compare({ a: trace(`short ${i}`), b: trace(`brief ${i}`) }));
    expect(differing(found)).toBeLessThan(8);
  });
});

describe("pairs of traces that agree in all that is tested of two scalars", () => {
  // Each KS distance exceeds 2.2 with a chance of 1e-4; of 40 and 16, 6 and 5 differ with less than 1e-4.
  const held = (found: readonly Comparison[], most: number) => {
    const ps = columns(found.map(pValues));
    for (const name of ["distribution", "correlation", "energy", "mmd", "slicedWasserstein", "rStar"]) {
      expect(fromUniform(ps[name] as number[]), name).toBeLessThan(2.2);
    }
    expect(differing(found)).toBeLessThan(most);
  };

  test("independent draws", () => {
    const trace = (seed: string) => traceOf(slowPair(seed, 125, 0, 0.5));
    held(
      repeat(40, (i) => compare({ a: trace(`one ${i}`), b: trace(`other ${i}`) })),
      6,
    );
  });

  test("slow chains (autocorrelation 0.9)", () => {
    const trace = (seed: string) => traceOf(slowPair(seed, 1500, 0.9, 0.5));
    held(
      repeat(16, (i) => compare({ a: trace(`slow one ${i}`), b: trace(`slow other ${i}`) })),
      5,
    );
  });
});

describe("traces that do not agree", () => {
  // Each is found with a probability of 0.9 or more; of 20 at least 13 are then found but for a chance of 3e-4.
  const found = (make: (seed: string) => Comparison): number =>
    repeat(20, (i) => make(`power ${i}`)).filter(({ status }) => status === "differ").length;

  test("a shift of 0.1 sd, at 4 × 1000 draws against a closed form", () => {
    expect(found((seed) => compare({ a: traceOf({ x: normal(seed, 1000, 0.1) }), exactNormal }))).toBeGreaterThan(12);
  });

  test("a shift of 0.2 sd between two traces of 4 × 1000 draws", () => {
    const pair = (seed: string) =>
      compare({ a: traceOf({ x: normal(seed, 1000, 0.2) }), b: traceOf({ x: normal(`${seed} b`, 1000) }) });
    expect(found(pair)).toBeGreaterThan(12);
  });

  test("a shift of 0.2 sd in chains with autocorrelation 0.9, at 4 × 8000 draws", () => {
    const shifted = (seed: string) => slowNormal(seed, 8000, 0.9).map((x) => x + 0.2);
    expect(found((seed) => compare({ a: traceOf({ x: shifted(seed) }), exactNormal }))).toBeGreaterThan(12);
  });

  test("a variance ratio of 1.2 with equal means, at 4 × 1000 draws", () => {
    const wide = (seed: string) => normal(seed, 1000, 0, Math.sqrt(1.2));
    const all = repeat(20, (i) => compare({ a: traceOf({ x: wide(`wide ${i}`) }), exactNormal }));
    expect(all.filter(({ status }) => status === "differ").length).toBeGreaterThan(12);
    const loudest = all.map(({ pairs }) => pairs[0]?.worst[0]?.functional);
    expect(loudest.filter((functional) => functional === "sd").length).toBeGreaterThan(12);
  });

  test("a sampler that forgets the Jacobian of the logit, which turns Beta(a, b) into Beta(a − 1, b − 1)", () => {
    const wrong = (seed: string) => chainwise(seed, 2000, (random) => () => randomBeta(random, ALPHA - 1, BETA - 1));
    expect(found((seed) => compare({ a: traceOf({ theta: wrong(seed) }), closedBeta }))).toBeGreaterThan(12);
  });

  test("the tails exchanged: same mean and sd, other quantiles", () => {
    const mirrored = (seed: string) => betaDraws(seed, 2000).map((x) => (2 * ALPHA) / (ALPHA + BETA) - x);
    expect(found((seed) => compare({ a: traceOf({ theta: mirrored(seed) }), closedBeta }))).toBeGreaterThan(12);
  });
});

test("the stated resolution is found with the stated power", () => {
  const plain = compare({ a: traceOf({ x: normal("resolution", 500) }), exactNormal });
  const { resolution } = plain.verdict.a;
  // Five tests at 1 %: 0.002 of a normal law lie beyond ±3.09; 0.84 more for the power; 2000 draws. The error is an estimate.
  expect(resolution).toBeGreaterThan(0.88 * ((3.09 + 0.84) / Math.sqrt(2000)));
  expect(resolution).toBeLessThan(1.12 * ((3.09 + 0.84) / Math.sqrt(2000)));
  const shifted = repeat(60, (i) =>
    compare({ a: traceOf({ x: normal(`shifted ${i}`, 500, resolution as number) }), exactNormal }),
  );
  // 0.8 of 60 with five standard errors on either side; a false failure comes less than once in 10⁵.
  expect(differing(shifted)).toBeGreaterThan(32);
});
