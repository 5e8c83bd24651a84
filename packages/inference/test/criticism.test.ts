/** Hold criticism of models to models that are right, and to ones that are wrong in a known way. */
import { rng, stdNormalCdf } from "@credence/math";
import { beta, binomial, dim, gamma, model, normal, poisson } from "@credence/model";
import { describe, expect, it } from "vitest";
import { bayesFactor, exact, looPit, powerScale, predictiveCheck } from "../src/index.js";

const obs = dim("obs", 60);
const stream = rng(11, "criticism");
const noise = Array.from({ length: 60 }, () => 3 + stream.normal());
const normals = (spread: number) =>
  model(() => {
    const mu = normal(0, 10);
    const y = normal(mu, spread).over(obs);
    return { mu, y };
  })().observe({ y: noise });
const drawsOf = (posterior: ReturnType<typeof normals>) => exact(posterior)?.draw(2000, 1) as never;

describe("predictiveCheck", () => {
  const sdOf = ({ y }: { y: { values: Float64Array } }): number => {
    const mean = y.values.reduce((a, b) => a + b, 0) / y.values.length;
    return Math.sqrt(y.values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (y.values.length - 1));
  };
  it("finds the data of a right model ordinary and those of a wrong one not", () => {
    const right = predictiveCheck(normals(1), drawsOf(normals(1)), sdOf);
    expect(right.observed).toBeCloseTo(sdOf({ y: { values: Float64Array.from(noise) } }), 12);
    expect(right.above).toBeGreaterThan(0.05);
    expect(right.above).toBeLessThan(0.95);
    expect(right.aboveMcse).toBeLessThan(0.02);
    expect(right.text()).toContain("the model predicts such data");
    const wrong = predictiveCheck(normals(3), drawsOf(normals(3)), sdOf);
    expect(wrong.above).toBe(1);
    expect(wrong.aboveMcse).toBeNaN();
    expect(wrong.text()).toContain("hardly ever predicts such data");
  });
  // P(k' > 14) + P(k' = 14) / 2 of a beta-binomial, here by exact sums from the closed form; mcse 0.008, 4 of them.
  it("counts ties half", () => {
    const coin = model(() => {
      const theta = beta(1, 1);
      const heads = binomial(20, theta);
      return { theta, heads };
    })().observe({ heads: 14 });
    const closed = exact(coin);
    const mass = (k: number): number => Math.exp(Number(closed?.predictive.heads?.logDensity(k)));
    const above = [15, 16, 17, 18, 19, 20].reduce((sum, k) => sum + mass(k), mass(14) / 2);
    const check = predictiveCheck(coin, closed?.draw(4000, 2) as never, ({ heads }) => heads);
    expect(Math.abs(check.above - above)).toBeLessThan(4 * check.aboveMcse);
  });
  it("refuses a statistic that is no number", () => {
    expect(() => predictiveCheck(normals(1), drawsOf(normals(1)), () => Number.NaN)).toThrow(
      "the statistic of the observed data is NaN",
    );
  });
});

describe("looPit", () => {
  it("is uniform for a right model, crowded in the middle for too wide a one and at the ends for too narrow a one", () => {
    const right = looPit(normals(1), drawsOf(normals(1)));
    expect(right.observations[0]).toBe("y[1]");
    expect(right.pValue).toBeGreaterThan(0.05);
    // Exact: y_i given the others is normal around m = v Σ others with variance 1 + v, v = 1 / (1/100 + 59). From 2,000
    // independent draws the share has a sd of at most 0.0115; 60 values within 5 sd: a false alarm in 10^4 seeds.
    const total = noise.reduce((a, b) => a + b, 0);
    const v = 1 / (1 / 100 + 59);
    right.values.forEach((value, i) => {
      const y = noise[i] as number;
      expect(Math.abs(value - stdNormalCdf((y - v * (total - y)) / Math.sqrt(1 + v)))).toBeLessThan(5 * 0.0115);
    });
    const wide = looPit(normals(4), drawsOf(normals(4)));
    expect(wide.pValue).toBeLessThan(0.01);
    expect(wide.text()).toContain("too wide");
    const narrow = looPit(normals(0.3), drawsOf(normals(0.3)));
    expect(narrow.pValue).toBeLessThan(0.01);
    expect(narrow.text()).toContain("too narrow");
  });
  it("spreads counts over their step", () => {
    const counts = model(() => {
      const rate = gamma(2, 1);
      const y = poisson(rate).over(obs);
      return { rate, y };
    })().observe({ y: noise.map((v) => Math.max(0, Math.round(v))) });
    const { values } = looPit(counts, exact(counts)?.draw(1000, 1) as never);
    expect(new Set(values).size).toBe(60);
  });
});

describe("powerScale", () => {
  const conflict = (centre: number, spread: number) =>
    model(() => {
      const mu = normal(centre, spread);
      const y = normal(mu, 1).over(obs);
      return { mu, y };
    })().observe({ y: noise });
  it("is calm for a weak prior, and tells conflict from a prior that decides", () => {
    const findings = [conflict(0, 10), conflict(8, 0.2)].map((p) => powerScale(p, exact(p)?.draw(2000, 1) as never));
    expect(findings.map(({ scalars }) => scalars[0]?.finding)).toEqual(["", "prior and data disagree"]);
    expect(findings[0]?.scalars[0]?.likelihood).toBeGreaterThan(0.05);
    expect(findings[0]?.paretoK.prior).toBeLessThan(0.7);
    expect(findings[1]?.text()).toMatch(/^mu: prior \d\.\d{3}, likelihood \d\.\d{3} — prior and data disagree$/);
    const coin = model(() => {
      const theta = beta(50, 50);
      const heads = binomial(2, theta);
      return { theta, heads };
    })().observe({ heads: 1 });
    const [theta] = powerScale(coin, exact(coin)?.draw(4000, 1) as never).scalars;
    expect(theta?.finding).toBe("the prior decides, the data say little");
  });
});

describe("bayesFactor", () => {
  it("is the ratio of evidences", () => {
    const coin = (a: number) =>
      exact(
        model(() => {
          const theta = beta(a, a);
          const heads = binomial(10, theta);
          return { theta, heads };
        })().observe({ heads: 9 }),
      );
    // Uniform prior: evidence 1/11. Beta(2, 2): C(10,9) B(11, 3) / B(2, 2).
    const flat = 1 / 11;
    const peaked = 10 * 6 * ((3628800 * 2) / 6227020800);
    const { factor, logFactor, probability } = bayesFactor(coin(1), coin(2));
    expect(factor).toBeCloseTo(flat / peaked, 10);
    expect(logFactor).toBeCloseTo(Math.log(flat / peaked), 10);
    expect(probability).toBeCloseTo(flat / (flat + peaked), 10);
    expect(() => bayesFactor(coin(1), null)).toThrow("the second posterior has no closed form");
  });
});
