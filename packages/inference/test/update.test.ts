/** Follow closed forms through batches of data by the verb that users have. */
import { beta, binomial, column, dim, inverseGamma, model, normal, sqrt } from "@credence/model";
import { describe, expect, it } from "vitest";
import { exact, probabilityBest, update } from "../src/index.js";

const page = dim("page", ["A", "B"]);
const shop = model(({ shown }: { shown: readonly number[] }) => {
  const rate = beta(2, 50).over(page);
  const sales = binomial(column(page, shown), rate);
  return { rate, sales, odds: rate.div(rate.mul(-1).add(1)) };
});
const day = (shown: readonly number[], sales: readonly number[]) => shop({ shown }).observe({ sales });

describe("update", () => {
  const first = exact(day([100, 120], [3, 2]));
  it("goes on with batches whose inputs differ, and ends where all data at once do", () => {
    const second = update(first, day([1000, 900], [21, 34]));
    const whole = exact(day([1100, 1020], [24, 36]));
    expect([...second.distributions.rate.mean().values]).toEqual([...(whole?.distributions.rate.mean().values ?? [])]);
    expect(first?.distributions.rate.at({ page: "A" }).mean()).toBe(5 / 152);
    expect(second.logEvidence).toBeLessThan(first?.logEvidence as number);
    expect([...probabilityBest(second.distributions.rate).values]).toEqual(
      whole === null ? [] : [...probabilityBest(whole.distributions.rate).values],
    );
  });
  it("takes new values alone where inputs stay", () => {
    const again = update(first, { sales: [1, 0] });
    expect(again.distributions.rate.at({ page: "A" }).mean()).toBe(6 / 252);
    expect(again.predictive.sales?.logDensity(101)).toMatchObject({ dims: ["page"] });
  });
  it("adds the evidence of each batch given those before", () => {
    const chain = update(update(first, day([10, 10], [1, 0])), day([5, 6], [0, 2]));
    const parts = [
      exact(day([100, 120], [3, 2])),
      exact(
        model(() => {
          const rate = beta(column(page, [5, 4]), column(page, [147, 168]));
          return { rate, sales: binomial(column(page, [10, 10]), rate) };
        })().observe({ sales: [1, 0] }),
      ),
      exact(
        model(() => {
          const rate = beta(column(page, [6, 4]), column(page, [156, 178]));
          return { rate, sales: binomial(column(page, [5, 6]), rate) };
        })().observe({ sales: [0, 2] }),
      ),
    ];
    expect(chain.logEvidence).toBeCloseTo(
      parts.reduce((sum, part) => sum + (part?.logEvidence ?? Number.NaN), 0),
      12,
    );
  });
  it("draws, with what the model derives", () => {
    const trace = update(first, { sales: [1, 0] }).draw(500, 1);
    const [rate, odds] = [trace.rate.values, trace.odds.values];
    expect(odds[7]).toBeCloseTo((rate[7] as number) / (1 - (rate[7] as number)), 12);
  });
  it("refuses what it cannot go on from or with", () => {
    expect(() => update(null, day([1, 1], [0, 0]))).toThrow("the first argument must be a closed form");
    expect(() => update({} as never, {})).toThrow("the first argument must be a closed form");
    const together = exact(
      model(() => {
        const v = inverseGamma(2, 1);
        const mu = normal(0, sqrt(v));
        return { v, mu, y: normal(mu, sqrt(v)).over(page) };
      })().observe({ y: [1, 2] }),
    );
    expect(() => update(together, { y: [3, 4] })).toThrow(
      "this closed form has pieces that depend on each other, such as a mean and its variance",
    );
    expect(() => update(first, { rate: [0.1, 0.2] })).toThrow("`rate` was not observed before");
    expect(() => update(first, {})).toThrow("give new values of `sales` too");
    expect(() => update(first, { sales: [101, 0] })).toThrow(/update: `sales\[A\]` = 101 lies outside/);
    const other = model(() => {
      const rate = normal(0, 1).over(page);
      return { rate, sales: normal(rate, 1) };
    })().observe({ sales: [1, 2] });
    expect(() => update(first, other as never)).toThrow("the prior of `rate` is not what it was");
  });
});
