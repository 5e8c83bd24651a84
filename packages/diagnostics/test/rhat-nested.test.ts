/** Check nested R-hat against its definition, worked by hand and with plain sums. */
import { rng } from "@credence/math";
import { describe, expect, it } from "vitest";
import { rhatNested } from "../src/index.js";

const average = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const spread = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + (value - average(values)) ** 2, 0) / (values.length - 1);

describe("rhatNested", () => {
  it("is the figure of arXiv:2110.13017, section 2, worked by hand", () => {
    // Chain means 1, 3 | 5, 7; superchain means 2, 6: B = 8. Between chains 2 each, within chains 2, 2, 2, 2: W = 4.
    const draws = [
      [0, 2],
      [2, 4],
      [4, 6],
      [6, 8],
    ];
    expect(rhatNested(draws, ["a", "a", "b", "b"])).toBeCloseTo(Math.sqrt(1 + 8 / 4), 14);
    // In the order a, b, a, b the superchain means are 3 and 5: B = 2; between chains 8 each: W = 10.
    expect(rhatNested(draws, ["a", "b", "a", "b"])).toBeCloseTo(Math.sqrt(1 + 2 / 10), 14);
    // Chains of one draw have no variance within; superchains of one chain none between.
    expect(rhatNested([[1], [3], [5], [7]], [1, 1, 2, 2])).toBeCloseTo(Math.sqrt(1 + 8 / 2), 14);
    expect(rhatNested(draws, [1, 2, 3, 4])).toBeCloseTo(Math.sqrt(1 + 20 / 3 / 2), 14);
  });

  it("agrees with plain sums on random draws", () => {
    const random = rng("nested");
    const draws = Array.from({ length: 12 }, (_, c) => Array.from({ length: 7 }, () => (c % 3) + random.normal()));
    const labels = draws.map((_, c) => c % 4);
    const groups = [0, 1, 2, 3].map((k) => draws.filter((_, c) => c % 4 === k));
    const b = spread(groups.map((group) => average(group.map(average))));
    const w = average(groups.map((group) => spread(group.map(average)) + average(group.map(spread))));
    expect(rhatNested(draws, labels)).toBeCloseTo(Math.sqrt(1 + b / w), 12);
  });

  it("keeps its digits far from zero, and is NaN where nothing varies or a draw is not finite", () => {
    const far = [
      [1e9, 1e9 + 2],
      [1e9 + 2, 1e9 + 4],
      [1e9 + 4, 1e9 + 6],
      [1e9 + 6, 1e9 + 8],
    ];
    expect(rhatNested(far, [1, 1, 2, 2])).toBeCloseTo(Math.sqrt(3), 12);
    expect(
      rhatNested(
        [
          [1, 1],
          [1, 1],
        ],
        [1, 2],
      ),
    ).toBeNaN();
    expect(
      rhatNested(
        [
          [1, NaN],
          [1, 2],
        ],
        [1, 2],
      ),
    ).toBeNaN();
    expect(rhatNested([[1], [2]], [1, 2])).toBeNaN();
  });

  it("refuses superchains that do not fit", () => {
    const draws = [
      [1, 2],
      [3, 4],
      [5, 6],
    ];
    expect(() => rhatNested(draws, [1, 2])).toThrow("There are 3 chains and 2 superchain labels");
    expect(() => rhatNested(draws, [1, 1, 1])).toThrow("All chains belong to one superchain");
    expect(() => rhatNested(draws, ["a", "a", "b"])).toThrow("Superchain b has 1 chains and superchain a has 2");
  });
});
