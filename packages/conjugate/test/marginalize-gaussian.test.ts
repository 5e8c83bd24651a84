/** Whatever is normal and linear is integrated together: coefficients, levels above levels, variances beside means. */
import {
  assume,
  chiSquared,
  column,
  dim,
  dirichlet,
  dot,
  exponential,
  flat,
  gamma,
  graphOf,
  halfNormal,
  index,
  inverseGamma,
  model,
  multinomial,
  multivariateNormal,
  normal,
  pick,
  prime,
  scaledInverseChiSquared,
  sqrt,
} from "@credence/model";
import { expect, it } from "vitest";
import { closedBlocks } from "../src/index.js";
import { identityOf } from "./identity.js";

const obs = dim("obs", 12);
const group = dim("group", 3);
const region = dim("region", 2);
const coef = dim("coef", ["one", "two", "three"]);
const ys = [1.2, 0.3, -0.4, 2.2, 0.9, 1.7, 1.1, 2.6, 0.1, 0.8, 1.9, -0.2];
const xs = [0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0];
const x2 = [0.3, 1.1, -2, 0.4, 0.6, 1.9, -0.8, 0.2, 0.1, -1.4, 0.5, 0.9];
const at = index(group, obs, [1, 1, 2, 3, 2, 1, 3, 3, 2, 1, 1, 2]);
const design = column(
  [obs, coef],
  xs.flatMap((x, i) => [1, x, x2[i] as number]),
);

type Case = readonly [
  string,
  () => Record<string, never>,
  Record<string, unknown>,
  readonly string[],
  readonly string[],
];
const cases: readonly Case[] = [
  [
    "three levels with predictors",
    (() => {
      const top = normal(0, 3).over(region);
      const tau = halfNormal(1);
      const sigma = exponential(1);
      const slope = normal(0, 1);
      const base = normal(top.at(index(region, group, [1, 2, 2])), tau);
      return { top, tau, sigma, slope, base, x: normal(base.at(at).add(slope.mul(column(obs, xs))), sigma) };
    }) as never,
    { x: ys },
    ["top", "slope", "base"],
    ["tau", "sigma"],
  ],
  [
    "varying intercepts with an overall mean, means far from zero",
    (() => {
      const mu = normal(1e4, 30);
      const tau = halfNormal(1);
      const sigma = exponential(1);
      const base = normal(mu, tau).over(group);
      return { mu, tau, sigma, base, x: normal(base.at(at), sigma) };
    }) as never,
    { x: ys.map((y) => y + 1e4) },
    ["mu", "base"],
    ["tau", "sigma"],
  ],
  [
    "regression of unknown spread with coefficients of fixed scales",
    (() => {
      const beta = normal(0, 2).over(coef);
      const sigma = exponential(1);
      return { beta, sigma, x: normal(dot(beta, design, coef), sigma) };
    }) as never,
    { x: ys },
    ["beta"],
    ["sigma"],
  ],
  [
    "regression of known spread",
    (() => {
      const beta = normal(0, 2).over(coef);
      return { beta, x: normal(dot(beta, design, coef), 0.7) };
    }) as never,
    { x: ys },
    ["beta"],
    [],
  ],
  [
    "regression of unknown variance, coefficients scaled by it",
    (() => {
      const v = inverseGamma(3, 2);
      const beta = normal(0.5, sqrt(v).mul(2)).over(coef);
      return { v, beta, x: normal(dot(beta, design, coef), sqrt(v)) };
    }) as never,
    { x: ys },
    ["v", "beta"],
    [],
  ],
  [
    "correlated coefficients",
    (() => {
      const covariance = assume.covariance(column([coef, prime(coef)], [2, 0.5, 0, 0.5, 1, 0.2, 0, 0.2, 3]), coef);
      const beta = multivariateNormal(column(coef, [0, 1, 2]), covariance);
      const sigma = exponential(1);
      return { beta, sigma, x: normal(dot(beta, design, coef), sigma) };
    }) as never,
    { x: ys },
    ["beta"],
    ["sigma"],
  ],
  [
    "normal mean and variance (NIG) by group",
    (() => {
      const v = inverseGamma(3, 2).over(group);
      const m = normal(0.5, sqrt(v.div(4)));
      return { v, m, x: normal(m.at(at), sqrt(v).at(at)) };
    }) as never,
    { x: ys },
    ["v", "m"],
    [],
  ],
  [
    "normal precision with a known mean and an unknown prior",
    (() => {
      const b = exponential(1);
      const precision = gamma(2, b).over(group);
      return { b, precision, x: normal(0.5, sqrt(precision).pow(-1).at(at)) };
    }) as never,
    { x: ys },
    ["precision"],
    ["b"],
  ],
  [
    "scaled inverse chi-squared variance",
    (() => {
      const s = exponential(1);
      const v = scaledInverseChiSquared(3, s);
      return { s, v, x: normal(column(obs, x2), sqrt(v)) };
    }) as never,
    { x: ys },
    ["v"],
    ["s"],
  ],
  [
    "chi-squared precision",
    (() => {
      const precision = chiSquared(4);
      return { precision, x: normal(column(obs, x2), sqrt(precision).pow(-1)) };
    }) as never,
    { x: ys },
    ["precision"],
    [],
  ],
  [
    "a contrast of two cells",
    (() => {
      const tau = halfNormal(1);
      const skill = normal(0, tau).over(group);
      const edge = skill.at(pick(group, 1)).sub(skill.at(pick(group, 2)));
      return { tau, skill, x: normal(edge, 1), w: normal(skill, 2) };
    }) as never,
    { x: 0.7, w: [1, 2, 0.3] },
    ["skill"],
    ["tau"],
  ],
];

