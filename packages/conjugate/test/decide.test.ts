/** Hold probabilities of being best, losses and lifts to exact sums of 120 digits and to closed forms, far into the tails. */
import { readFileSync } from "node:fs";
import { incBeta, stdNormalCdf } from "@credence/math";
import { describe, expect, it } from "vitest";
import {
  type BetaArm,
  differenceOf,
  expectedLossOf,
  liftOf,
  probabilityBestOf,
  probabilityBetterOf,
} from "../src/index.js";

interface Case {
  readonly a: BetaArm;
  readonly b: BetaArm;
  readonly b_better: string;
  readonly a_better: string;
  readonly loss_a: string;
  readonly loss_b: string;
}
const fixture = new URL("../../testing/fixtures/best_arm.json", import.meta.url);
const cases: readonly Case[] = JSON.parse(readFileSync(fixture, "utf8")).cases;
/** Below the smallest number, 0 is right. */
const close = (actual: number, expected: string | number, relative = 2e-11): void =>
  expect(Math.abs(actual - Number(expected))).toBeLessThanOrEqual(relative * Math.abs(Number(expected)));

describe.each(cases)("beta($a.alpha, $a.beta) against beta($b.alpha, $b.beta)", ({ a, b, ...expected }) => {
  it("has probabilities with relative accuracy on both sides", () => {
    close(probabilityBetterOf(a, b), expected.b_better);
    close(probabilityBetterOf(b, a), expected.a_better);
    const [first, second] = probabilityBestOf([a, b]);
    close(first as number, expected.a_better);
    close(second as number, expected.b_better);
  });
  it("has losses with relative accuracy", () => {
    const [first, second] = expectedLossOf([a, b]);
    close(first as number, expected.loss_a, 1e-10);
    close(second as number, expected.loss_b, 1e-10);
  });
  it("has a lift and a difference that are positive with the same probability", () => {
    expect(liftOf(a, b).cdf(0)).toBeCloseTo(Number(expected.a_better), 11);
    expect(differenceOf(a, b).cdf(0)).toBeCloseTo(Number(expected.a_better), 11);
  });
});

describe("gamma and normal posteriors", () => {
  it.each([
    [3, 2, 5, 4],
    [0.1, 1, 2000, 3],
    [0.01, 1, 0.02, 5],
    [50, 1, 400, 2],
    [1e9, 1e9, 1.00005e9, 1e9],
  ])("compare gamma(%d, %d) and gamma(%d, %d) as a beta variable tells", (shapeA, rateA, shapeB, rateB) => {
    const a = { shape: shapeA, rate: rateA };
    const b = { shape: shapeB, rate: rateB };
    close(probabilityBetterOf(a, b), incBeta(shapeA, shapeB, rateA / (rateA + rateB)));
    close(probabilityBetterOf(b, a), incBeta(shapeB, shapeA, rateB / (rateA + rateB)));
    for (const x of [-0.4, 0.3, 2])
      expect(liftOf(a, b).cdf(x)).toBeCloseTo(
        incBeta(shapeB, shapeA, ((1 + x) * rateB) / (rateA + (1 + x) * rateB)),
        10,
      );
  });
  it.each([
    [1, 1, 1],
    [-9, 1, 2],
    [-38, 2, 0.5],
    [5, 1e-6, 1],
    [0.3, 1e5, 1e-5],
  ])("compare normals a distance of %d apart by their difference", (distance, sdA, sdB) => {
    const [a, b] = [
      { mean: 0, sd: sdA },
      { mean: distance, sd: sdB },
    ];
    const z = distance / Math.hypot(sdA, sdB);
    close(probabilityBetterOf(a, b), stdNormalCdf(z), 1e-11);
    expect(differenceOf(a, b).quantile(0.025)).toBeCloseTo(distance - 1.959963984540054 * Math.hypot(sdA, sdB), 7);
  });
  it("know the loss of normals", () => {
    // E(b − a)⁺ of two standard normals is √2 φ(0)
    expect(
      expectedLossOf([
        { mean: 1, sd: 1 },
        { mean: 1, sd: 1 },
      ])[0],
    ).toBeCloseTo(1 / Math.sqrt(Math.PI), 13);
  });
});

