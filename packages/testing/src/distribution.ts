/** Hold a distribution to what every one must satisfy: reference values, normalisation, draws, slopes, edges and round trips. */
import { distributions, type NumericDistribution, type NumericParameters } from "@credence/inference";
import { integrate, rng } from "@credence/math";
import { describe, expect, it } from "vitest";
import { tryArguments } from "./fuzz.js";
import { drawnRows, marginsOf } from "./margins.js";
import { expectations } from "./quadrature.js";
import { type ReferenceDistribution, type ReferencePoint, referenceDistributions } from "./reference-distributions.js";

export interface DistributionTestOptions {
  /** How many random arguments each function is tried with. */
  readonly fuzz?: number;
  /** How many draws are held against the cdf. */
  readonly draws?: number;
}

interface Tolerance {
  readonly rel: number;
  readonly abs?: number;
}

/** Fails with both numbers and the place; NaN and infinities must be met exactly. */
function expectClose(actual: unknown, expected: unknown, { rel, abs = 0 }: Tolerance, where: string): void {
  if (Array.isArray(expected)) {
    for (const [i, value] of expected.entries())
      expectClose((actual as number[])[i], value, { rel, abs }, `${where}[${i}]`);
    return;
  }
  const [a, e] = [actual as number, expected as number];
  const same = Object.is(a, e) || a === e || Math.abs(a - e) <= abs + rel * Math.abs(e);
  expect(same, `${where} is ${a}, expected ${e}`).toBe(true);
}

/** The elements of a number, vector or matrix. */
const flat = (value: unknown): readonly unknown[] => [value].flat(2);
const text = (value: unknown): string => JSON.stringify(value);
const unit = 2 ** -53;
const finite = (value: number | undefined): number => (Number.isFinite(value) ? (value as number) : 0);

/** Rounding of the arguments (cond) and of the terms that a formula adds (term_scale) comes on top of 1e-12. */
const logDensityTolerance = ({ cond, term_scale }: ReferencePoint): Tolerance => ({
  rel: 1e-12,
  abs: 1e-14 + 4 * unit * (finite(cond) + finite(term_scale)),
});

const slopeTolerance: Tolerance = { rel: 1e-9, abs: 1e-12 };

/**
 * The one slope of the file that is smaller than the rounding of the terms whose sum it is: k/p and (n − k)/(1 − p) at
 * their balance, 10⁶ each. It is held to that rounding, about term_scale / p.
 */
const cancelledSlope = ({ x, params, term_scale }: ReferencePoint, argument: string): Tolerance | undefined =>
  argument === "p" && x === 300_000
    ? { rel: 0, abs: (4 * unit * finite(term_scale)) / (params.p as number) }
    : undefined;

/** cdf and tails by the incomplete beta and gamma functions are held to less than closed forms. */
const tailTolerance: Tolerance = { rel: 1e-8, abs: 1e-300 };

function referencePoints(d: NumericDistribution, { points }: ReferenceDistribution): void {
  it("has the log density of the reference", () => {
    for (const point of points)
      expectClose(
        d.logDensity(point.x, point.params),
        point.logp,
        logDensityTolerance(point),
        `logp at ${text(point)}`,
      );
  });
  it("has the slopes of the reference", () => {
    for (const point of points) {
      const gradient = d.gradient(point.x, point.params);
      for (const [argument, slope] of Object.entries(point.grad ?? {}))
        if (slope !== null)
          for (const [i, one] of flat(slope).entries())
            if (one !== null)
              expectClose(
                flat(gradient[argument])[i],
                one,
                cancelledSlope(point, argument) ?? slopeTolerance,
                `d${argument} at ${text(point)}`,
              );
    }
  });
  it("has the tails of the reference", () => {
    for (const point of points) {
      const { x, params, cdf, sf, logcdf, logsf } = point;
      const at = text({ x, params });
      if (cdf !== undefined) expectClose(d.cdf?.(x as number, params), cdf, tailTolerance, `cdf at ${at}`);
      if (sf !== undefined) expectClose(d.sf?.(x as number, params), sf, tailTolerance, `sf at ${at}`);
      if (logcdf !== undefined) expectClose(d.logCdf?.(x as number, params), logcdf, tailTolerance, `logCdf at ${at}`);
      if (logsf !== undefined) expectClose(d.logSf?.(x as number, params), logsf, tailTolerance, `logSf at ${at}`);
    }
  });
}

function referenceSummaries(
  d: NumericDistribution,
  { kind, quantiles = [], moments, invalid_params = [] }: ReferenceDistribution,
): void {
  const tolerance = kind === "discrete" ? { rel: 0 } : { rel: 1e-9, abs: 1e-12 };
  it("has the quantiles of the reference", () => {
    for (const { p, tail, x, params } of quantiles) {
      const quantile = tail === "lower" ? d.quantile : d.upperQuantile;
      expectClose(quantile?.(p, params), x, tolerance, `${tail} quantile of ${p}, ${text(params)}`);
    }
  });
  it("has the moments and entropy of the reference", () => {
    for (const { params, ...summaries } of moments)
      for (const name of ["mean", "variance", "entropy"] as const) {
        const expected = summaries[name];
        if (expected !== undefined && expected !== null)
          expectClose(d[name]?.(params), expected, { rel: 1e-10, abs: 1e-13 }, `${name} of ${text(params)}`);
      }
  });
  it("refuses impossible parameters by name", () => {
    for (const params of invalid_params) expect(() => d.logDensity(1, params)).toThrow(RangeError);
  });
}

