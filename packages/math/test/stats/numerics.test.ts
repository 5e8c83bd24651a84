/** Check the transform, densities, counts, integrals and roots against closed forms. */
import { describe, expect, test } from "vitest";
import {
  countBelow,
  countUpTo,
  everyNth,
  fft,
  findRoot,
  histogram,
  integrate,
  kde,
  silvermanBandwidth,
  sum,
} from "../../src/stats/index.js";

const close = (actual: number, expected: number, tolerance: number) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance);

describe("fft", () => {
  test.each([1, 2, 8, 64])("equals the defining sum for n = %i", (n) => {
    const x = Array.from({ length: n }, (_, j) => [Math.sin(j * j), Math.cos(3 * j)] as const);
    const re = Float64Array.from(x, ([r]) => r);
    const im = Float64Array.from(x, ([, i]) => i);
    fft(re, im);
    for (let k = 0; k < n; k++) {
      const angle = (j: number) => (-2 * Math.PI * ((j * k) % n)) / n;
      const real = x.map(([r, i], j) => r * Math.cos(angle(j)) - i * Math.sin(angle(j)));
      const imaginary = x.map(([r, i], j) => r * Math.sin(angle(j)) + i * Math.cos(angle(j)));
      close(re[k] as number, sum(real), 1e-13);
      close(im[k] as number, sum(imaginary), 1e-13);
    }
  });

  test("refuses other lengths", () => {
    expect(() => fft(new Float64Array(3), new Float64Array(3))).toThrow("power of two");
    expect(() => fft(new Float64Array(4), new Float64Array(2))).toThrow("got 4 real and 2 imaginary");
  });
});

