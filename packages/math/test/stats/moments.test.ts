/** Check means, variances, quantiles, ranks and autocovariances against R, and their edges against arithmetic. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addToWelford,
  autocovariance,
  mean,
  mergeWelford,
  quantile,
  quantileSorted,
  quantiles,
  rankAverage,
  resetWelford,
  standardDeviation,
  sum,
  variance,
  welford,
  welfordVariance,
} from "../../src/stats/index.js";
import { diagnostics } from "./fixture.js";

/** Within `relative` of the expected value, or of `floor` when that is larger. */
function expectNear(actual: number, expected: number, relative: number, floor = 0) {
  if (!Number.isFinite(expected)) expect(actual).toBe(expected);
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.max(Math.abs(expected), floor));
}

describe.each(diagnostics.cases.filter((c) => c.name !== "contains_nan"))("as R: $name", ({ draws, expected }) => {
  const values = draws.flat();
  const scale = Math.max(...values.filter(Number.isFinite).map(Math.abs));
  const finite = values.every(Number.isFinite);

  test("quantiles of type 7", () => {
    const expectedQuantiles = Object.entries(expected.quantile_type7 as Record<string, number>);
    const actual = quantiles(
      values,
      expectedQuantiles.map(([p]) => Number(p)),
    );
    expectedQuantiles.forEach(([p, value], i) => {
      expectNear(quantile(values, Number(p)), value, 1e-13);
      expect(actual[i]).toBe(quantile(values, Number(p)));
    });
  });

  test.runIf(finite)("mean and spread", () => {
    expectNear(mean(values), expected.mean, 1e-14, scale);
    expectNear(variance(values), expected.var, 1e-12, scale * scale * 1e-15);
    expectNear(standardDeviation(values), expected.sd, 1e-12, scale * 1e-15);
  });

  test.runIf(finite && expected.acf_chain0?.every(Number.isFinite))("autocorrelation", () => {
    const covariance = autocovariance(draws[0] as readonly number[]);
    expected.acf_chain0?.forEach((r, lag) => {
      expectNear((covariance[lag] as number) / (covariance[0] as number), r, 1e-12, 1);
    });
  });
});

test("autocovariance as R's building block", () => {
  const covariance = autocovariance(diagnostics.building_blocks.input.draws[0] as readonly number[]);
  diagnostics.building_blocks.autocovariance_chain0.forEach((c, lag) => {
    expectNear(covariance[lag] as number, c, 1e-14, 1);
  });
});

test("ranks as R's building block", () => {
  const { draws, rank } = diagnostics.building_blocks.rank_average_ties;
  expect([...rankAverage(draws)]).toEqual(rank);
});

describe("sum and mean", () => {
  test("keep what plain addition loses", () => {
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
    expect(mean(new Float64Array(100_000).fill(0.1))).toBe(0.1);
  });

  test("carry infinities and NaN as addition does", () => {
    expect(sum([1, Infinity])).toBe(Infinity);
    expect(sum([Infinity, -Infinity])).toBeNaN();
    expect(sum([])).toBe(0);
  });

  test("refuse to average nothing", () => {
    expect(() => mean([])).toThrow("needs at least 1 value, but got 0");
    expect(() => variance([1])).toThrow("needs at least 2 values, but got 1");
  });
});

describe("variance", () => {
  test("is exactly zero for equal values, exact with a large offset", () => {
    expect(variance([0.1, 0.1, 0.1])).toBe(0);
    expect(variance([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])).toBe(30);
  });
});

describe("quantile", () => {
  test("takes sorted values as they are and one value for all p", () => {
    expect(quantileSorted([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([7], 0.3)).toBe(7);
    expect(quantile([3, -Infinity, -Infinity, Infinity], 0.1)).toBe(-Infinity);
  });

  test("refuses what has no quantile", () => {
    expect(() => quantile([], 0.5)).toThrow("at least 1 value");
    expect(() => quantile([1, NaN], 0.5)).toThrow("values[1] is NaN");
    expect(() => quantile([1], 1.1)).toThrow("p = 1.1");
    expect(() => quantile([1], NaN)).toThrow("p = NaN");
  });

  test("leaves its input in place", () => {
    const values = [3, 1, 2];
    quantile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });
});

test("ranks add up to n (n + 1) / 2 and order as the values do", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 40 }), (values) => {
      const ranks = rankAverage(values);
      expect(sum(ranks)).toBe((values.length * (values.length + 1)) / 2);
      values.forEach((v, i) => {
        values.forEach((w, j) => {
          expect(Math.sign((ranks[i] as number) - (ranks[j] as number))).toBe(Math.sign(v - w));
        });
      });
    }),
    { seed: 1 },
  );
  expect([...rankAverage([0, -0, Infinity, -Infinity])]).toEqual([2.5, 2.5, 4, 1]);
  expect(() => rankAverage([NaN])).toThrow("values[0] is NaN");
});

describe("autocovariance", () => {
  test("equals the direct sum at every lag", () => {
    for (const n of [1, 2, 3, 7, 64, 100]) {
      const values = Float64Array.from({ length: n }, (_, i) => Math.sin(i * i) + i / 10);
      const center = mean(values);
      autocovariance(values).forEach((c, lag) => {
        let direct = 0;
        for (let i = 0; i + lag < n; i++)
          direct += ((values[i] as number) - center) * ((values[i + lag] as number) - center);
        expectNear(c, direct / n, 1e-13, 10);
      });
    }
  });

  test("is exactly zero for a constant", () => {
    expect(autocovariance([0.1, 0.1, 0.1])).toEqual(new Float64Array(3));
  });

  test("refuses values that are not finite, and none", () => {
    expect(() => autocovariance([1, Infinity])).toThrow("values[1] is Infinity");
    expect(() => autocovariance([])).toThrow("at least 1 value");
  });
});

describe("Welford's accumulator", () => {
  const rows = Array.from({ length: 50 }, (_, i) => [Math.sin(i), 1e6 + Math.cos(3 * i)]);
  const accumulate = (from: number, to: number) => {
    const moments = welford(2);
    for (const row of rows.slice(from, to)) addToWelford(moments, row);
    return moments;
  };

  test("agrees with two passes", () => {
    const moments = accumulate(0, 50);
    const spread = welfordVariance(moments);
    for (const k of [0, 1]) {
      const column = rows.map((row) => row[k] as number);
      expectNear(moments.mean[k] as number, mean(column), 1e-15, 1);
      expectNear(spread[k] as number, variance(column), 1e-9);
    }
  });

  test("merges parts, empty ones too, into the whole", () => {
    const whole = accumulate(0, 50);
    for (const cut of [0, 1, 20, 50]) {
      const merged = mergeWelford(accumulate(0, cut), accumulate(cut, 50));
      expect(merged.count).toBe(50);
      for (const k of [0, 1]) {
        expectNear(merged.mean[k] as number, whole.mean[k] as number, 1e-14, 1);
        expectNear(merged.m2[k] as number, whole.m2[k] as number, 1e-9);
      }
    }
    expect(mergeWelford(welford(1), welford(1))).toEqual(welford(1));
  });

  test("forgets, and refuses a variance of one", () => {
    const moments = accumulate(0, 50);
    resetWelford(moments);
    expect(moments).toEqual(welford(2));
    addToWelford(moments, [1, 2]);
    expect(() => welfordVariance(moments)).toThrow("has seen 1");
  });
});
