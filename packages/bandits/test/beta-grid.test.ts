/** Hold the grid to the exact integrals, over shapes sharp and wide, skew and even, two arms and many. */
import { expectedLossOf, probabilityBestOf } from "@credence/conjugate";
import { exp, rng } from "@credence/math";
import { describe, expect, test } from "vitest";
import { gridError, weighOnGrid } from "../src/index.js";
import { decided, decidedFast, type StoppingRule } from "../src/stopping/rule.js";

const stream = rng(3, "grid");
/** Arms as if after up to e^most impressions, with rates up to `top`. */
const drawn = (most: number, top: number) =>
  Array.from({ length: 2 + Math.floor(6 * stream.uniform()) }, () => {
    const [size, rate] = [exp(most * stream.uniform()), top * stream.uniform()];
    return { alpha: 0.3 + size * rate, beta: 0.3 + size * (1 - rate) };
  });
const settings = [1, 4, 7, 10].flatMap((most) => [0.03, 0.3, 1].map((top) => [most, top] as const));

test.each(settings)("up to e^%i impressions of rates up to %f weigh as the exact integrals say", (most, top) => {
  for (let repeat = 0; repeat < 6; repeat++) {
    const arms = drawn(most, top);
    const weighed = weighOnGrid(arms);
    const largest = Math.max(...arms.map(({ alpha, beta }) => alpha / (alpha + beta)));
    expect(largestGap(weighed?.probabilityBest, probabilityBestOf(arms))).toBeLessThan(gridError);
    expect(largestGap(weighed?.expectedLoss, expectedLossOf(arms))).toBeLessThan(gridError * largest);
  }
});

test.each([
  ["one arm", [{ alpha: 3, beta: 97 }]],
  ["equal arms", Array(10).fill({ alpha: 3, beta: 97 })],
  [
    "an arm three hundred times as sharp",
    [
      { alpha: 1, beta: 1 },
      { alpha: 5e4, beta: 5e4 },
    ],
  ],
  [
    "arms far apart",
    [
      { alpha: 2, beta: 9000 },
      { alpha: 9000, beta: 2 },
      { alpha: 1, beta: 1 },
    ],
  ],
  [
    "poles at both ends",
    [
      { alpha: 0.1, beta: 0.1 },
      { alpha: 0.5, beta: 2 },
    ],
  ],
] as const)("%s", (_, arms) => {
  expect(largestGap(weighOnGrid(arms)?.probabilityBest, probabilityBestOf(arms))).toBeLessThan(gridError);
  expect(largestGap(weighOnGrid(arms)?.expectedLoss, expectedLossOf(arms))).toBeLessThan(gridError);
});

test("a grid that would be too large is not made", () => {
  expect(
    weighOnGrid([
      { alpha: 0.01, beta: 1 },
      { alpha: 1e9, beta: 1e12 },
    ]),
  ).toBeUndefined();
  expect(
    weighOnGrid([
      { alpha: 1e-4, beta: 1e-4 },
      { alpha: 1e6, beta: 1e6 },
    ]),
  ).toBeUndefined();
});

describe("a look by the grid", () => {
  const rules: readonly (readonly [StoppingRule, number])[] = [
    [{ probabilityBestAbove: 0.9 }, 30],
    [{ expectedLossBelow: 1e-3 }, 30],
    [{ valueRemainingBelow: 0.2 }, 2], // exact on both sides but for the leader, and slow
  ];
  test.each(rules)("%o decides as the exact one", (rule, repeats) => {
    for (let repeat = 0; repeat < repeats; repeat++) {
      const arms = drawn(9, 0.2);
      expect(decidedFast(rule, arms)).toBe(decided(rule, arms));
    }
  });
  test("leaves a threshold that lies within its error to the exact one", () => {
    for (let repeat = 0; repeat < 10; repeat++) {
      const arms = drawn(5, 1);
      const [highest, least] = [Math.max(...probabilityBestOf(arms)), Math.min(...expectedLossOf(arms))];
      expect(decidedFast({ probabilityBestAbove: highest }, arms)).toBe(
        decided({ probabilityBestAbove: highest }, arms),
      );
      expect(decidedFast({ expectedLossBelow: least }, arms)).toBeUndefined();
    }
  });
});

function largestGap(found: ArrayLike<number> | undefined, exact: readonly number[]): number {
  return Math.max(...exact.map((value, i) => Math.abs(value - (found?.[i] ?? Number.NaN))));
}
