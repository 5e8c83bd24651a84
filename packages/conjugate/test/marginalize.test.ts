/** Marginal densities are the integrals of joint ones, for every rule and every way in which data may lie. */
import { compilePosterior } from "@credence/compiler";
import {
  bernoulli,
  beta,
  betaBinomial,
  betaProportion,
  binomial,
  column,
  complement,
  dim,
  type Expr,
  exp,
  exponential,
  gamma,
  geometric,
  graphOf,
  halfNormal,
  index,
  lognormal,
  model,
  negativeBinomial,
  normal,
  poisson,
  uniform,
} from "@credence/model";
import { expect, it } from "vitest";
import { marginalize } from "../src/index.js";
import { identityOf } from "./identity.js";

const school = dim("school", 8);
const y = [28, 8, -3, 7, -1, 1, 18, 12];
const se = [15, 10, 16, 11, 9, 11, 10, 18];
const arm = dim("arm", 4);
const obs = dim("obs", 12);
const group = dim("group", 3);
const groupOf = [1, 1, 2, 3, 2, 1, 3, 3, 2, 1, 1, 2];
const ys = [1.2, 0.3, -0.4, 2.2, 0.9, 1.7, 1.1, 2.6, 0.1, 0.8, 1.9, -0.2];
const xs = [0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0];
const exponentialOf = (x: Expr): never => exp(x) as never;
const names = (blocks: readonly { readonly variables: readonly { readonly name: string }[] }[]): readonly string[] =>
  blocks.flatMap(({ variables }) => variables.map(({ name }) => name));

it("hierarchical beta-binomial, against the beta-binomial distribution too", () => {
  const n = [10, 20, 30, 40];
  const build = () => {
    const mu = uniform(0, 1);
    const kappa = lognormal(2, 1);
    return { mu, kappa };
  };
  const full = model(() => {
    const { mu, kappa } = build();
    const theta = beta(mu.mul(kappa), complement(mu).mul(kappa)).over(arm);
    return { mu, kappa, theta, k: binomial(column(arm, n), theta) };
  });
  const by = model(() => {
    const { mu, kappa } = build();
    return { mu, kappa, k: betaBinomial(column(arm, n), mu.mul(kappa), complement(mu).mul(kappa)) };
  });
  const { gap, rest, removed, left } = identityOf(full().observe({ k: [3, 0, 30, 12] }));
  expect(names(removed)).toEqual(["theta"]);
  expect(left.map(({ name }) => name)).toEqual(["mu", "kappa"]);
  expect(gap).toBeLessThan(1e-12);
  const [one, other] = [rest, by().observe({ k: [3, 0, 30, 12] })].map((p) => compilePosterior(p as never));
  for (const point of [
    [0.2, 1.3],
    [-2, 4],
    [0.5, 9],
  ]) {
    const [a, b] = [one, other].map((c) => {
      const memory = Float64Array.of(...point, 0, 0);
      return [c?.logDensityGradient(memory, 0, 2) as number, memory[2] as number, memory[3] as number];
    });
    for (const [i, x] of (a ?? []).entries()) expect(x).toBeCloseTo(b?.[i] as number, 7);
  }
});

it("keeps the digits of the log beta difference at a concentration of 1e12", () => {
  const full = model(() => {
    const kappa = lognormal(2, 20);
    const theta = beta(kappa.mul(0.3), kappa.mul(0.7)).over(arm);
    return { kappa, theta, k: binomial(column(arm, [10, 20, 30, 40]), theta) };
  });
  const { rest } = marginalize(graphOf(full().observe({ k: [3, 0, 30, 12] }) as never));
  const compiled = compilePosterior(rest, "constrained");
  const at = (kappa: number): number =>
    compiled.logDensity(compiled.positionOf(new Map([["kappa", Float64Array.of(kappa)]]), Float64Array.of(0)), 0) +
    Math.log(kappa) +
    0.5 * ((Math.log(kappa) - 2) / 20) ** 2;
  // binomials of probability 0.3 in the limit; the first correction is Σ n² / kappa at most
  const limit = at(1e15);
  expect(Math.abs(at(1e12) - limit)).toBeLessThan(3e-9);
  expect(Math.abs(at(1e9) - limit)).toBeLessThan(3e-6);
});