describe("kde", () => {
  const values = [0.2, 0.25, 0.7, 1.4, 1.5, 2.9];
  const kernel = (u: number) => Math.exp(-0.5 * u * u) / Math.sqrt(2 * Math.PI);
  const mass = ({ x, density }: { x: Float64Array; density: Float64Array }) =>
    sum(density.map((d, i) => d * (i === 0 || i === x.length - 1 ? 0.5 : 1))) * ((x[1] as number) - (x[0] as number));

  test("equals the direct sum of kernels", () => {
    const h = 0.4;
    const { x, density } = kde(values, { bandwidth: h, points: 2048 });
    // Linear binning errs by at most (spacing / h)² / 8 of the kernel's curvature, cutting off by exp(-8).
    x.forEach((at, i) => {
      close(density[i] as number, values.reduce((s, v) => s + kernel((at - v) / h) / h, 0) / values.length, 1e-4);
    });
    close(mass({ x, density }), 1, 1e-4);
  });

  test("equals the direct sum of kernels and their mirror images at bounds", () => {
    const h = 0.4;
    const { x, density } = kde(values, { bandwidth: h, points: 2048, lower: 0, upper: 3 });
    expect([x[0], x.at(-1)]).toEqual([0, 3]);
    x.forEach((at, i) => {
      const direct = values.reduce(
        (s, v) => s + kernel((at - v) / h) + kernel((at + v) / h) + kernel((at - 6 + v) / h),
        0,
      );
      close(density[i] as number, direct / h / values.length, 1e-4);
    });
    close(mass({ x, density }), 1, 1e-12);
  });

  test("keeps its mass between bounds closer than the kernel is wide", () => {
    const result = kde([0.5, 0.5, 1], { bandwidth: 5, lower: 0, upper: 1 });
    close(mass(result), 1, 1e-12);
    result.density.forEach((d) => {
      close(d, 1, 1e-3);
    });
  });

  test("is nowhere negative where the last value rounds to beyond the grid", () => {
    const end = 3 / 7;
    const { density } = kde([0, end / 10, end], { bandwidth: end / 60, lower: 0, upper: end, points: 401 });
    expect(Math.min(...density)).toBeGreaterThanOrEqual(0);
  });

  test("takes the bandwidth that R's bw.nrd0 defines, also without spread", () => {
    // 1 … 10: s = 3.0276… is less than IQR / 1.34 = 3.358….
    close(silvermanBandwidth([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), 0.9 * 3.0276503540974917 * 10 ** -0.2, 1e-14);
    close(silvermanBandwidth([1, 1, 1, 1, 11]), 0.9 * Math.sqrt(20) * 5 ** -0.2, 1e-14);
    close(silvermanBandwidth([3]), 0.9 * 3, 1e-14);
    close(silvermanBandwidth([0, 0]), 0.9 * 2 ** -0.2, 1e-14);
    expect(kde([3]).density.every(Number.isFinite)).toBe(true);
  });

  test("refuses values outside the support and useless options", () => {
    expect(() => kde([-1, 2], { lower: 0 })).toThrow("leave the support from 0");
    expect(() => kde([1], { bandwidth: 0 })).toThrow("bandwidth = 0");
    expect(() => kde([1, NaN])).toThrow("values[1] is NaN");
  });
});

describe("histogram", () => {
  test("puts a value on an edge into the bin to its right, the largest into the last", () => {
    const { edges, counts } = histogram([0, 0.1, 0.2, 0.3, 0.3, 1], { bins: 10 });
    expect(edges[0]).toBe(0);
    expect(edges[10]).toBe(1);
    expect(sum(counts)).toBe(6);
    edges.forEach((edge, k) => {
      const inside = [0, 0.1, 0.2, 0.3, 0.3, 1].filter((v) => v >= edge && (v < (edges[k + 1] as number) || k === 9));
      if (k < 10) expect(counts[k]).toBe(inside.filter((v) => v <= (edges[k + 1] as number)).length);
    });
  });

  test("leaves out what lies beyond given ends", () => {
    expect([...histogram([-5, 0, 1, 2, 9], { bins: 2, lower: 0, upper: 2 }).counts]).toEqual([1, 2]);
  });

  test("chooses bins, also for equal values and values with equal quartiles", () => {
    expect(histogram([4, 4, 4])).toEqual({ edges: Float64Array.of(3.5, 4.5), counts: Float64Array.of(3) });
    expect(sum(histogram([1, 1, 1, 1, 1, 9]).counts)).toBe(6);
    // 1 … 1000: IQR 499.5, width 2 · 499.5 / 10 = 99.9, range 999: ten bins.
    expect(histogram(Array.from({ length: 1000 }, (_, i) => i + 1)).counts.length).toBe(10);
    expect(() => histogram([1, 2], { bins: 0 })).toThrow("cannot make 0 bins");
  });
});

describe("integrate", () => {
  const cases: readonly [string, (x: number) => number, number, number, number][] = [
    ["a polynomial", (x) => x ** 5, 0, 2, 64 / 6],
    ["backwards", (x) => x ** 2, 1, 0, -1 / 3],
    ["an oscillation", (x) => Math.cos(100 * x), 0, 1, Math.sin(100) / 100],
    ["an odd function", (x) => Math.sin(x), -3, 3, 0],
    ["a singular end", (x) => 1 / Math.sqrt(x), 0, 1, 2],
    ["a logarithmic end", (x) => Math.log(x), 0, 1, -1],
    ["a narrow peak", (x) => 1 / (1e-6 + (x - 0.3) ** 2), 0, 1, 1e3 * (Math.atan(700) + Math.atan(300))],
    ["a right tail", (x) => Math.exp(-x), 2, Infinity, Math.exp(-2)],
    ["a left tail", (x) => Math.exp(x), -Infinity, 1, Math.E],
    ["the whole line", (x) => Math.exp(-x * x), -Infinity, Infinity, Math.sqrt(Math.PI)],
    ["a heavy tail", (x) => 1 / (1 + x * x), -Infinity, Infinity, Math.PI],
    ["a very heavy tail", (x) => (1 + x) ** -1.5, 0, Infinity, 2],
    ["a singular end and a heavy tail", (x) => 1 / (Math.sqrt(x) * (1 + x)), 0, Infinity, Math.PI],
    ["a far end", (x) => Math.exp(100 - x), 100, Infinity, 1],
    ["nothing", (x) => x, 3, 3, 0],
  ];

  test.each(cases)("%s", (_, f, a, b, expected) => {
    const { value, error } = integrate(f, a, b);
    close(value, expected, 1e-10 * Math.max(1e-4, Math.abs(expected)));
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(Math.max(error, 1e-14));
  });

  test("counts its evaluations", () => {
    let calls = 0;
    const { evaluations } = integrate((x) => Math.sqrt(x * calls++ * 0 + x), 0, 1);
    expect(evaluations).toBe(calls);
  });

  test("throws rather than return what it cannot vouch for", () => {
    expect(() => integrate((x) => 1 / x, 0, 1, { maxIntervals: 100 })).toThrow("tolerance after 100");
    expect(() => integrate((x) => 1 / x, -1, 1)).toThrow("the integrand is Infinity at 0");
    expect(() => integrate((x) => x, NaN, 1)).toThrow("from NaN to 1");
  });
});

describe("counting and thinning", () => {
  test("counts of sorted values are those of a scan, ties and ends included", () => {
    const sorted = [-2, -2, 0, 1, 1, 1, 7];
    for (const x of [-Infinity, -3, -2, -1, 0, 0.5, 1, 7, 8, Infinity]) {
      expect(countBelow(sorted, x)).toBe(sorted.filter((value) => value < x).length);
      expect(countUpTo(sorted, x)).toBe(sorted.filter((value) => value <= x).length);
    }
    expect([countBelow([], 1), countUpTo([], 1)]).toEqual([0, 0]);
  });
  test("every third value begins with the first", () => {
    expect(everyNth([5, 6, 7, 8, 9, 10, 11], 3)).toEqual([5, 8, 11]);
    expect(everyNth(Float64Array.of(1, 2), 1)).toEqual([1, 2]);
  });
});

describe("findRoot", () => {
  const cases: readonly [string, (x: number) => number, number, number, number][] = [
    ["a cubic", (x) => x ** 3 - 2, 0, 2, Math.cbrt(2)],
    ["ends in either order", (x) => x ** 3 - 2, 2, 0, Math.cbrt(2)],
    ["a root at the end", (x) => x - 1, 1, 5, 1],
    ["a flat root", (x) => (x - 1) ** 9, 0, 3, 1],
    ["a steep function", (x) => Math.expm1(50 * x), -1, 3, 0],
    ["a jump", (x) => (x < 0.3 ? -1 : 2), -7, 5, 0.3],
    ["infinite values", (x) => Math.log(x), 0, 1e300, 1],
    ["a tiny root", (x) => x - 1e-200, 0, 1, 1e-200],
  ];

  test.each(cases)("%s", (_, f, a, b, expected) => {
    const root = findRoot(f, a, b, { maxIterations: 3000 });
    // Even the flat root: (x - 1)⁹ does not underflow next to 1.
    close(root, expected, 4 * Number.EPSILON * Math.abs(expected) + 1e-300);
  });

  test("is quick on smooth functions", () => {
    let calls = 0;
    findRoot((x) => Math.cos(x) - x + 0 * calls++, 0, 1);
    expect(calls).toBeLessThan(12);
  });

  test("refuses a bracket without a change of sign, and NaN", () => {
    expect(() => findRoot((x) => x * x + 1, -1, 1)).toThrow("the function is 2 at -1 and 2 at 1");
    expect(() => findRoot(() => NaN, -1, 1)).toThrow("NaN at -1");
    expect(() => findRoot((x) => x, -Infinity, 1)).toThrow("not finite");
    expect(() => findRoot((x) => x - 0.1, 0, 1e9, { maxIterations: 1 })).toThrow("after 1 iterations");
  });
});
