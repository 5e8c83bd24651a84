/** Check the laws of whole distributions against values of other software, and every figure of a row by brute force. */
import { compare } from "@credence/compare";
import { mean, probit, quantile, stdNormalCdf } from "@credence/math";
import { describe, expect, test } from "vitest";
import { bandAt, bandFor, leavesBand, PLACES } from "../src/agreement/bridge.js";
import { merge, oneSample, twoSample } from "../src/agreement/empirical.js";
import { kolmogorovP, kolmogorovTail } from "../src/agreement/kolmogorov.js";
import { chainwise, closedForm, marginal, normal, slowNormal, traceOf } from "./traces.js";

const exactNormal = closedForm({ x: marginal(0, 1, probit, stdNormalCdf) });

describe("laws", () => {
  // scipy 1.17.1: scipy.stats.kstwobign.sf.
  test.each([
    [0.3, 0.999990694],
    [0.5, 0.963945244],
    [0.8, 0.544142412],
    [1, 0.269999672],
    [1.19, 0.117742293],
    [1.21, 0.106970102],
    [1.36, 0.0494858768],
    [2, 6.70925256e-4],
  ])("Kolmogorov's beyond %f", (x, p) => {
    expect(kolmogorovTail(x) / p).toBeCloseTo(1, 6);
  });

  // scipy.stats.kstwo.sf(d, 400), exact: the correction for few draws is good to about a percent.
  test.each([
    [0.05, 0.26121245],
    [0.06, 0.10777127],
    [0.08, 0.01127992],
  ])("Kolmogorov's at 400 draws, %f", (d, p) => {
    expect(Math.abs(kolmogorovP(d, 400) / p - 1)).toBeLessThan(0.012);
  });

  // scipy.stats.multivariate_normal.cdf of the box ±z with the correlations of a Brownian bridge at 0.05, 0.1, … 0.95,
  // good to about five digits.
  test.each([
    [1, 0.9521616],
    [2, 0.323276],
    [2.5, 0.11208],
    [3, 0.02902],
    [4, 8.59e-4],
  ])("a standardised bridge beyond ±%f at one of 19 places", (z, p) => {
    expect(Math.abs(leavesBand(z) / p - 1)).toBeLessThan(2e-3);
  });

  test("far out every place counts for itself", () => {
    const bonferroni = (z: number) => PLACES.length * 2 * stdNormalCdf(-z);
    expect(leavesBand(7) / bonferroni(7)).toBeLessThan(1);
    expect(leavesBand(7) / bonferroni(7)).toBeGreaterThan(0.6);
    expect([leavesBand(0), leavesBand(Infinity)]).toEqual([1, 0]);
  });

  test("a band is left with its level, whatever the correlations", () => {
    const band = bandAt(1e-4);
    expect(leavesBand(band.z) / 1e-4).toBeCloseTo(1, 6);
    const close = PLACES.slice(1).map(() => 0.95);
    expect(Math.abs(leavesBand(bandFor(band, close), close) / 1e-4 - 1)).toBeLessThan(0.02);
  });
});

describe("distances", () => {
  const draws = (seed: string, size: number) => normal(seed, size).map((x) => Math.round(50 * x) / 50);
  const [a, b] = [draws("a", 150).sort(), draws("b", 100).sort()];
  const share = (of: Float64Array, x: number) => of.filter((value) => value <= x).length / of.length;

  test("of two sets of draws with ties, by brute force", () => {
    const values = [...new Set([...a, ...b])].sort((x, y) => x - y);
    const gaps = values.map((x) => Math.abs(share(a, x) - share(b, x)));
    const found = twoSample(a, b, () => 1);
    expect(found.distance).toBeCloseTo(Math.max(...gaps), 14);
    const area = values.slice(1).reduce((sum, x, i) => sum + (gaps[i] as number) * (x - (values[i] as number)), 0);
    expect(found.area).toBeCloseTo(area, 12);
    const range = (values.at(-1) as number) - (values[0] as number);
    expect(found.floor).toBeCloseTo(Math.sqrt(2 / Math.PI) * range, 12);
    expect([...merge(a, b)]).toEqual([...a, ...b].sort((x, y) => x - y));
  });

  test("of draws and a distribution function, which is asked at few of them", () => {
    const sorted = normal("ks", 1000).sort();
    const asked: number[] = [];
    const cdf = (x: number) => {
      asked.push(x);
      return stdNormalCdf(x);
    };
    const found = oneSample(sorted, cdf, false);
    const n = sorted.length;
    const all = [...sorted].map((x, i) => Math.max((i + 1) / n - stdNormalCdf(x), stdNormalCdf(x) - i / n));
    expect(found.distance).toBe(Math.max(...all));
    expect(asked.length).toBeLessThan(n / 4);
    expect(oneSample(sorted, () => Number.NaN, false).distance).toBeNaN();
  });
});

