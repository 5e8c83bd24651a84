/** Check missing cells of observations: what is known of them, and of the rest, against closed forms. */
import {
  bernoulli,
  beta,
  binomial,
  categorical,
  censored,
  column,
  dim,
  dirichlet,
  graphOf,
  impute,
  model,
  normal,
  omit,
  ordered,
  posteriorFrom,
  randomWalk,
} from "@credence/model";
import { nuts, slice } from "@credence/samplers";
import { describe, expect, it } from "vitest";
import { exact, explain, findMap, logLikelihood, predict, sample, sampleSync } from "../src/index.js";

const week = dim("week", ["mon", "tue", "wed", "thu", "fri"]);
const sigma = 0.8;
const line = model(() => {
  const mu = normal(1, 2);
  const y = normal(mu, sigma).over(week);
  return { mu, y };
});
const cells = [1.2, null, 2.1, Number.NaN, 0.6];
const seen = [1.2, 2.1, 0.6];
/** Mean and variance of mu given what was seen. */
const variance = 1 / (1 / 4 + seen.length / sigma ** 2);
const center = variance * (1 / 4 + seen.reduce((a, b) => a + b) / sigma ** 2);
const options = { sampler: nuts(), draws: 2000, seed: 4, progress: false } as const;

describe("imputed cells", () => {
  const posterior = line().observe({ y: impute(cells) });
  const trace = sampleSync(posterior, options);

  it("are variables with the labels of their cells", () => {
    expect(trace.y.missing.dims).toEqual(["y_missing"]);
    expect(trace.y.missing.axes[0]?.labels).toEqual(["tue", "thu"]);
    expect(trace.$.variables.map(({ name }) => name)).toEqual(["mu", "y.missing"]);
  });
  it("have their posterior predictive distribution, and leave the rest as it is (5 standard errors)", () => {
    // 8000 draws of which at least 2000 count
    expect(Math.abs((trace.mu.mean() as number) - center)).toBeLessThan(5 * Math.sqrt(variance / 2000));
    const spread = variance + sigma ** 2;
    for (const y_missing of ["tue", "thu"] as const) {
      const cell = trace.y.missing.at({ y_missing });
      expect(Math.abs(cell.mean() - center)).toBeLessThan(5 * Math.sqrt(spread / 2000));
      expect(Math.abs(cell.sd() ** 2 - spread)).toBeLessThan(5 * spread * Math.sqrt(2 / 2000));
    }
  });
  it("leave the seen ones to the likelihood", () => {
    const pointwise = logLikelihood(posterior, trace).y;
    expect(pointwise.axes[0]?.labels).toEqual(["mon", "wed", "fri"]);
  });
  it("survive the way to plain data and back", () => {
    const again = posteriorFrom<(typeof posterior)["latent"], (typeof posterior)["observed"]>(graphOf(posterior));
    const same = sampleSync(again, { ...options, draws: 50 });
    expect(same.y.missing.values).toEqual(sampleSync(posterior, { ...options, draws: 50 }).y.missing.values);
  });
  it("can be started and explained", async () => {
    const mode = await findMap(posterior, { init: { y: { missing: [3, 3] } } });
    expect(mode.y.missing.at({ y_missing: "tue" })).toBeCloseTo(center, 5);
    expect(JSON.stringify(explain(posterior))).toContain("y.missing");
  });
  it("are drawn anew with all of the variable by the joint distribution", () => {
    expect(predict(line(), trace, { seed: 1 }).y.dims).toEqual(["week"]);
  });
  it("are none where nothing is missing", () => {
    const whole = line().observe({ y: impute([1, 2, 3, 4, 5]) });
    expect(whole.quantities.map(({ name }) => name)).toEqual(["mu", "y"]);
    expect(exact(whole)).not.toBeNull();
  });
});

it("cells that are left out leave the posterior of those that are there, in closed form", () => {
  const closed = exact(line().observe({ y: omit(cells) }));
  expect(closed?.distributions.mu.mean()).toBeCloseTo(center, 12);
  expect((closed?.distributions.mu.sd() as number) ** 2).toBeCloseTo(variance, 12);
});

it("what depends on imputed values depends on the data too: a missing predictor is known from what it predicts", () => {
  const pair = model(() => {
    const x = normal(0, 1).over(week);
    const y = normal(x.mul(2), 0.5);
    return { x, y };
  });
  const given = pair().observe({ x: impute([0.3, null, 1, 2, 0.1]), y: [0.5, 1.7, 2, 4.1, 0] });
  // x given y: precision 1 + 4 / 0.25, mean 2 y / 0.25 over that
  const trace = sampleSync(given, options);
  const precision = 1 + 4 / 0.25;
  const mean = trace.x.missing.mean().at({ x_missing: "tue" });
  expect(Math.abs(mean - (2 * 1.7) / 0.25 / precision)).toBeLessThan(5 / Math.sqrt(2000 * precision));
});

