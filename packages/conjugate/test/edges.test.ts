/** Take every pair to the edges of its data: no successes, nothing but successes, no trials, empty groups, one group, a billion. */
import {
  bernoulli,
  beta,
  binomial,
  categorical,
  column,
  complement,
  dim,
  dirichlet,
  exponential,
  gamma,
  geometric,
  halfNormal,
  index,
  inverseGamma,
  lognormal,
  lookup,
  model,
  multinomial,
  negativeBinomial,
  normal,
  poisson,
  sqrt,
  uniform,
} from "@credence/model";
import { describe, expect, it } from "vitest";
import { logBetaBinomial } from "../src/index.js";
import { identityOf } from "./identity.js";

type Build = () => Record<string, unknown>;
/** The identity joint = marginal × conditional, which must hold with the named variable removed. */
const gapOf = (build: Build, data: Record<string, unknown>, removed: string): number => {
  const found = identityOf(model(build as never)().observe(data as never) as never, [removed]);
  expect(found.left.map(({ name }) => name)).not.toContain(removed);
  return found.gap;
};
const billion = 1e9;
/**
 * At a billion, the joint and the conditional density are sums of some 10¹⁰ each, whose difference is taken: rounding leaves
 * 10¹⁰ · 2⁻⁵² of it. The masses themselves are held to their reference values elsewhere.
 */
const rounding = 2e-6;

/** Counts over `size` cells, with a dim of their own. */
const cells = (size: number) => dim("cell", size);

describe("rates of successes", () => {
  const counted = (n: readonly number[], k: readonly number[]): number => {
    const own = cells(n.length);
    const build = (): Record<string, unknown> => {
      const [mean, weight] = [uniform(0, 1), lognormal(1, 1)];
      const rate = beta(mean.mul(weight), complement(mean).mul(weight)).over(own);
      return { mean, weight, rate, k: binomial(column(own, [...n]), rate) };
    };
    return gapOf(build, { k: [...k] }, "rate");
  };
  it.each([
    ["0 of n", [10, 3], [0, 0], 1e-12],
    ["n of n", [10, 3], [10, 3], 1e-12],
    ["0 of 0", [0, 0], [0, 0], 1e-12],
    ["0 of 0 beside others", [0, 5, 7], [0, 5, 0], 1e-12],
    ["one group", [7], [3], 1e-12],
    ["a billion trials", [billion, billion, billion], [0, billion, 123_456_789], rounding],
  ] as const)("binomial, %s", (_, n, k, most) => expect(counted(n, k)).toBeLessThan(most));
  it("the evidence of no trials is 1, whatever the prior", () => {
    for (const [a, b] of [
      [1, 1],
      [1e-3, 2],
      [1e9, 3],
    ] as const)
      expect(logBetaBinomial(0, 0, a, b)).toBe(0);
  });

  const waits = (likelihood: (p: never) => unknown, data: readonly number[]): number => {
    const build = (): Record<string, unknown> => {
      const weight = lognormal(1, 1);
      const rate = beta(weight, 2);
      const k = likelihood(rate as never) as { over(d: unknown): unknown };
      return { weight, rate, k: k.over(cells(data.length)) };
    };
    return gapOf(build, { k: [...data] }, "rate");
  };
  it.each([
    ["Bernoulli", (p: never) => bernoulli(p), [0, 0, 0]],
    ["Bernoulli", (p: never) => bernoulli(p), [1, 1]],
    ["Bernoulli", (p: never) => bernoulli(p), [1]],
    ["geometric", (p: never) => geometric(p), [0, 0]],
    ["geometric", (p: never) => geometric(p), [billion, 2]],
    ["negative binomial", (p: never) => negativeBinomial(3, p), [0]],
    ["negative binomial", (p: never) => negativeBinomial(3, p), [billion, 0]],
  ] as const)("%s %j %j", (_, likelihood, data) =>
    expect(waits(likelihood, data)).toBeLessThan(Math.max(...data) < billion ? 1e-12 : rounding),
  );
  it("a group that nobody observed", () => {
    const [own, seen] = [cells(3), dim("seen", 2)];
    const build = (): Record<string, unknown> => {
      const weight = lognormal(1, 1);
      const rate = beta(weight, 2).over(own);
      return { weight, rate, k: binomial(5, rate.at(index(own, seen, [1, 1]))) };
    };
    expect(gapOf(build, { k: [5, 0] }, "rate")).toBeLessThan(1e-12);
  });
});

