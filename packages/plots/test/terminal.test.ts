/** Test the one-line drawings for terminals. */
import { expect, test } from "vitest";
import { sparkline, textHistogram } from "../src/index.js";
import { clickDraws } from "./example.js";

test("a sparkline rises with its numbers", () => {
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7])).toBe("▁▂▃▄▅▆▇█");
  expect(sparkline([0, 0])).toBe("▁▁");
  expect(sparkline([5])).toBe("█");
});

test("a text histogram has the width asked for, its gaps empty", () => {
  expect(textHistogram([0, 0, 0, 1], 4)).toBe("█  ▄");
  expect([...textHistogram(clickDraws(4000, "text"), 30)]).toHaveLength(30);
});

test("equal values stand in the middle", () => {
  expect(textHistogram([3, 3, 3], 5)).toBe("  █  ");
});

test("refuses what cannot be drawn", () => {
  expect(() => sparkline([])).toThrow("sparkline: heights is empty; give at least one number");
  expect(() => textHistogram([1, Number.NaN])).toThrow("textHistogram: values[1] is NaN");
  expect(() => textHistogram([1], 0)).toThrow("textHistogram: width is 0; give a whole number of 1 or more");
});
