/** Follow closed forms through batches of data by the verb that users have. */
import {
  beta,
  binomial,
  categorical,
  column,
  dim,
  dirichlet,
  inverseGamma,
  model,
  normal,
  sqrt,
} from "@credence/model";
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

describe("closed forms whose pieces depend on each other", () => {
  const kind = dim("kind", 3);
  const line = model(({ x }: { x: number[] }) => {
    const row = dim("row", x.length);
    const variance = inverseGamma(3, 2);
    const level = normal(0, sqrt(variance).mul(3));
    const slope = normal(1, sqrt(variance));
    const share = dirichlet(kind, [1, 2, 3]);
    const y = normal(level.add(slope.mul(column(row, x))), sqrt(variance));
    return { variance, level, slope, share, y, label: categorical(share).over(row), twice: slope.mul(2) };
  });
  const x = [0.2, 1, -1, 0.5, 2, -0.3];
  const y = [0.3, 1.9, -1.2, 0.4, 2.8, 0.1];
  const label = [0, 2, 1, 1, 2, 0];
  const part = (from: number, to: number) =>
    line({ x: x.slice(from, to) }).observe({ y: y.slice(from, to), label: label.slice(from, to) });
  const whole = exact(part(0, 6));

  it.each([[[2, 3]], [[1, 2, 3, 4, 5]], [[5]]])("are those of all data, cut after %j", (cuts) => {
    let known = exact(part(0, cuts[0] as number));
    cuts.forEach((from, i) => {
      known = update(known, part(from, cuts[i + 1] ?? 6));
    });
    if (known === null || whole === null) throw new Error("no closed form");
    expect(known.logEvidence).toBeCloseTo(whole.logEvidence, 12);
    for (const name of ["variance", "level", "slope"] as const) {
      const [now, all] = [known.distributions[name], whole.distributions[name]];
      for (const p of [0.01, 0.5, 0.9]) expect(now.quantile(p)).toBeCloseTo(all.quantile(p), 12);
    }
    expect(known.distributions.share.mean().values).toEqual(whole.distributions.share.mean().values);
    expect(known.pieces).toEqual(whole.pieces);
    // the last batch's first observation is predicted as it is in the whole
    const last = cuts.at(-1) as number;
    const at = (law: unknown, row: number): number => (law as { values: Float64Array }).values[row] as number;
    expect(at(known.predictive.y?.logDensity(1), 0)).toBeCloseTo(at(whole.predictive.y?.logDensity(1), last), 11);
    const trace = known.draw(50, 1);
    expect(trace.$.messages.join()).toContain("from y");
    expect([...trace.twice.values]).toEqual(Array.from(trace.slope.values, (value) => 2 * value));
  });
  it("go on with new values alone, and refuse other priors", () => {
    const known = update(exact(part(0, 3)), { y: [1, 2, 3], label: [0, 0, 0] });
    const again = line({ x: [...x.slice(0, 3), ...x.slice(0, 3)] }).observe({
      y: [...y.slice(0, 3), 1, 2, 3],
      label: [...label.slice(0, 3), 0, 0, 0],
    });
    expect(known.logEvidence).toBeCloseTo(exact(again)?.logEvidence as number, 12);
    const other = model(() => {
      const variance = inverseGamma(3, 2.5);
      const level = normal(0, sqrt(variance).mul(3));
      const slope = normal(1, sqrt(variance));
      return { variance, level, slope, share: dirichlet(kind, [1, 2, 3]), y: normal(level, sqrt(variance)) };
    })().observe({ y: 1 });
    expect(() => update(whole, other as never)).toThrow("update: the prior of `variance`");
  });
});
