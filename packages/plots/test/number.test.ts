/** Test how numbers are written and axes divided. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { decimate } from "../src/decimate.js";
import { columnFormat, fixed, formatNumber, formatPercent, tickFormat } from "../src/number.js";
import { niceStep, niceTicks, widen } from "../src/scale.js";
import type { Point } from "../src/spec.js";

test.each([
  [0.25735, "0.257"],
  [-0.5, "−0.500"],
  [1234, "1,234"],
  [-1234567, "−1,234,567"],
  [12.3456, "12.3"],
  [0, "0"],
  [3.14e-7, "3.14e−7"],
  [6.02e23, "6.02e23"],
])("formatNumber(%d) is %s", (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test("fixed groups thousands before the point only, and knows no minus zero", () => {
  expect(fixed(1234.56789, 4)).toBe("1,234.5679");
  expect(fixed(-0.0001, 2)).toBe("0.00");
});

test("formatPercent hides rounding errors", () => {
  expect([0.94, 0.999, 0.07].map(formatPercent)).toEqual(["94%", "99.9%", "7%"]);
});

test("a column is written one way", () => {
  expect([0.4, 0.0156].map(columnFormat([0.4, 0.0156], 3))).toEqual(["0.400", "0.016"]);
  expect([4, 12000].map(columnFormat([4, 12000], 3))).toEqual(["4", "12,000"]);
});

test("niceStep is the least 1, 2 or 5 times a power of ten that is large enough", () => {
  expect([0.1, 0.11, 0.3, 0.7, 1, 6, 20].map(niceStep)).toEqual([0.1, 0.2, 0.5, 1, 1, 10, 20]);
});

test("ticks lie within, even steps apart, with different labels", () => {
  const end = fc.double({ min: -1e12, max: 1e12, noNaN: true });
  fc.assert(
    fc.property(end, end, fc.integer({ min: 2, max: 12 }), (a, b, count) => {
      const domain = widen([Math.min(a, b), Math.max(a, b)]);
      const { ticks, step } = niceTicks(domain, count);
      const slack = 1e-6 * step + 1e-12 * Math.max(Math.abs(domain[0]), Math.abs(domain[1]));
      for (const tick of ticks) {
        expect(tick).toBeGreaterThanOrEqual(domain[0] - slack);
        expect(tick).toBeLessThanOrEqual(domain[1] + slack);
      }
      expect(ticks.length).toBeLessThanOrEqual(count + 2);
      if (step > 1e-10 * Math.max(Math.abs(domain[0]), Math.abs(domain[1])))
        expect(new Set(ticks.map(tickFormat(ticks, step))).size).toBe(ticks.length);
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("decimate keeps ends, extremes and order within its limit", () => {
  const values = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 400 });
  fc.assert(
    fc.property(values, fc.integer({ min: 4, max: 100 }), (ys, limit) => {
      const points = ys.map((y, x): Point => [x, y]);
      const kept = decimate(points, limit);
      expect(kept.length).toBeLessThanOrEqual(limit);
      expect(kept[0]).toEqual(points[0]);
      expect(kept.at(-1)).toEqual(points.at(-1));
      expect(Math.max(...kept.map(([, y]) => y))).toBe(Math.max(...ys));
      expect(kept.every(([x], i) => i === 0 || x > (kept[i - 1] as Point)[0])).toBe(true);
    }),
    { seed: 1, numRuns: 200 },
  );
});
