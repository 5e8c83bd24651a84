/** Hold closed forms to the beta-binomial's reference values, and their draws to their own cdf. */
import { readFileSync } from "node:fs";
import { beta, binomial, column, dim, gamma, inverseGamma, model, mul, normal, poisson, sqrt } from "@credence/model";
import { describe, expect, it } from "vitest";
import { exact, explain, sampleSync } from "../src/index.js";

interface Reference {
  readonly n: number;
  readonly k: number;
  readonly mean: number;
  readonly sd: number;
  readonly median: number;
  readonly map_natural: number;
  readonly eti94: readonly [number, number];
  readonly hdi94: readonly [number, number];
  readonly hdi95: readonly [number, number];
  readonly "cdf_0.5": number;
  readonly log_marginal_likelihood: number;
  readonly posterior_predictive_betabinom_m10_pmf: readonly number[];
}
const fixture = new URL("../../testing/fixtures/beta_binomial.json", import.meta.url);
const references: readonly Reference[] = JSON.parse(readFileSync(fixture, "utf8")).cases;

const campaign = model(({ n }: { n: number }) => {
  const theta = beta(11.5, 48.5);
  const odds = theta.div(mul(theta, -1).add(1));
  const k = binomial(n, theta);
  return { theta, odds, k };
});

const relative = (actual: number, expected: number): number => Math.abs(actual / expected - 1);

describe.each(references)("$k of $n", (reference) => {
  const { n, k } = reference;
  const closed = exact(campaign({ n }).observe({ k }));
  if (closed === null) throw new Error("not recognised");
  const { theta } = closed.distributions;

  it("has the moments, quantiles and cdf of the reference", () => {
    expect(relative(theta.mean(), reference.mean)).toBeLessThan(1e-15 * 4);
    expect(relative(theta.sd(), reference.sd)).toBeLessThan(1e-14);
    expect(relative(theta.quantile(0.5), reference.median)).toBeLessThan(1e-12);
    expect(relative(theta.quantile(0.03), reference.eti94[0])).toBeLessThan(1e-12);
    expect(relative(theta.quantile(0.97), reference.eti94[1])).toBeLessThan(1e-12);
    expect(Math.abs(theta.cdf(0.5) - reference["cdf_0.5"])).toBeLessThanOrEqual(1e-10 * reference["cdf_0.5"]);
  });
  it("has its shortest intervals", () => {
    // the width is flat at its minimum, so that its place is known to about the root of its own precision
    for (const [mass, [low, high]] of [
      [0.94, reference.hdi94],
      [0.95, reference.hdi95],
    ] as const) {
      expect(Math.abs(theta.interval(mass).low - low)).toBeLessThan(1e-6 * reference.sd);
      expect(Math.abs(theta.interval(mass).high - high)).toBeLessThan(1e-6 * reference.sd);
    }
    expect(theta.interval()).toEqual(theta.interval(0.94));
  });
  it("has its evidence", () => {
    expect(relative(closed.logEvidence, reference.log_marginal_likelihood)).toBeLessThan(1e-14);
  });
  it("says which pair answered", () => {
    expect(closed.pieces).toEqual([{ variable: "theta", pair: "beta-binomial", observed: ["k"] }]);
    expect(explain(campaign({ n }).observe({ k })).sampler).toBe("exact");
  });
});

it("predicts as many trials as were observed", () => {
  const [reference] = references as [Reference];
  const closed = exact(campaign({ n: 10 }).observe({ k: 7 }));
  reference.posterior_predictive_betabinom_m10_pmf.forEach((mass, x) => {
    expect(relative(Math.exp(closed?.predictive.k?.logDensity(x) as unknown as number), mass)).toBeLessThan(1e-13);
  });
});

