/** Hold decisions over the marginals of closed forms to those over their parameters, and to counted draws. */

import { probability } from "@credence/diagnostics";
import { beta, binomial, column, dim, gamma, model, normal, poisson, uniform } from "@credence/model";
import { describe, expect, it } from "vitest";
import { difference, exact, expectedLoss, lift, probabilityBest, probabilityBetter } from "../src/index.js";

const page = dim("page", ["A", "B", "C"]);
const shop = model(() => {
  const rate = beta(2, 50).over(page);
  const sales = binomial(column(page, [1000, 1000, 800]), rate);
  return { rate, sales };
})().observe({ sales: [21, 34, 30] });
const closed = exact(shop);
if (closed === null) throw new Error("not recognised");
const { rate } = closed.distributions;
const arms = [
  { alpha: 23, beta: 1029 },
  { alpha: 36, beta: 1016 },
  { alpha: 32, beta: 820 },
];

describe("decisions over marginals", () => {
  it("answer by label what the parameters answer in order", () => {
    expect([...probabilityBest(rate).values]).toEqual(probabilityBest(arms));
    expect([...expectedLoss(rate).values]).toEqual(expectedLoss(arms));
    expect(probabilityBest(rate).at({ page: "C" })).toBe(probabilityBest(arms)[2]);
  });
  it("mix marginals and parameters in a list", () => {
    const [a, , c] = page.labels.map((label) => rate.at({ page: label }));
    if (a === undefined || c === undefined) throw new Error("no marginals");
    expect(probabilityBest([a, { alpha: 36, beta: 1016 }, c])).toEqual(probabilityBest(arms));
    expect(probabilityBetter(a, c)).toBe(probabilityBetter({ alpha: 23, beta: 1029 }, { alpha: 32, beta: 820 }));
    expect(lift(a, c).cdf(0.1)).toBeLessThan(lift(a, c).cdf(0.2));
  });
  it("agree with counted draws within four of their standard errors (1 in 16,000 by chance)", () => {
    const trace = closed.draw(20000, 3);
    const best = probability(trace, (draw) => draw.rate.at({ page: "C" }) === Math.max(...draw.rate.values));
    expect(Math.abs(best.mean - (probabilityBest(arms)[2] as number))).toBeLessThan(4 * best.mcse);
    const more = probability(trace, (draw) => draw.rate.at({ page: "B" }) > 1.3 * draw.rate.at({ page: "A" }));
    expect(Math.abs(more.mean - (1 - lift(rate.at({ page: "A" }), rate.at({ page: "B" })).cdf(0.3)))).toBeLessThan(
      4 * more.mcse,
    );
  });
  it("take gamma and normal posteriors", () => {
    const shop = dim("shop", ["north", "south"]);
    const visits = exact(
      model(() => {
        const load = gamma(2, 0.1).over(shop);
        return { load, count: poisson(load) };
      })().observe({ count: [12, 20] }),
    );
    expect(probabilityBest(visits?.distributions.load as never)).toBeDefined();
    const weights = exact(
      model(() => {
        const mean = normal(0, 10).over(shop);
        return { mean, weight: normal(mean, 2) };
      })().observe({ weight: [12, 20] }),
    );
    if (weights === null) throw new Error("not recognised");
    const { mean } = weights.distributions;
    const between = difference(mean.at({ shop: "north" }), mean.at({ shop: "south" }));
    expect(between.quantile(0.5)).toBeCloseTo((8 * 100) / 104, 10);
  });
});

describe("what decisions refuse", () => {
  it("says which values to choose among", () => {
    expect(() => probabilityBetter(rate as never, rate as never)).toThrow(/`rate` has 3 values; choose one with .at/);
  });
  it("names the family that it has no formula for", () => {
    const free = exact(
      model(() => {
        const x = uniform(0, 2).over(page);
        return { x, sales: binomial(column(page, [1, 1, 1]), 0.5) };
      })().observe({ sales: [1, 0, 1] }),
    );
    if (free === null) throw new Error("not recognised");
    expect(() => probabilityBest(free.distributions.x)).toThrow(/posterior of `x` is a uniform, and only beta, gamma/);
  });
  it("refuses what is no alternative", () => {
    expect(() => probabilityBest("rate" as never)).toThrow(/give a list of alternatives/);
    expect(() => expectedLoss([undefined as never, undefined as never])).toThrow(/arm 0 is undefined; give \{ alpha/);
  });
});
