/** Hold evidence, moments and quantiles by integration to quadrature in the test's own formulas. */
import { dim } from "@credence/draws";
import { lbetaDiff, lchoose, integrate as quadrature } from "@credence/math";
import { beta, binomial, column, complement, halfNormal, laplace, lognormal, model, normal } from "@credence/model";
import { describe, expect, it } from "vitest";
import { bayesFactor, integrate, sampleSync } from "../src/index.js";
import { eightSchools } from "./models.js";

describe("a posterior of one dimension", () => {
  const coins = (power: 1 | 2) =>
    model(() => {
      const theta = beta(2, 3);
      const a = binomial(10, theta);
      const b = binomial(10, power === 2 ? theta.mul(theta) : theta.mul(0.5));
      return { theta, a, b };
    })().observe({ a: 7, b: 4 });
  const density = (p: number): number =>
    12 * p * (1 - p) ** 2 * 120 * p ** 7 * (1 - p) ** 3 * 210 * p ** 8 * (1 - p * p) ** 6;
  const total = quadrature(density, 0, 1).value;
  const found = integrate(coins(2));
  if (found === null) throw new Error("not integrated");
  const { theta } = found.distributions;

  it("has its evidence and moments", () => {
    expect(found.error).toBeLessThan(0.01);
    expect(found.logEvidence).toBeCloseTo(Math.log(total), 6);
    const mean = quadrature((p) => p * density(p), 0, 1).value / total;
    const square = quadrature((p) => p * p * density(p), 0, 1).value / total;
    expect(theta.mean()).toBeCloseTo(mean, 6);
    expect(theta.sd()).toBeCloseTo(Math.sqrt(square - mean * mean), 6);
  });
  it("has its distribution function, quantiles and intervals", () => {
    for (const x of [0.3, 0.6, 0.8]) expect(theta.cdf(x)).toBeCloseTo(quadrature(density, 0, x).value / total, 4);
    for (const p of [0.01, 0.5, 0.97]) expect(theta.cdf(theta.quantile(p))).toBeCloseTo(p, 8);
    expect([theta.quantile(0), theta.quantile(1), theta.cdf(0), theta.cdf(1)]).toEqual([0, 1, 0, 1]);
    const { low, high } = theta.interval(0.9);
    expect(theta.cdf(high) - theta.cdf(low)).toBeCloseTo(0.9, 6);
  });
  it("weighs models", () => {
    expect(bayesFactor(found, integrate(coins(1))).logFactor).toBeCloseTo(
      found.logEvidence - (integrate(coins(1))?.logEvidence as number),
      12,
    );
  });
});

describe("rates that share a beta law", () => {
  const group = dim("group", ["a", "b", "c"]);
  const [n, y] = [
    [10, 40, 25],
    [3, 8, 11],
  ];
  const found = integrate(
    model(() => {
      const mu = beta(1, 1);
      const kappa = lognormal(2, 1);
      const theta = beta(mu.mul(kappa), complement(mu).mul(kappa)).over(group);
      return { mu, kappa, theta, y: binomial(column(group, n), theta) };
    })().observe({ y }),
  );
  if (found === null) throw new Error("not integrated");
  /** Over mu and log kappa, of the density and of what it is multiplied by. */
  const over = (f: (a: number, b: number) => number): number =>
    quadrature(
      (mu) =>
        quadrature(
          (v) => {
            const [a, b] = [mu * Math.exp(v), (1 - mu) * Math.exp(v)];
            const logLikelihood = n.reduce(
              (sum, size, j) =>
                sum + lchoose(size, y[j] as number) + lbetaDiff(a, b, y[j] as number, size - (y[j] as number)),
              0,
            );
            return f(a, b) * Math.exp(logLikelihood - 0.5 * (v - 2) ** 2) * 0.3989422804014327;
          },
          -6,
          10,
          { relativeTolerance: 1e-8 },
        ).value,
      0,
      1,
      { relativeTolerance: 1e-7 },
    ).value;
  const total = over(() => 1);

  it("have evidence and moments, those that were removed too", () => {
    expect(found.logEvidence).toBeCloseTo(Math.log(total), 4);
    expect(found.distributions.mu.mean()).toBeCloseTo(over((a, b) => a / (a + b)) / total, 4);
    y.forEach((seen, j) => {
      const mean = over((a, b) => (a + seen) / (a + b + (n[j] as number))) / total;
      expect(found.distributions.theta.mean().values[j]).toBeCloseTo(mean, 4);
    });
  });
  it("have quantiles as the draws do, within four standard errors", () => {
    const trace = found.draw(20000, 3);
    const shareBelow = (values: Float64Array, x: number): number =>
      values.filter((value) => value <= x).length / values.length;
    const rate = found.distributions.theta.at({ group: "b" });
    const drawn = trace.theta.at({ group: "b" }).values;
    for (const p of [0.1, 0.5, 0.9])
      expect(Math.abs(shareBelow(drawn, rate.quantile(p)) - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 20000));
    const kappa = found.distributions.kappa.quantile(0.8);
    expect(Math.abs(shareBelow(trace.kappa.values, kappa) - 0.8)).toBeLessThan(4 * Math.sqrt(0.16 / 20000));
  });
});

describe("integrate", () => {
  it("agrees with the trace on eight schools", () => {
    const found = integrate(eightSchools(true));
    const trace = sampleSync(eightSchools(true), { seed: 4 });
    expect(Math.abs((found?.distributions.tau.mean() as number) - trace.tau.mean())).toBeLessThan(
      (4 * trace.tau.sd()) / Math.sqrt(4000),
    );
    expect(found?.distributions.theta.sd().values).toHaveLength(8);
  });
  it("answers null where it cannot, or where exact knows all", () => {
    const item = dim("item", [1, 2]);
    const kinked = model(() => {
      const x = laplace(0, 1);
      return { x, y: normal(x, 1).over(item) };
    })().observe({ y: [1, 2] });
    const closed = model(() => {
      const x = normal(0, 1);
      return { x, y: normal(x, 1).over(item) };
    })().observe({ y: [1, 2] });
    const spread = model(() => {
      const s = halfNormal(1);
      return { s, y: normal(0, s).over(item) };
    })().observe({ y: [1, 2] });
    expect(integrate(kinked)).toBeNull();
    expect(integrate(closed)).toBeNull();
    expect(integrate(spread)).not.toBeNull();
  });
});