describe("rows", () => {
  // W₁ of two normals that are shifted by s sds is s. Fixed seeds; the floor of 4 × 2000 draws is 0.018 sd.
  test("W₁ of shifted normals is the shift, and its floor what agreement gives", () => {
    const shifted = compare({
      a: traceOf({ x: normal("shifted", 2000, 10, 2).map((x) => x + 1) }),
      b: traceOf({ x: normal("here", 2000, 10, 2) }),
    }).agreement.distributions[0];
    expect(shifted?.wasserstein).toBeGreaterThan(0.45);
    expect(shifted?.wasserstein).toBeLessThan(0.55);
    expect(shifted?.pHolm).toBeLessThan(1e-10);
    const ratios = Array.from({ length: 20 }, (_, i) => {
      const row = compare({ a: traceOf({ x: normal(`floor ${i}`, 500) }), exactNormal }).agreement.distributions[0];
      return (row?.wasserstein as number) / (row?.wassersteinFloor as number);
    });
    // The ratio has a mean of 1 and an sd of about 0.35.
    expect(Math.abs(mean(ratios) - 1)).toBeLessThan(0.3);
  });

  test("every figure of independent draws against a closed form", () => {
    const draws = normal("figures", 250);
    const independent = { independent: true, sampler: "exact", chains: 1 };
    const row = compare({ a: traceOf({ x: draws }, independent), exactNormal }).agreement.distributions[0];
    const share = (x: number) => draws.filter((value) => value <= x).length / draws.length;
    const zs = PLACES.map((p) => (share(probit(p)) - p) / Math.sqrt((p * (1 - p)) / draws.length));
    expect(row?.maxZ).toBeCloseTo(Math.max(...zs.map(Math.abs)), 10);
    expect(row?.ksSize).toBe(1000);
    const middles = Array.from({ length: 100 }, (_, k) => (k + 0.5) / 100);
    expect(row?.wasserstein).toBeCloseTo(mean(middles.map((p) => Math.abs(quantile(draws, p) - probit(p)))), 10);
    expect(row?.ecdf?.differences[9]).toBeCloseTo(share(0) - 0.5, 4);
  });

  test("the band is left if and only if the distribution differs", () => {
    for (const shift of [0, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2]) {
      const trace = traceOf({ x: slowNormal(`band ${shift}`, 4000, 0.9).map((x) => x + 3 * shift) });
      const row = compare({ trace, exactNormal }).agreement.distributions[0];
      const left = row?.ecdf?.differences.some((d, i) => Math.abs(d) > (row.ecdf?.band[i] as number));
      expect(left, `shift ${shift}`).toBe((row?.pHolm as number) < 0.01);
    }
  });

  test("whole numbers are compared at their values", () => {
    const counts = (seed: string) =>
      traceOf({ k: chainwise(seed, 500, (random) => () => Math.floor(4 * random.uniform())) });
    const { agreement, status } = compare({ a: counts("a"), b: counts("b") });
    expect(agreement.distributions[0]).toMatchObject({ untested: null });
    expect(status).toBe("agree");
  });

  test.each([
    ["constants", new Float64Array(2000).fill(1), "all draws are equal in one of the two"],
    ["NaN", normal("nan", 500).fill(Number.NaN, 7, 8), "undefined in one of the two"],
    ["infinite draws", normal("inf", 500).fill(-Infinity, 7, 8), "undefined in one of the two"],
  ])("%s have no test", (_, x, untested) => {
    const row = compare({ a: traceOf({ x }), b: traceOf({ x: normal("b", 500) }) }).agreement.distributions[0];
    expect(row).toMatchObject({ untested, p: null, pHolm: null, ks: null, wasserstein: null, ecdf: null });
  });

  test("a closed form without a distribution function is compared by its quantiles", () => {
    const quantiles = closedForm({ x: marginal(0, 1, probit) });
    const row = compare({ a: traceOf({ x: normal("q", 500) }), quantiles }).agreement.distributions[0];
    expect(row).toMatchObject({ untested: null, ks: null, ksP: null });
    expect(row?.p).toBeGreaterThan(0);
  });
});
