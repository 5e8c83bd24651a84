/** Labels, switches and proportions: finite variables are summed over, Dirichlet rows integrated. */
import {
  bernoulli,
  beta,
  binomial,
  categorical,
  column,
  dim,
  dirichlet,
  exponential,
  gt,
  index,
  lookup,
  model,
  multinomial,
  normal,
  poisson,
  potential,
  sum,
  where,
} from "@credence/model";
import { expect, it } from "vitest";
import { identityOf } from "./identity.js";

const obs = dim("obs", 6);
const part = dim("part", ["low", "middle", "high"]);
const group = dim("group", 2);
const of = index(group, obs, [1, 1, 2, 2, 1, 2]);
const y = [0.2, 3, -1, 2.2, 0.7, 5];

type Case = readonly [
  string,
  () => Record<string, never>,
  Record<string, unknown>,
  readonly string[],
  readonly string[],
];
const cases: readonly Case[] = [
  [
    "labels of a mixture",
    (() => {
      const weight = dirichlet(part, 2);
      const centre = normal(0, 5).over(part);
      const sigma = exponential(1);
      const z = categorical(weight).over(obs);
      return { weight, centre, sigma, z, y: normal(lookup(centre, z), sigma) };
    }) as never,
    { y },
    ["z"],
    ["weight", "centre", "sigma"],
  ],
  [
    "one label for each group of observations",
    (() => {
      const centre = normal(0, 5).over(part);
      const weight = dirichlet(part, 1);
      const z = categorical(weight).over(group);
      return { weight, z, centre, y: normal(lookup(centre, z).at(of), 1) };
    }) as never,
    { y },
    ["z"],
    ["weight", "centre"],
  ],
  [
    "a switch, and an observation that does not depend on it",
    (() => {
      const p = beta(2, 2);
      const on = bernoulli(p).over(obs);
      const rate = exponential(1);
      return { p, on, rate, y: poisson(rate.mul(on).add(0.1)), w: poisson(rate) };
    }) as never,
    { y: [0, 3, 1, 2, 7, 0], w: 2 },
    ["on"],
    ["p", "rate"],
  ],
  [
    "a small count",
    (() => {
      const p = beta(2, 2);
      const n = binomial(8, p);
      const q = beta(1, 1);
      return { p, n, q, k: poisson(q.mul(n)) };
    }) as never,
    { k: 3 },
    ["n"],
    ["p", "q"],
  ],
  [
    "a switch and a label of the same observation",
    (() => {
      const z = categorical(column(part, [0.2, 0.3, 0.5]) as never).over(obs);
      const on = bernoulli(0.4).over(obs);
      const centre = normal(0, 5).over(part);
      return { z, on, centre, y: normal(lookup(centre, z as never).add(on), 1) };
    }) as never,
    { y },
    ["z", "on"],
    ["centre"],
  ],
  [
    "Dirichlet and labels, by group",
    (() => {
      const a = exponential(1);
      const p = dirichlet(part, a).over(group);
      return { a, p, z: categorical(p.at(of)) };
    }) as never,
    { z: ["low", "low", "high", "middle", "low", "high"] },
    ["p"],
    ["a"],
  ],
  [
    "Dirichlet and counts",
    (() => {
      const a = exponential(1).over(part);
      const p = dirichlet(part, a);
      return { a, p, x: multinomial(column(group, [7, 9]), p) };
    }) as never,
    { x: column([group, part], [1, 2, 4, 0, 0, 9]) },
    ["p"],
    ["a"],
  ],
];

it.each(cases)("%s", (_, build, data, removed, left) => {
  const found = identityOf(model(build as never)().observe(data as never), removed);
  expect(found.removed.flatMap(({ variables }) => variables.map(({ name }) => name)).sort()).toEqual(
    [...removed].sort(),
  );
  expect(found.left.map(({ name }) => name)).toEqual(left);
  expect(found.gap).toBeLessThan(1e-12);
});

it.each<[string, () => Record<string, never>, Record<string, unknown>, RegExp]>([
  [
    "an observation of the sum of labels",
    (() => {
      const z = bernoulli(0.3).over(obs);
      return { z, y: normal(sum(z, obs), 1) };
    }) as never,
    { y: 2 },
    /mixes several cells of `z`/,
  ],
  [
    "neighbours",
    (() => {
      const z = bernoulli(0.3).over(obs);
      const next = index(obs, dim("later", 5), [2, 3, 4, 5, 6]);
      const now = index(obs, dim("later", 5), [1, 2, 3, 4, 5]);
      return { z, y: normal(z.at(now).add(z.at(next)), 1) };
    }) as never,
    { y: [1, 2, 0, 1, 2] },
    /mixes several cells of `z`/,
  ],
  [
    "a potential",
    (() => {
      const z = bernoulli(0.3);
      return { z, t: potential(where(gt(z, 0), -1, 0)), y: normal(z, 1) };
    }) as never,
    { y: 1 },
    /is in the potential `t`/,
  ],
  [
    "a count without an end",
    (() => ({
      ...(() => {
        const z = poisson(3);
        return { z, y: normal(z, 1) };
      })(),
    })) as never,
    { y: 1 },
    /a poisson prior has no conjugate pair here/,
  ],
])("leaves %s", (_, build, data, reason) => {
  const { left, removed } = identityOf(model(build as never)().observe(data as never));
  expect(removed).toEqual([]);
  expect(left[0]?.reason).toMatch(reason);
});