describe("draws", () => {
  const arm = dim("arm", ["A", "B"]);
  const posterior = model(() => {
    const theta = beta(1, 1).over(arm);
    const lambda = gamma(2, 1);
    const mu = normal(0, 3);
    const lift = theta.mul(2);
    return {
      theta,
      lambda,
      mu,
      lift,
      k: binomial(20, theta),
      count: poisson(lambda),
      y: normal(mu, column(arm, [1, 2])),
    };
  })().observe({ k: [3, 14], count: 5, y: [1.5, -0.5] });
  const closed = exact(posterior);
  if (closed === null) throw new Error("not recognised");
  const draws = 20_000;
  const trace = closed.draw(draws, 11);

  it("follow the cdf", () => {
    // Kolmogorov–Smirnov: P(√n D > 2.6) ≈ 2 exp(−2 · 2.6²) = 2.7e-6 for each of the four
    const distance = (values: Float64Array, cdf: (x: number) => number): number =>
      Math.max(
        ...values
          .slice()
          .sort()
          .map((x, i) => Math.max(Math.abs(cdf(x) - i / draws), Math.abs(cdf(x) - (i + 1) / draws))),
      );
    const { theta, lambda, mu } = closed.distributions;
    for (const label of ["A", "B"] as const) {
      const own = theta.at({ arm: label });
      expect(distance(trace.theta.at({ arm: label }).values, (x) => own.cdf(x))).toBeLessThan(2.6 / Math.sqrt(draws));
    }
    expect(distance(trace.lambda.values, (x) => lambda.cdf(x))).toBeLessThan(2.6 / Math.sqrt(draws));
    expect(distance(trace.mu.values, (x) => mu.cdf(x))).toBeLessThan(2.6 / Math.sqrt(draws));
  });
  it("are independent between cells and variables", () => {
    // a correlation of independent draws is normal with sd 1/√n: beyond 5 sd once in 1.7 million
    const correlation = (a: Float64Array, b: Float64Array): number => {
      const centred = (v: Float64Array): Float64Array => {
        const mean = v.reduce((sum, y) => sum + y, 0) / v.length;
        return v.map((x) => x - mean);
      };
      const [x, y] = [centred(a), centred(b)];
      const dot = (u: Float64Array, v: Float64Array): number => u.reduce((s, ui, i) => s + ui * (v[i] as number), 0);
      return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
    };
    const [a, b] = [trace.theta.at({ arm: "A" }).values, trace.theta.at({ arm: "B" }).values];
    for (const [one, other] of [
      [a, b],
      [a, trace.lambda.values],
      [b, trace.mu.values],
      [a.slice(0, -1), a.slice(1)],
    ] as const)
      expect(Math.abs(correlation(one, other))).toBeLessThan(5 / Math.sqrt(draws));
  });
  it("are the same for the same seed, and others for another", () => {
    expect(closed.draw(100, 3).theta.values).toEqual(closed.draw(100, 3).theta.values);
    expect(closed.draw(100, 4).theta.values).not.toEqual(closed.draw(100, 3).theta.values);
  });
  it("give derived quantities too", () => {
    expect(Array.from(trace.lift.values)).toEqual(Array.from(trace.theta.values, (x) => 2 * x));
  });
});

it("draws a mean, coefficients and their variance by the laws that are stated", () => {
  // Kolmogorov–Smirnov as above; each of the three fails once in 370,000
  const row = dim("row", 6);
  const posterior = model(() => {
    const variance = inverseGamma(3, 2);
    const level = normal(0, sqrt(variance).mul(3));
    const slope = normal(1, sqrt(variance));
    const x = column(row, [0.2, 1, -1, 0.5, 2, -0.3]);
    return { variance, level, slope, y: normal(level.add(slope.mul(x)), sqrt(variance)) };
  })().observe({ y: [0.3, 1.9, -1.2, 0.4, 2.8, 0.1] });
  const closed = exact(posterior);
  if (closed === null) throw new Error("not recognised");
  const count = 20_000;
  const trace = closed.draw(count, 5);
  for (const name of ["variance", "level", "slope"] as const) {
    const law = closed.distributions[name] as unknown as { cdf(x: number): number };
    const sorted = trace[name].values.slice().sort();
    const most = sorted.reduce((worst, x, i) => {
      const p = law.cdf(x);
      return Math.max(worst, Math.abs(p - i / count), Math.abs(p - (i + 1) / count));
    }, 0);
    expect(most, name).toBeLessThan(2.6 / Math.sqrt(count));
  }
  expect(sampleSync(posterior, { seed: 5, draws: 10 }).$.sampler).toBe("exact");
});

describe("without a closed form", () => {
  const nearMiss = model(() => {
    const theta = beta(2, 3);
    return { theta, a: binomial(10, theta), b: binomial(10, theta.mul(theta)) };
  });
  const posterior = nearMiss().observe({ a: 7, b: 4 });

  it("is null, and explain says why", () => {
    expect(exact(posterior)).toBeNull();
    expect(explain(posterior).reason).toContain(
      "the p of `b` is a function of `theta` other than itself and its lookups",
    );
  });
  it("samples instead", () => {
    const trace = sampleSync(posterior, { draws: 500, tune: 500, chains: 2, seed: 1, progress: false });
    expect(trace.$.sampler).not.toBe("exact");
  });
});