it.each<[string, () => Record<string, never>, Record<string, unknown>]>([
  [
    "beta-bernoulli by group",
    (() => {
      const a = exponential(0.1);
      const p = beta(a, 2).over(group);
      return { a, p, x: bernoulli(p.at(index(group, obs, groupOf))) };
    }) as never,
    { x: [1, 0, 0, 1, 1, 0, 1, 1, 0, 0, 1, 1] },
  ],
  [
    "beta-geometric",
    (() => {
      const a = exponential(0.1);
      const p = beta(a, a.add(1)).over(arm);
      return { a, p, x: geometric(p) };
    }) as never,
    { x: [0, 3, 12, 1] },
  ],
  [
    "beta-negative-binomial",
    (() => {
      const m = uniform(0, 1);
      const p = betaProportion(m, 4).over(arm);
      return { m, p, x: negativeBinomial(column(arm, [2, 3, 4, 5]), p) };
    }) as never,
    { x: [0, 3, 12, 1] },
  ],
  [
    "gamma-poisson with exposures",
    (() => {
      const a = exponential(0.1);
      const b = lognormal(0, 1);
      const rate = gamma(a, b).over(arm);
      return { a, b, rate, x: poisson(rate.mul(column(arm, [1, 2.5, 0.3, 4]))) };
    }) as never,
    { x: [0, 3, 12, 1] },
  ],
  [
    "gamma-exponential, twice",
    (() => {
      const a = exponential(0.1);
      const rate = gamma(a, 2).over(arm);
      return { a, rate, t: exponential(rate), s: exponential(rate.mul(3)) };
    }) as never,
    { t: [0.2, 3, 0, 1], s: [1, 2, 0.1, 0.4] },
  ],
  [
    "gamma-gamma of known shape",
    (() => {
      const b = exponential(0.1);
      const rate = gamma(2, b).over(arm);
      return { b, rate, x: gamma(3, rate) };
    }) as never,
    { x: [0.2, 3, 0.7, 1] },
  ],
  [
    "exponential prior on a rate",
    (() => {
      const b = exponential(0.1);
      const rate = exponential(b).over(arm);
      return { b, rate, x: poisson(rate) };
    }) as never,
    { x: [0, 3, 7, 1] },
  ],
])("%s", (_, build, data) => {
  const { gap, removed } = identityOf(model(build as never)().observe(data as never));
  expect(removed).toHaveLength(1);
  expect(gap).toBeLessThan(1e-12);
});

it.each<[string, () => Record<string, never>, Record<string, unknown>, readonly string[], readonly string[]]>([
  [
    "eight schools",
    (() => {
      const mu = normal(0, 5);
      const tau = halfNormal(5);
      const theta = normal(mu, tau).over(school);
      return { mu, tau, theta, x: normal(theta, column(school, se)) };
    }) as never,
    { x: y },
    ["theta"],
    ["theta"],
  ],
  [
    "eight schools, flagged non-centred",
    (() => {
      const mu = normal(0, 5);
      const tau = halfNormal(5);
      const theta = normal(mu, tau).over(school).nonCentered();
      return { mu, tau, theta, x: normal(theta, column(school, se)) };
    }) as never,
    { x: y },
    ["theta"],
    ["theta"],
  ],
  [
    "eight schools, non-centred by hand",
    (() => {
      const mu = normal(0, 5);
      const tau = halfNormal(5);
      const z = normal(0.5, 2).over(school);
      const theta = mu.add(tau.mul(z));
      return { mu, tau, z, theta, x: normal(theta, column(school, se)) };
    }) as never,
    { x: y },
    ["z"],
    ["z"],
  ],
  [
    "varying intercepts with a predictor",
    (() => {
      const mu = normal(0, 3);
      const tau = halfNormal(1);
      const slope = normal(0, 2);
      const sigma = exponential(1);
      const base = normal(mu, tau).over(group);
      return {
        mu,
        tau,
        slope,
        sigma,
        base,
        x: normal(base.at(index(group, obs, groupOf)).add(slope.mul(column(obs, xs))), sigma),
      };
    }) as never,
    { x: ys },
    ["base"],
    ["base"],
  ],
  [
    "varying intercepts and slopes",
    (() => {
      const mu = normal(0, 3);
      const tau = halfNormal(1);
      const lambda = halfNormal(1);
      const sigma = exponential(1);
      const base = normal(mu, tau).over(group);
      const slope = normal(mu, lambda).over(group);
      const at = index(group, obs, groupOf);
      return {
        mu,
        tau,
        lambda,
        sigma,
        base,
        slope,
        x: normal(base.at(at).add(slope.at(at).mul(column(obs, xs))), sigma),
      };
    }) as never,
    { x: ys },
    ["base", "slope"],
    ["base", "slope"],
  ],
  [
    "three levels",
    (() => {
      const top = normal(0, 3).over(arm);
      const tau = halfNormal(1);
      const sigma = exponential(1);
      const base = normal(top.at(index(arm, group, [1, 2, 2])), tau);
      return { top, tau, sigma, base, x: normal(base.at(index(group, obs, groupOf)), sigma) };
    }) as never,
    { x: ys },
    ["base"],
    ["base"],
  ],
  [
    "two kinds of observations of one mean, lognormal and normal",
    (() => {
      const tau = halfNormal(1);
      const sigma = exponential(1);
      const theta = normal(0, tau).over(school);
      return { tau, sigma, theta, x: normal(theta, sigma), w: lognormal(theta.mul(0.1), 2) };
    }) as never,
    { x: y, w: [1, 2, 3, 4, 5, 6, 0.7, 8] },
    ["theta"],
    ["theta"],
  ],
  [
    "spread by group, with an empty group",
    (() => {
      const mu = normal(0, 3);
      const tau = halfNormal(1);
      const sigma = exponential(1).over(arm);
      const base = normal(mu, tau).over(arm);
      const at = index(arm, obs, groupOf);
      return { mu, tau, sigma, base, x: normal(base.at(at), sigma.at(at)) };
    }) as never,
    { x: ys },
    ["base"],
    ["base"],
  ],
  [
    "a variable to be predicted",
    (() => {
      const mu = normal(0, 3);
      const sigma = exponential(1);
      return { mu, sigma, next: poisson(exponentialOf(mu)), x: normal(mu, sigma).over(obs) };
    }) as never,
    { x: ys },
    ["next"],
    ["next"],
  ],
])("%s", (_, build, data, choice, expected) => {
  const { gap, removed } = identityOf(model(build as never)().observe(data as never), choice);
  expect(names(removed)).toEqual(expected);
  expect(gap).toBeLessThan(1e-12);
});
