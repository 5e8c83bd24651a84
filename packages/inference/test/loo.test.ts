/** Hold PSIS-LOO of whole models to the exact leave-one-out density, and its sentences to what it found. */
import { beta, binomial, column, dim, model, normal } from "@credence/model";
import { nuts } from "@credence/samplers";
import { describe, expect, it } from "vitest";
import { exact, loo, sampleSync } from "../src/index.js";

const y = [1.2, -0.4, 0.3, 2.1, 0.9, 1.4, -1.1, 0.2];
const obs = dim("obs", y.length);
const means = model(() => {
  const mu = normal(0, 2);
  const y = normal(mu, 1).over(obs);
  return { mu, y };
});

/** log N(y_i; m, 1 + v) with m, v the posterior of mu from the other observations: prior N(0, 4), noise 1. */
function exactElpd(values: readonly number[], i: number): number {
  const others = values.filter((_, j) => j !== i);
  const variance = 1 / (1 / 4 + others.length);
  const spread = 1 + variance;
  const centre = variance * others.reduce((a, b) => a + b, 0);
  return -0.5 * Math.log(2 * Math.PI * spread) - ((values[i] as number) - centre) ** 2 / (2 * spread);
}

describe("loo", () => {
  // Importance sampling from 20,000 independent draws: elpd_i has a Monte Carlo sd below 0.004 here (p_loo_i ≈ 0.1,
  // ess > 15,000), so 0.02 is five of them: a false alarm in 10^5 seeds; the seed is fixed.
  it("is the exact leave-one-out density of a normal model", () => {
    const posterior = means().observe({ y });
    const closed = exact(posterior);
    if (closed === null) throw new Error("not recognised");
    const figures = loo(posterior, closed.draw(20000, 3));
    expect(figures.observations).toEqual(y.map((_, i) => `y[${i + 1}]`));
    figures.pointwise.elpd.forEach((elpd, i) => {
      expect(Math.abs(elpd - exactElpd(y, i))).toBeLessThan(0.02);
    });
    expect(figures.messages).toEqual([]);
    expect(figures.text()).toMatch(
      /^elpd -\d+\.\d \(se \d\.\d\), effective parameters 1\.0 .*, 8 observations\nAll Pareto k are fine\.$/,
    );
  });

  it("takes several observed variables together, and weights chains by their efficiency", () => {
    const both = model(() => {
      const rate = beta(1, 1);
      const mu = normal(rate, 1);
      const heads = binomial(10, rate);
      const y = normal(mu, 1).over(obs);
      return { rate, mu, heads, y };
    });
    const posterior = both().observe({ heads: 3, y });
    const trace = sampleSync(posterior, { sampler: nuts(), draws: 300, tune: 300, chains: 2, progress: false });
    const figures = loo(posterior, trace);
    expect(figures.observations.slice(0, 2)).toEqual(["heads", "y[1]"]);
    expect(figures.pointwise.elpd).toHaveLength(9);
    expect(figures.elpd).toBeCloseTo(
      figures.pointwise.elpd.reduce((a, b) => a + b, 0),
      10,
    );
  });

  it("names observations that it cannot leave out, and says what to do", () => {
    const site = dim("site", ["a", "b", "c", "d", "e", "far"]);
    const own = model(() => {
      const level = normal(0, 100).over(site);
      const y = normal(level, column(site, [1, 1, 1, 1, 1, 0.5]));
      return { level, y };
    });
    const posterior = own().observe({ y: [0, 1, 2, -1, 0, 60] });
    const figures = loo(posterior, sampleSync(posterior, { draws: 500, chains: 2, seed: 4 }));
    expect(figures.messages[0]).toMatch(
      /^The figures of .*y\[far\] \(k \d\.\d\d\).* are unreliable: Pareto k is above 0\.67/,
    );
    expect(figures.messages[1]).toContain("2,200 draws");
    expect(figures.messages[2]).toContain("is large beside 6 observations");
    expect(figures.text()).toContain("\n! The figures of ");
  });

  it("refuses what has nothing to leave out", () => {
    const prior = means();
    expect(() => loo(prior as never, {} as never)).toThrow("loo wants a posterior");
    expect(() => loo(prior.observe({} as never), sampleSync(means().observe({ y }), { draws: 5 }))).toThrow();
  });
});