/** A few settings of the parameters, none extreme. */
function settings({ points }: ReferenceDistribution): readonly NumericParameters[] {
  const ordinary = points.filter(({ tag }) => tag === "ordinary").map(({ params }) => text(params));
  return [...new Set(ordinary)].slice(0, 4).map((params) => JSON.parse(params) as NumericParameters);
}

const probabilities = [1e-6, 0.01, 0.25, 0.5, 0.75, 0.99, 1 - 1e-6];

/** The probability between two values, from the density alone. */
function mass(d: NumericDistribution, from: number, to: number, params: NumericParameters, discrete: boolean): number {
  const density = (x: number): number => Math.exp(d.logDensity(x, params));
  if (!discrete) return integrate(density, from, to, { relativeTolerance: 1e-9 }).value;
  let total = 0;
  for (let k = from + 1; k <= to; k++) total += density(k);
  return total;
}

function normalisation(d: NumericDistribution, reference: ReferenceDistribution): void {
  const discrete = reference.kind === "discrete";
  it("has a density that adds up to its cdf", () => {
    for (const params of settings(reference)) {
      const cuts = probabilities.map((p) => d.quantile?.(p, params) as number);
      for (let i = 1; i < cuts.length; i++) {
        const [from, to] = [cuts[i - 1] as number, cuts[i] as number];
        // where x has no digits left below a bound, the density there is infinite
        if (d.logDensity(from, params) === Infinity || d.logDensity(to, params) === Infinity) continue;
        const expected = (d.cdf?.(to, params) as number) - (d.cdf?.(from, params) as number);
        expectClose(
          mass(d, from, to, params, discrete),
          expected,
          { rel: 1e-7, abs: 1e-12 },
          `mass of (${from}, ${to}], ${text(params)}`,
        );
      }
    }
  });
  it("has quantiles that its tails lead back from", () => {
    const { cdf, sf, quantile, upperQuantile } = d as Required<NumericDistribution>;
    for (const params of settings(reference)) {
      const density = discrete ? undefined : (x: number): number => Math.exp(d.logDensity(x, params));
      for (const p of [1e-12, ...probabilities]) {
        roundTrip(
          density,
          p,
          (q) => quantile(q, params),
          (x) => cdf(x, params),
          -1,
        );
        roundTrip(
          density,
          p,
          (q) => upperQuantile(q, params),
          (x) => sf(x, params),
          1,
        );
      }
    }
  });
}

/** Without angles, whose mean and variance are those of the circle. */
function moments(name: string, d: NumericDistribution, reference: ReferenceDistribution): void {
  if (name === "von_mises") return;
  it("has the mean, variance and entropy of its density", () => {
    for (const params of settings(reference).slice(0, 2)) {
      const expected = expectations(d as Required<NumericDistribution>, params, reference.kind === "discrete");
      if (expected === undefined || expected.cutOff) continue;
      const scale = Math.sqrt(expected.variance);
      const close = (actual: unknown, value: number, abs: number, what: string): void =>
        expectClose(actual, value, { rel: 1e-7, abs }, `${what} of ${text(params)}`);
      close(d.mean?.(params), expected.mean, 1e-7 * scale, "mean");
      close(d.variance?.(params), expected.variance, 0, "variance");
      close(d.entropy?.(params), expected.entropy, 1e-7, "entropy");
    }
  });
}

/**
 * Counts: the smallest k with cdf(k) ≥ p, or with sf(k) ≤ p. Else the tail at the quantile is p, but for what the last
 * digit of x is worth.
 */
function roundTrip(
  density: ((x: number) => number) | undefined,
  p: number,
  quantile: (p: number) => number,
  tail: (x: number) => number,
  sign: 1 | -1,
): void {
  const x = quantile(p);
  if (density !== undefined) {
    expectClose(
      tail(x),
      p,
      { rel: 1e-7, abs: 4 * unit * Math.abs(x) * density(x) },
      `tail at the quantile ${x} of ${p}`,
    );
    return;
  }
  const reached = (k: number): boolean => sign * tail(k) <= sign * p;
  expect(reached(x), `tail(${x}) reaches ${p}`).toBe(true);
  expect(tail(x - 1) === tail(x) || !reached(x - 1), `tail(${x - 1}) does not reach ${p}`).toBe(true);
}

/**
 * The largest distance between two distribution functions is above √(log(2/α) / 2n) with probability α at most
 * (Massart 1990, the tight constant of Dvoretzky, Kiefer and Wolfowitz), for counts too. α = 1e-6.
 */
