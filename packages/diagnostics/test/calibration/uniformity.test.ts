/** Hold the tests of uniformity to their false-alarm rates and to a small case counted by hand; see that they notice. */
import { rng } from "@credence/math";
import { describe, expect, it } from "vitest";
import { orderStatisticsTest, uniformEcdfBand, uniformEcdfTest } from "../../src/index.js";

const uniforms = (seed: number, size: number): Float64Array => {
  const stream = rng(seed, "uniformity");
  return Float64Array.from({ length: size }, () => stream.uniform());
};

describe("uniformEcdfTest", () => {
  // Two values, one point at 1/2: the count below is 0, 1, 2 with probability 1/4, 1/2, 1/4.
  it("counts two values rightly", () => {
    expect(uniformEcdfTest([0.1, 0.9])).toBeCloseTo(1, 12);
    expect(uniformEcdfTest([0.1, 0.2])).toBeCloseTo(0.5, 12);
    expect(uniformEcdfTest([0.7, 0.9])).toBeCloseTo(0.5, 12);
  });
  // P(p ≤ 0.1) ≤ 0.1 exactly, a little less as counts are discrete; 400 data sets, sd 0.015: false alarm 1 in 10^4.
  it("raises false alarms at most as often as it says", () => {
    const alarms = Array.from({ length: 400 }, (_, seed) => uniformEcdfTest(uniforms(seed, 60))).filter(
      (p) => p <= 0.1,
    );
    expect(alarms.length / 400).toBeLessThan(0.1 + 3.7 * 0.015);
    expect(alarms.length / 400).toBeGreaterThan(0.03);
  });
  it.each([
    ["too narrow a posterior", (u: number) => (u < 0.5 ? u * u * 2 : 1 - 2 * (1 - u) ** 2)],
    ["too wide a posterior", (u: number) => 0.2 + 0.6 * u],
    ["a biased posterior", (u: number) => u ** 1.6],
  ])("notices %s", (_, warp) => {
    expect(uniformEcdfTest(uniforms(5, 300).map(warp))).toBeLessThan(1e-3);
  });
  it("refuses what is no proportion", () => {
    expect(() => uniformEcdfTest([])).toThrow("at least one value");
    expect(() => uniformEcdfTest([0.5, 1.5])).toThrow("value 1 is 1.5");
  });
});

describe("uniformEcdfBand", () => {
  // Two values: the count below 1/2 is 0, 1, 2 with probability 1/4, 1/2, 1/4.
  it("is counted by hand for two values", () => {
    expect(uniformEcdfBand(2, 0.5)).toEqual({
      at: Float64Array.of(0, 0.5, 1),
      low: Float64Array.of(0, 0.5, 1),
      high: Float64Array.of(0, 0.5, 1),
    });
    expect(uniformEcdfBand(2, 0.51)).toMatchObject({ low: Float64Array.of(0, 0, 1), high: Float64Array.of(0, 1, 1) });
  });
  it("is left exactly by the values that the test refuses", () => {
    const size = 60;
    const { at, low, high } = uniformEcdfBand(size, 0.8);
    const verdicts = Array.from({ length: 300 }, (_, seed) => {
      const values = uniforms(seed, size);
      const outside = at.some((point, j) => {
        const share = values.filter((value) => value <= point).length / size;
        return share < (low[j] as number) - 1e-12 || share > (high[j] as number) + 1e-12;
      });
      expect(outside).toBe(uniformEcdfTest(values) <= 0.2);
      return outside;
    });
    expect(verdicts).toContain(true);
    expect(verdicts).toContain(false);
  });
  it("narrows as the root of the size", () => {
    const width = (size: number): number => {
      const { low, high } = uniformEcdfBand(size);
      const middle = low.length >> 1;
      return (high[middle] as number) - (low[middle] as number);
    };
    expect(width(100) / width(2500)).toBeCloseTo(5, 0);
  });
  it("refuses what is no size or probability", () => {
    expect(() => uniformEcdfBand(0)).toThrow("size is 0");
    expect(() => uniformEcdfBand(5, 1)).toThrow("probability is 1");
  });
});

describe("orderStatisticsTest", () => {
  // Nominal 5%; the Cauchy tail is an approximation: 2,000 data sets, sd 0.005.
  it.each([10, 100])("raises about the promised share of false alarms for %d values", (size) => {
    const alarms = Array.from({ length: 2000 }, (_, seed) => orderStatisticsTest(uniforms(seed, size)));
    expect(alarms.filter((p) => p < 0.05).length / 2000).toBeLessThan(0.07);
    expect(alarms.filter((p) => p < 0.05).length / 2000).toBeGreaterThan(0.015);
  });
  it("notices a spread that is wrong", () => {
    expect(orderStatisticsTest(uniforms(1, 100).map((u) => 0.3 + 0.4 * u))).toBeLessThan(1e-3);
    expect(() => orderStatisticsTest([2])).toThrow("2 lies outside");
  });
});
