/** Answer hierarchical models at the edges of their data without a chain: nothing seen, everything, one group, a billion. */
import {
  beta,
  binomial,
  column,
  complement,
  dim,
  gamma,
  halfNormal,
  index,
  lognormal,
  model,
  normal,
  type Posterior,
  poisson,
} from "@credence/model";
import { expect, it } from "vitest";
import { sampleSync } from "../src/index.js";

const shares = (n: readonly number[], k: readonly number[]): unknown => {
  const group = dim("group", n.length);
  return model(() => {
    const [mean, weight] = [beta(1, 1), lognormal(5, 1.5)];
    const share = beta(mean.mul(weight), complement(mean).mul(weight)).over(group);
    return { mean, weight, share, k: binomial(column(group, [...n]), share) };
  })().observe({ k: [...k] });
};
const rates = (time: readonly number[], k: readonly number[]): unknown => {
  const group = dim("group", time.length);
  return model(() => {
    const [mean, shape] = [lognormal(0, 2), lognormal(0, 1.5)];
    const rate = gamma(shape, shape.div(mean)).over(group);
    return { mean, shape, rate, k: poisson(rate.mul(column(group, [...time]))) };
  })().observe({ k: [...k] });
};
const levels = (of: readonly number[], y: readonly number[]): unknown => {
  const group = dim("group", 3);
  return model(() => {
    const [mu, tau, sigma] = [normal(0, 5), halfNormal(5), halfNormal(5)];
    const level = normal(mu, tau).over(group);
    const seen = index(group, dim("obs", of.length), [...of]);
    return { mu, tau, sigma, level, y: normal(level.at(seen), sigma) };
  })().observe({ y: [...y] });
};

it.each([
  ["no successes", shares([10, 3], [0, 0])],
  ["successes only", shares([10, 3], [10, 3])],
  ["no trials", shares([0, 0], [0, 0])],
  ["no trials beside a billion", shares([0, 1e9, 10], [0, 1e9, 0])],
  ["billions", shares([1e9, 1e9, 1e9], [1e6, 2e6, 123_456])],
  ["one group", shares([7], [3])],
  ["no events", rates([1, 2], [0, 0])],
  ["a billion events", rates([1, 1], [1e9, 5e8])],
  ["one count", rates([2], [3])],
  ["an empty group", levels([1, 1, 3], [0.1, 0.4, 2])],
  ["one observation", levels([2], [1.3])],
] as const)("%s", (_, posterior) => {
  const trace = sampleSync(posterior as Posterior<unknown, unknown>, { seed: 1, draws: 100, progress: false });
  expect(trace.$.sampler).toBe("integrated");
  for (const { name, draws } of trace.$.variables) expect(draws.values.every(Number.isFinite), name).toBe(true);
});

it("a group without trials has the law that the others tell of it", () => {
  const trace = sampleSync(shares([0, 1e6, 1e6], [0, 2e5, 2e5]) as Posterior<never, never>, {
    seed: 1,
    progress: false,
  });
  const { share } = trace as unknown as { share: { at(label: object): { mean(): number } } };
  // its mean is about that of the beta distribution that all share; 4,000 draws of spread below 0.1
  expect(Math.abs(share.at({ group: 1 }).mean() - 0.2)).toBeLessThan(0.02);
  expect(share.at({ group: 2 }).mean()).toBeCloseTo(0.2, 3);
});