it.each(cases)("%s", (_, build, data, removed, left) => {
  const found = identityOf(model(build as never)().observe(data as never));
  expect(found.removed.flatMap(({ variables }) => variables.map(({ name }) => name)).sort()).toEqual(
    [...removed].sort(),
  );
  expect(found.left.map(({ name }) => name)).toEqual(left);
  expect(found.gap).toBeLessThan(2e-12);
});

it("answers a regression of known spread and Dirichlet counts in closed form, as the normal equations do", () => {
  const build = () => {
    const weight = dirichlet(coef, [1, 2, 3]);
    const slope = normal(0.5, 2);
    return { weight, slope, x: normal(slope.mul(column(obs, x2)), 0.7), k: multinomial(6, weight) };
  };
  const found = closedBlocks(graphOf(model(build)().observe({ x: ys, k: column(coef, [3, 1, 2]) } as never)));
  const [weight, slope] = found?.exact.variables ?? [];
  const precision = 1 / 4 + x2.reduce((sum, x) => sum + x * x, 0) / 0.49;
  const pull = 0.5 / 4 + x2.reduce((sum, x, i) => sum + x * (ys[i] as number), 0) / 0.49;
  expect(slope?.parameters[0]?.[0]).toBeCloseTo(pull / precision, 12);
  expect(slope?.parameters[1]?.[0]).toBeCloseTo(1 / Math.sqrt(precision), 12);
  expect(weight?.parameters.map((values) => [...values])).toEqual([
    [4, 3, 5],
    [8, 9, 7],
  ]);
  // sequentially, and 6! / (3! 1! 2!) Γ(6) / Γ(12) Γ(4) Γ(3) Γ(5) / (Γ(1) Γ(2) Γ(3))
  let [mean, variance, logEvidence] = [0.5, 4, Math.log((60 * 120 * 6 * 2 * 24) / (39916800 * 2))];
  x2.forEach((x, i) => {
    const total = x * x * variance + 0.49;
    const error = (ys[i] as number) - x * mean;
    logEvidence -= 0.5 * (Math.log(2 * Math.PI * total) + (error * error) / total);
    mean += ((variance * x) / total) * error;
    variance *= 0.49 / total;
  });
  expect(found?.exact.logEvidence).toBeCloseTo(logEvidence, 10);
});

it("has no closed form where an improper prior is left alone, and says so", () => {
  const { left } = identityOf(model(() => ({ a: flat(), x: normal(0, 1) }))().observe({ x: 1 } as never));
  expect(left[0]?.reason).toContain("its posterior is improper");
});
