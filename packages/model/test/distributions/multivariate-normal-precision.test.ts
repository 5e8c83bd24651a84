/** Hold the normal by its precision to the normal by the inverse covariance, whose values are held to references. */
import { compilePosterior } from "@credence/compiler";
import { distributions } from "@credence/inference";
import { rng } from "@credence/math";
import {
  assume,
  column,
  dim,
  geometric,
  geometric0,
  model,
  multivariateNormal,
  multivariateNormalPrecision,
  normal,
  prime,
  truncated,
  truncatedNormal,
} from "@credence/model";
import { describe, expect, it } from "vitest";

const byPrecision = distributions.multivariate_normal_precision as NonNullable<(typeof distributions)[string]>;
const byCovariance = distributions.multivariate_normal as NonNullable<(typeof distributions)[string]>;
const mu = [0.3, -1, 2];
const tau = [
  [4, 1, -0.5],
  [1, 3, 0.7],
  [-0.5, 0.7, 2],
];
// The inverse of tau by cofactors over the determinant 18.59
const cov = [
  [5.51, -2.35, 2.2],
  [-2.35, 7.75, -3.3],
  [2.2, -3.3, 11],
].map((row) => row.map((value) => value / 18.59));

describe("multivariateNormalPrecision", () => {
  it("inverts the covariance it is held to", () => {
    tau.forEach((row, i) => {
      cov.forEach((_, j) => {
        const entry = row.reduce((sum, t, k) => sum + t * ((cov[k] as number[])[j] as number), 0);
        expect(entry).toBeCloseTo(Number(i === j), 12);
      });
    });
  });
  it("has the density, moments and entropy of the normal with the inverse covariance", () => {
    for (const x of [mu, [0, 0, 0], [10, -20, 3]])
      expect(byPrecision.logDensity(x, { mu, tau })).toBeCloseTo(byCovariance.logDensity(x, { mu, cov }), 10);
    expect(byPrecision.entropy?.({ mu, tau })).toBeCloseTo(byCovariance.entropy?.({ mu, cov }) as number, 12);
    const [ours, theirs] = [byPrecision.variance?.({ mu, tau }), byCovariance.variance?.({ mu, cov })] as number[][];
    ours?.forEach((v, i) => {
      expect(v).toBeCloseTo(theirs?.[i] as number, 12);
    });
  });
  it("has the slopes of its density in x and the precision, by differences", () => {
    const x = [1, 0, 1.5];
    const { x: slopes, tau: inTau } = byPrecision.gradient(x, { mu, tau }) as { x: number[]; tau: number[][] };
    const h = 1e-5;
    x.forEach((_, i) => {
      const at = (by: number): number =>
        byPrecision.logDensity(
          x.map((v, k) => (k === i ? v + by : v)),
          { mu, tau },
        );
      expect(slopes[i]).toBeCloseTo((at(h) - at(-h)) / (2 * h), 6);
    });
    const moved = (by: number): number[][] =>
      tau.map((row, i) => row.map((v, j) => ((i === 0 && j === 1) || (i === 1 && j === 0) ? v + by : v)));
    const at = (by: number): number => byPrecision.logDensity(x, { mu, tau: moved(by) });
    expect((inTau[0]?.[1] as number) + (inTau[1]?.[0] as number)).toBeCloseTo((at(h) - at(-h)) / (2 * h), 6);
  });
  it("draws vectors with that mean and covariance", () => {
    const stream = rng(2);
    const size = 20_000;
    const draws = Array.from({ length: size }, () => byPrecision.random(stream, { mu, tau }) as number[]);
    for (let i = 0; i < 3; i++)
      for (let j = 0; j <= i; j++) {
        const product = (d: number[]): number => ((d[i] as number) - mu[i]!) * ((d[j] as number) - mu[j]!);
        const [cii, cjj, cij] = [cov[i]![i]!, cov[j]![j]!, cov[i]![j]!];
        const mean = draws.reduce((sum, d) => sum + product(d), 0) / size;
        // var(x y) = cii cjj + cij² for normals; five standard errors fail once in 10⁶
        expect(Math.abs(mean - cij)).toBeLessThan(5 * Math.sqrt((cii * cjj + cij * cij) / size));
      }
  });
  it("is the same model as the covariance, moved by its own factor", () => {
    const spot = dim("spot", 3);
    const matrix = (rows: number[][]) => assume.covariance(column([spot, prime(spot)], rows.flat()), spot);
    const densityOf = (made: ReturnType<typeof multivariateNormal<number, string, "spot">>): number => {
      const posterior = model(() => {
        const y = normal(made, 1);
        return { made, y };
      })().observe({ y: [1, 0, 1.5] });
      return compilePosterior(posterior).logDensity(Float64Array.from([0.2, -0.4, 1]), 0);
    };
    expect(densityOf(multivariateNormalPrecision(0, matrix(tau)) as never)).toBeCloseTo(
      densityOf(multivariateNormal(0, matrix(cov)) as never),
      10,
    );
  });
  it("refuses a matrix that is no precision", () => {
    expect(() =>
      byPrecision.logDensity([0, 0], {
        mu: [0, 0],
        tau: [
          [1, 2],
          [2, 1],
        ],
      }),
    ).toThrow("a symmetric positive definite matrix tau");
  });
});

it("truncatedNormal and geometric0 are truncated(normal) and geometric by names of their own", () => {
  const densityOf = (make: () => unknown, x: number): number => {
    const posterior = model(() => ({ spare: normal(0, 1), made: make() as ReturnType<typeof normal> }))().observe({
      made: x,
    } as never);
    return compilePosterior(posterior as never).logDensity(new Float64Array(1), 0);
  };
  expect(densityOf(() => truncatedNormal(1, 2, 0, 3), 0.5)).toBe(
    densityOf(() => truncated(normal(1, 2), { lower: 0, upper: 3 }), 0.5),
  );
  expect(densityOf(() => geometric0(0.3), 4)).toBe(densityOf(() => geometric(0.3), 4));
});