describe("more than two alternatives", () => {
  it("share the probability equally where all are alike", () => {
    const alike = Array.from({ length: 7 }, () => ({ alpha: 3, beta: 97 }));
    for (const p of probabilityBestOf(alike)) expect(p).toBeCloseTo(1 / 7, 13);
  });
  it("exhaust it however much they differ", () => {
    const arms = [
      { alpha: 1e7, beta: 99e7 },
      { alpha: 1, beta: 50 },
      { alpha: 0.2, beta: 9 },
      { alpha: 1e7 + 3000, beta: 99e7 },
      { alpha: 40, beta: 9000 },
    ];
    expect(probabilityBestOf(arms).reduce((sum, p) => sum + p)).toBeCloseTo(1, 12);
  });
  it("lose what the expected maximum is above them", () => {
    // the maximum of three uniforms has mean 3/4
    for (const loss of expectedLossOf(Array.from({ length: 3 }, () => ({ alpha: 1, beta: 1 }))))
      expect(loss).toBeCloseTo(0.25, 13);
  });
  it("are one alternative if alone", () => {
    expect(probabilityBestOf([{ alpha: 1, beta: 2 }])).toEqual([1]);
    expect(expectedLossOf([{ alpha: 1, beta: 2 }])).toEqual([0]);
  });
});

describe("lifts and differences", () => {
  const uniform = { alpha: 1, beta: 1 };
  it("have the laws of the ratio and the difference of two uniforms", () => {
    const ratio = liftOf(uniform, uniform);
    for (const r of [0.1, 0.5, 1]) expect(ratio.cdf(r - 1)).toBeCloseTo(r / 2, 12);
    for (const r of [1.5, 2, 40]) expect(ratio.cdf(r - 1)).toBeCloseTo(1 - 1 / (2 * r), 12);
    const gap = differenceOf(uniform, uniform);
    for (const d of [-0.9, -0.3, 0, 0.3, 0.9])
      expect(gap.cdf(d)).toBeCloseTo(d < 0 ? (1 + d) ** 2 / 2 : 1 - (1 - d) ** 2 / 2, 12);
  });
  it("invert to quantiles and central intervals", () => {
    const ratio = liftOf({ alpha: 121, beta: 9881 }, { alpha: 150, beta: 9852 });
    for (const p of [1e-6, 0.03, 0.5, 0.97, 0.999]) expect(ratio.cdf(ratio.quantile(p))).toBeCloseTo(p, 10);
    expect(ratio.interval().low).toBeCloseTo(ratio.quantile(0.03), 12);
    expect(ratio.interval(0.9).high).toBeCloseTo(ratio.quantile(0.95), 12);
    expect([ratio.quantile(0), ratio.quantile(1)]).toEqual([-1, Infinity]);
  });
  it("have means, which may be infinite", () => {
    expect(liftOf({ alpha: 3, beta: 7 }, { alpha: 5, beta: 5 }).mean()).toBeCloseTo((0.5 * 9) / 2 - 1, 14);
    expect(liftOf({ shape: 3, rate: 2 }, { shape: 4, rate: 8 }).mean()).toBeCloseTo(0.5 - 1, 14);
    expect(liftOf(uniform, uniform).mean()).toBe(Infinity);
    expect(differenceOf({ alpha: 3, beta: 7 }, { alpha: 5, beta: 5 }).mean()).toBeCloseTo(0.2, 14);
  });
});

describe("what is refused", () => {
  it.each([
    [() => probabilityBestOf([]), /list of at least 1 arm/],
    [() => probabilityBestOf([{ alpha: 1, beta: 0 }]), /beta of arm 0 is 0; it must be a positive number/],
    [
      () =>
        expectedLossOf([
          { alpha: 1, beta: 1 },
          { mean: Number.NaN, sd: 1 },
        ]),
      /mean of arm 1 is NaN/,
    ],
    [() => probabilityBetterOf({ alpha: 1, beta: 1 }, { shape: 1, rate: 1 }), /a beta and a gamma posterior/],
    [() => probabilityBetterOf({} as BetaArm, { alpha: 1, beta: 1 }), /arm 0 is \{ *\}; give \{ alpha, beta \}/],
    [() => liftOf({ mean: 1, sd: 1 }, { mean: 1, sd: 1 }), /use difference\(a, b\)/],
    [() => liftOf({ alpha: 1, beta: 1 }, { alpha: 1, beta: 1 }).quantile(2), /no quantile at 2/],
    [() => liftOf({ alpha: 1, beta: 1 }, { alpha: 1, beta: 1 }).interval(1), /mass 1 is not possible/],
    [() => liftOf({ alpha: 1, beta: 1 }, { alpha: 1, beta: 1 }).cdf(Number.NaN), /at most NaN/],
  ])("says why (%#)", (attempt, message) => {
    expect(attempt).toThrow(message);
  });
});