it("cells of several dims, of parameters along some of them, are found by their labels", () => {
  const group = dim("group", ["a", "b"]);
  const table = model(() => {
    const level = normal(0, 10).over(group);
    const y = normal(level.add(column(week, [0, 1, 2, 3, 4])), 0.1);
    return { level, y };
  });
  const values = [5, 6, 7, 8, null, 1, 2, Number.NaN, 4, 5];
  const posterior = table().observe({ y: impute([group, week], values) });
  const trace = sampleSync(posterior, options);
  expect(trace.y.missing.axes[0]?.labels).toEqual(["a,fri", "b,wed"]);
  expect(trace.y.missing.mean().at({ y_missing: "a,fri" })).toBeCloseTo(9, 1);
  expect(trace.y.missing.mean().at({ y_missing: "b,wed" })).toBeCloseTo(3, 1);
});

it("whole numbers and labels are sampled as they fit", async () => {
  const coins = model(() => {
    const p = beta(8, 2);
    const k = binomial(column(week, [10, 10, 10, 10, 10]), p);
    return { season: { p, k } };
  });
  const trace = await sample(coins().observe({ season: { k: impute([9, null, 8, 10, 8]) } }), {
    seed: 2,
    progress: false,
  });
  expect(trace.season.k.missing.dims).toEqual(["season_k_missing"]);
  // beta(43, 7): a binomial of ten trials has mean 8.6
  expect(Math.abs(trace.season.k.missing.mean().at({ season_k_missing: "tue" }) - 8.6)).toBeLessThan(0.3);
  const part = dim("part", ["x", "z"]);
  const labels = model(() => {
    const weight = dirichlet(part, 1);
    const z = categorical(weight).over(week);
    return { weight, z };
  });
  const few = await sample(labels().observe({ z: impute([0, 0, 0, null, 0]) }), { seed: 2, progress: false });
  // weight of the other label after four of the first: beta(1, 5)
  expect(Math.abs(few.z.missing.mean().at({ z_missing: "thu" }) - 1 / 6)).toBeLessThan(0.06);
});

describe("what cannot be missing is said", () => {
  const part = dim("part", ["x", "z"]);
  const other = model(() => {
    const weight = dirichlet(part, 1).over(week);
    const up = ordered(normal(0, 1).over(week), week);
    const stopped = censored(normal(0, 1).over(week), { upper: 1 });
    const after = normal(up, 1);
    const flips = bernoulli(0.5).over(week).over(part);
    const mu = normal(0, 1);
    const walk = randomWalk(week, 0, 1);
    return { weight, up, stopped, after, flips, mu, walk };
  });
  const five = [1, 2, null, 4, 5];
  it.each([
    [() => line().observe({ y: [1, 2, Number.NaN, 3, 4] }), "`y` is missing at [wed] (NaN): observe impute(values)"],
    [() => line().observe({ y: impute([null, null, null, null, null]) }), "has no value at all"],
    [() => line().observe({ y: impute([1, null]) }), "has 5 cells, and 2 values were given"],
    [() => line().observe({ y: impute(["1", null] as never) }), "5 cells"],
    [() => line().observe({ y: impute(["1", null, 2, 3, 4] as never) }), 'holds "1" at [mon]'],
    [() => line().observe({ y: impute(part, [1, null]) }), "has dims week (5); the values have part (2)"],
    [() => line().observe({ mu: impute([null]) as never }), "is a single number"],
    [() => line().observe({ nu: impute([null]) } as never), "no variable `nu`"],
    [() => other().observe({ weight: impute([week, part], [...five, ...five]) }), "whole vectors"],
    [() => other().observe({ up: impute(five) }), "is ordered"],
    [() => other().observe({ walk: impute(five) }), 'goes along "week", each value given those before it'],
    [() => other().observe({ walk: omit(five) }), "cells of it cannot be missing by themselves; let it be latent"],
    [() => other().observe({ stopped: impute(five) }), "use omit(values)"],
    [() => other().observe({ flips: impute([1, null] as never) }), "say which is which"],
    [() => other().observe({ up: omit(five) }), "`after` depends on `up`"],
  ] as const)("%#", (make, sentence) => {
    expect(make).toThrow(sentence);
  });
  it("what others depend on cannot be left out", () => {
    const pair = model(() => {
      const x = normal(0, 1).over(week);
      const y = normal(x, 1);
      return { x, y };
    });
    expect(() => pair().observe({ x: omit(five) })).toThrow("`y` depends on `x`, whose missing cells are left out");
  });
  it("censored cells can be left out", () => {
    expect(
      other()
        .observe({ stopped: omit([0.4, 1, null, 1, 0.1]) })
        .data.get("stopped"),
    ).toHaveLength(4);
  });
});

it("types know the missing cells", () => {
  const posterior = line().observe({ y: impute(cells) });
  const trace = sampleSync(posterior, { draws: 10, tune: 10, sampler: slice(), seed: 1, progress: false });
  trace.y.missing.at({ y_missing: "tue" });
  // @ts-expect-error the dim is y_missing
  expect(() => trace.y.missing.at({ week: "tue" })).toThrow();
  const left = line().observe({ y: omit(cells) });
  // @ts-expect-error nothing is imputed
  expect(() => sampleSync(left, { draws: 10, seed: 1, progress: false }).y.missing).toThrow();
});