function expectFrom(draws: readonly number[], cdf: (x: number) => number, discrete: boolean, where: string): void {
  const sorted = [...draws].sort((a, b) => a - b);
  const n = sorted.length;
  let distance = 0;
  for (let i = 0; i < n; i++) {
    const x = sorted[i] as number;
    if (sorted[i + 1] !== x) distance = Math.max(distance, Math.abs((i + 1) / n - cdf(x)));
    if (sorted[i - 1] !== x) distance = Math.max(distance, Math.abs(i / n - cdf(discrete ? x - 1 : x)));
  }
  expect(distance, `distance of the draws from the cdf, ${where}`).toBeLessThan(Math.sqrt(Math.log(2e6) / (2 * n)));
}

function draws(name: string, d: NumericDistribution, reference: ReferenceDistribution, count: number): void {
  it("draws from its cdf (false alarms: 1 in 1e6 for each setting)", () => {
    for (const [i, params] of settings(reference).entries()) {
      const stream = rng(7, name, i);
      const drawn = Array.from({ length: count }, () => d.random(stream, { ...params, dimension: drawnRows }));
      const where = text(params);
      if (d.cdf !== undefined) {
        const { cdf } = d;
        expectFrom(drawn as number[], (x) => cdf(x, params), reference.kind === "discrete", where);
      } else
        for (const margin of marginsOf(name, params))
          expectFrom(drawn.map(margin.of), margin.cdf, margin.discrete, `${margin.name}, ${where}`);
    }
  });
}

/** Central differences at ordinary points, where their error is about 1e-8 of the size of what is differentiated. */
function slopes(d: NumericDistribution, { points }: ReferenceDistribution): void {
  it("has the slopes of central differences", () => {
    for (const { x, params } of points.filter(({ tag }) => tag === "ordinary").slice(0, 4)) {
      const gradient = d.gradient(x, params);
      const logDensity = (argument: string, value: unknown): number =>
        argument === "x"
          ? d.logDensity(value as number, params)
          : d.logDensity(x, { ...params, [argument]: value as number });
      for (const [argument, slope] of Object.entries(gradient)) {
        const at = argument === "x" ? x : params[argument];
        // shares cannot be moved one at a time
        if (typeof slope !== "number" || typeof at !== "number") continue;
        const step = 1e-5 * (at === 0 ? 1 : Math.abs(at));
        const [above, below] = [logDensity(argument, at + step), logDensity(argument, at - step)];
        if (!Number.isFinite(above - below)) continue;
        const noise = (1e-14 * (1 + Math.abs(above))) / step;
        expectClose(
          slope,
          (above - below) / (2 * step),
          { rel: 1e-5, abs: 1e-6 + noise },
          `d${argument} at ${text({ x, params })}`,
        );
      }
    }
  });
}

function edges(name: string, d: NumericDistribution, reference: ReferenceDistribution): void {
  it("is nothing beyond all values", () => {
    for (const params of settings(reference)) {
      expect(() => d.logDensity(Number.NaN, params)).toThrow(new RegExp(`${name}.*NaN`));
      if (d.cdf === undefined) continue;
      for (const x of [-Infinity, Infinity]) {
        const above = Number(x > 0);
        expect(d.logDensity(x, params)).toBe(-Infinity);
        for (const slope of Object.values(d.gradient(x, params))) expect(slope).toBe(0);
        expectClose(d.cdf(x, params), above, { rel: 0 }, `cdf(${x})`);
        expectClose(d.sf?.(x, params), 1 - above, { rel: 0 }, `sf(${x})`);
        expectClose(d.logCdf?.(x, params), Math.log(above), { rel: 0 }, `logCdf(${x})`);
        expectClose(d.logSf?.(x, params), Math.log(1 - above), { rel: 0 }, `logSf(${x})`);
      }
      if (reference.kind === "discrete") expect(d.logDensity(0.5, params)).toBe(-Infinity);
    }
  });
  it("refuses missing and undefined parameters", () => {
    const [params = {}] = settings(reference);
    for (const parameter of reference.params) {
      const { [parameter]: _, ...rest } = params;
      expect(() => d.logDensity(1, rest)).toThrow(parameter);
      expect(() => d.logDensity(1, { ...params, [parameter]: Number.NaN })).toThrow(RangeError);
    }
  });
}

/** Runs the suite for the distribution of that name, which must be registered and have reference values. */
export function testDistribution(
  name: string,
  { fuzz: runs = 1000, draws: count = 4000 }: DistributionTestOptions = {},
): void {
  describe(name, () => {
    const d = distributions[name] as NumericDistribution;
    const reference = referenceDistributions()[name] as ReferenceDistribution;
    referencePoints(d, reference);
    referenceSummaries(d, reference);
    if (d.quantile !== undefined) {
      normalisation(d, reference);
      moments(name, d, reference);
    }
    draws(name, d, reference, count);
    slopes(d, reference);
    edges(name, d, reference);
    it("answers everything with numbers or a RangeError", () => tryArguments(name, d, reference, runs));
  });
}