describe("rates of events", () => {
  const counted = (time: readonly number[], k: readonly number[]): number => {
    const own = cells(k.length);
    const build = (): Record<string, unknown> => {
      const [shape, rate] = [lognormal(0, 1), lognormal(0, 1)];
      const each = gamma(shape, rate).over(own);
      return { shape, rate, each, k: poisson(each.mul(column(own, [...time]))) };
    };
    return gapOf(build, { k: [...k] }, "each");
  };
  it.each([
    ["none", [1, 2], [0, 0], 1e-12],
    ["one group", [2], [3], 1e-12],
    ["a billion", [1, 1e9], [billion, billion], rounding],
    ["in next to no time", [1e-9, 1], [0, 4], 1e-12],
  ] as const)("counts: %s", (_, time, k, most) => expect(counted(time, k)).toBeLessThan(most));
  it.each([
    ["waiting times of 0", (rate: never) => exponential(rate), [0, 0]],
    ["a waiting time of a billion", (rate: never) => exponential(rate), [billion]],
    ["gamma observations", (rate: never) => gamma(3, rate), [1e-9, billion]],
  ] as const)("%s", (_, likelihood, data) => {
    const build = (): Record<string, unknown> => {
      const shape = lognormal(0, 1);
      const rate = gamma(shape, 2);
      const k = likelihood(rate as never) as { over(d: unknown): unknown };
      return { shape, rate, k: k.over(cells(data.length)) };
    };
    expect(gapOf(build, { k: [...data] }, "rate")).toBeLessThan(1e-9);
  });
});

describe("normal means and variances", () => {
  const groups = cells(3);
  const levels =
    (of: readonly number[], own = groups): Build =>
    () => {
      const [mu, tau, sigma] = [normal(0, 3), halfNormal(1), halfNormal(1)];
      const level = normal(mu, tau).over(own);
      return { mu, tau, sigma, level, y: normal(level.at(index(own, dim("obs", of.length), [...of])), sigma) };
    };
  it.each([
    ["an empty group", [1, 1, 3], [0.2, 0.4, -1]],
    ["one observation in all", [2], [0.3]],
    ["observations far from their prior", [1, 2, 3], [1e6, -1e6, 1e6]],
  ] as const)("%s", (_, of, y) => expect(gapOf(levels(of), { y: [...y] }, "level")).toBeLessThan(1e-9));
  it("one group", () => expect(gapOf(levels([1, 1], cells(1)), { y: [0.2, 0.4] }, "level")).toBeLessThan(1e-11));
  it("equal observations under an unknown variance", () => {
    const build = (): Record<string, unknown> => {
      const shape = lognormal(0, 1);
      const v = inverseGamma(shape, 2);
      return { shape, v, y: normal(1, sqrt(v)).over(cells(3)) };
    };
    expect(gapOf(build, { y: [1, 1, 1] }, "v")).toBeLessThan(1e-12);
    expect(gapOf(build, { y: [1e9, 1, -1e9] }, "v")).toBeLessThan(1e-9);
  });
});

describe("proportions and labels", () => {
  const part = dim("part", 3);
  it.each([
    ["no counts", [0, 0, 0], 1e-12],
    ["all in one", [0, 9, 0], 1e-12],
    ["a billion", [billion, 0, 1], rounding],
  ] as const)("multinomial: %s", (_, k, most) => {
    const build = (): Record<string, unknown> => {
      const weight = lognormal(0, 1);
      const share = dirichlet(part, weight.mul(column(part, [1, 2, 3])));
      return { weight, share, k: multinomial(k[0] + k[1] + k[2], share) };
    };
    expect(gapOf(build, { k: column(part, [...k]) }, "share")).toBeLessThan(most);
  });
  it("labels that are all the same, and one", () => {
    for (const k of [[1, 1, 1], [2]]) {
      const build = (): Record<string, unknown> => {
        const weight = lognormal(0, 1);
        const share = dirichlet(part, weight.mul(column(part, [1, 2, 3])));
        return { weight, share, k: categorical(share).over(cells(k.length)) };
      };
      expect(gapOf(build, { k }, "share")).toBeLessThan(1e-12);
    }
  });
  it("labels of which one is all but impossible", () => {
    const build = (): Record<string, unknown> => {
      const spread = lognormal(0, 0.3);
      const which = dim("which", 2);
      const z = categorical(column(which, [1 - 1e-12, 1e-12]) as never).over(cells(2));
      return { spread, z, y: normal(lookup(column(which, [-1, 1]), z as never), spread) };
    };
    expect(gapOf(build, { y: [300, -1] }, "z")).toBeLessThan(1e-10);
  });
});
