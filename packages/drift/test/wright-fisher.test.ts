/** Hold the filter of several categories to the filter of one rate, to its sums of shares, and to moments computed by another way. */
import { lgamma, rng } from "@credence/math";
import { expect, test } from "vitest";
import { jacobi, wrightFisher } from "../src/index.js";

test("two categories are a rate and what it leaves, to rounding", () => {
  const filter = wrightFisher({ rate: 0.4, alpha: [0.7, 3.2] }).filter();
  const one = jacobi({ rate: 0.4, alpha: 0.7, beta: 3.2 }).filter();
  for (const [dt, successes, failures] of [
    [0, 3, 9],
    [0.3, 5, 4],
    [1e-3, 0, 7],
    [2, 6, 0],
    [0.5, 0, 0],
  ] as const) {
    one.predict(dt).update(successes, successes + failures);
    filter.predict(dt).update([successes, failures]);
    const [mean, rest] = filter.mean() as unknown as [number, number];
    expect(mean).toBeCloseTo(one.mean(), 13);
    expect(rest).toBeCloseTo(1 - one.mean(), 13);
    expect(filter.variance()[0]).toBeCloseTo(one.variance(), 14);
    expect(filter.covariance()[1]).toBeCloseTo(-one.variance(), 14);
    const marginal = filter.marginal(0);
    expect(marginal.cdf(0.2)).toBeCloseTo(one.cdf(0.2), 12);
    expect(marginal.pdf(0.2)).toBeCloseTo(one.pdf(0.2), 11);
    expect(marginal.interval(0.9).high).toBeCloseTo(one.interval(0.9).high, 11);
  }
  expect(filter.logEvidence()).toBeCloseTo(one.logEvidence(), 12);
});

test("shares and sums of shares drift as one rate does", () => {
  const filter = wrightFisher({ rate: 0.5, alpha: [0.8, 1.5, 2.2] }).filter();
  filter.update([4, 1, 7]);
  filter.predict(0.6);
  const share = jacobi({ rate: 0.5, alpha: 0.8, beta: 3.7 })
    .filter({ start: { alpha: 4.8, beta: 11.7 } })
    .predict(0.6);
  const sum = jacobi({ rate: 0.5, alpha: 2.3, beta: 2.2 })
    .filter({ start: { alpha: 7.3, beta: 9.2 } })
    .predict(0.6);
  const marginal = filter.marginal(0);
  expect(marginal.mean).toBeCloseTo(share.mean(), 13);
  expect(marginal.cdf(0.1)).toBeCloseTo(share.cdf(0.1), 12);
  expect(marginal.quantile(0.9)).toBeCloseTo(share.quantile(0.9), 11);
  const [mean, covariance] = [filter.mean(), filter.covariance()];
  expect((mean[0] as number) + (mean[1] as number)).toBeCloseTo(sum.mean(), 13);
  const at = (i: number): number => covariance[i] as number;
  expect(at(0) + at(4) + 2 * at(1)).toBeCloseTo(sum.variance(), 14);
  expect(at(0) + at(1) + at(2)).toBeCloseTo(0, 15);
});

/** E[∏ X[j]^power[j]] after `time` of shares that are Dirichlet(shapes) now, by a Taylor series of the moments' own equation. */
function momentAfter(rate: number, alpha: number[], shapes: number[], power: number[], time: number): number {
  const s = alpha.reduce((sum, a) => sum + a, 0);
  const powers = power.reduce<number[][]>(
    (all, most) => all.flatMap((m) => Array.from({ length: most + 1 }, (_, k) => [...m, k])),
    [[]],
  );
  const indexOf = new Map(powers.map((m, i) => [m.join(), i]));
  // d/dt E[x^m] = rate/s (Σ m[j] (m[j] − 1 + alpha[j]) E[x^(m − e[j])] − |m| (|m| + s − 1) E[x^m])
  const slope = (values: number[]): number[] =>
    powers.map((m, i) => {
      const n = m.reduce((sum, k) => sum + k, 0);
      const gains = m.map((k, j) => {
        if (k === 0) return 0;
        const below = indexOf.get(m.map((each, l) => (l === j ? each - 1 : each)).join()) as number;
        return k * (k - 1 + (alpha[j] as number)) * (values[below] as number);
      });
      return (rate / s) * (gains.reduce((sum, gain) => sum + gain, 0) - n * (n + s - 1) * (values[i] as number));
    });
  const total = shapes.reduce((sum, a) => sum + a, 0);
  let values = powers.map((m) =>
    Math.exp(
      m.reduce((sum, k, j) => sum + lgamma((shapes[j] as number) + k) - lgamma(shapes[j] as number), 0) +
        lgamma(total) -
        lgamma(total + m.reduce((sum, k) => sum + k, 0)),
    ),
  );
  const pieces = 200;
  for (let piece = 0; piece < pieces; piece++) {
    let term = values;
    for (let r = 1; r <= 12; r++) {
      term = slope(term).map((value) => (value * time) / pieces / r);
      values = values.map((value, i) => value + (term[i] as number));
    }
  }
  return values.at(-1) as number;
}

test("counts of three categories are as probable as their moments say", () => {
  const alpha = [0.8, 1.5, 2.2];
  const filter = wrightFisher({ rate: 0.5, alpha }).filter();
  filter.update([4, 1, 7]);
  const evidence = filter.predict(0.6).update([2, 3, 1]);
  const moment = momentAfter(0.5, alpha, [4.8, 2.5, 9.2], [2, 3, 1], 0.6);
  expect(evidence).toBeCloseTo(Math.log(60 * moment), 12);
  const third = momentAfter(0.5, alpha, [4.8, 2.5, 9.2], [3, 3, 1], 0.6);
  expect(filter.mean()[0]).toBeCloseTo(third / moment, 12);
});

test("draws have the posterior's means and covariances (five standard errors)", () => {
  const filter = wrightFisher({ rate: 1, alpha: [1, 2, 3] }).filter();
  filter.update([5, 0, 2]);
  filter.predict(0.4);
  const stream = rng(4, "shares");
  const draws = Array.from({ length: 4000 }, () => filter.draw(stream));
  const [mean, covariance] = [filter.mean(), filter.covariance()];
  for (let j = 0; j < 3; j++) {
    const variance = covariance[4 * j] as number;
    const average = draws.reduce((sum, x) => sum + (x[j] as number), 0) / draws.length;
    expect(Math.abs(average - (mean[j] as number))).toBeLessThan(5 * Math.sqrt(variance / draws.length));
  }
  const products = draws.map(([x, y]) => ((x as number) - (mean[0] as number)) * ((y as number) - (mean[1] as number)));
  const average = products.reduce((sum, p) => sum + p, 0) / products.length;
  const spread = products.reduce((sum, p) => sum + (p - average) ** 2, 0) / products.length;
  expect(Math.abs(average - (covariance[1] as number))).toBeLessThan(5 * Math.sqrt(spread / products.length));
});

/** z of an average against an expectation. */
const standardised = (values: readonly number[], expectation: number): number => {
  const average = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - average) ** 2, 0) / (values.length - 1);
  return Math.abs(average - expectation) / Math.sqrt(variance / values.length);
};

test.each([
  ["in one step", [0.9]],
  ["in two steps", [0.2, 0.9]],
  ["at once", [4e-6]],
])("paths %s have the means, variances and covariances of closed forms (five standard errors)", (_, times) => {
  const alpha = [0.5, 1.5, 2];
  const shares = wrightFisher({ rate: 0.8, alpha });
  const start = [0.6, 0.3, 0.1];
  const stream = rng(7, "shares", times.length);
  const time = times.at(-1) as number;
  const ends = Array.from(
    { length: 6000 },
    () => shares.simulate({ times, start, rng: stream }).at(-1) as Float64Array,
  );
  const momentsOf = (group: readonly number[]) => {
    const shape = group.reduce((sum, j) => sum + (alpha[j] as number), 0);
    const from = group.reduce((sum, j) => sum + (start[j] as number), 0);
    return jacobi({ rate: 0.8, alpha: shape, beta: 4 - shape }).moments(from, time);
  };
  for (const group of [[0], [1], [2], [0, 1], [1, 2]]) {
    const { mean, variance } = momentsOf(group);
    const values = ends.map((x) => group.reduce((sum, j) => sum + (x[j] as number), 0));
    expect(standardised(values, mean)).toBeLessThan(5);
    const squares = values.map((x) => (x - mean) ** 2);
    expect(standardised(squares, variance)).toBeLessThan(5);
  }
  for (const x of ends) expect(x.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
});

test("a share of a path follows the transition law of a rate, and stationary paths stay so (one false alarm in a million)", () => {
  const shares = wrightFisher({ rate: 1.2, alpha: [0.4, 1, 2.6] });
  const share = jacobi({ rate: 1.2, alpha: 0.4, beta: 3.6 });
  const stream = rng(8, "shares");
  const largest = (values: number[], cdf: (x: number) => number): number =>
    values
      .sort((x, y) => x - y)
      .reduce((most, x, i) => Math.max(most, Math.abs(cdf(x) - (i + 0.5) / values.length)), 0);
  const limit = Math.sqrt(Math.log(2e6) / 2 / 3000);
  const ends = Array.from(
    { length: 3000 },
    () => shares.simulate({ times: [0.4], start: [0.3, 0.3, 0.4], rng: stream })[0]?.[0] as number,
  );
  expect(largest(ends, (x) => share.transitionCdf(x, 0.3, 0.4))).toBeLessThan(limit);
  const stationary = Array.from({ length: 3000 }, () => shares.simulate({ times: [0, 0.5], rng: stream }));
  const law = share.filter();
  expect(
    largest(
      stationary.map((path) => path[1]?.[0] as number),
      (x) => law.cdf(x),
    ),
  ).toBeLessThan(limit);
  const products = stationary.map(([x, y]) => ((x?.[1] as number) - 0.25) * ((y?.[1] as number) - 0.25));
  expect(standardised(products, ((0.25 * 0.75) / 5) * Math.exp(-0.6))).toBeLessThan(5);
});

test("a long series stays small, as time empties the lattice; all is forgotten in the end", () => {
  const process = wrightFisher({ rate: 1, alpha: [2, 3, 5] });
  const filter = process.filter();
  for (let i = 0; i < 30; i++) filter.predict(4).update([i % 3, (i + 1) % 3, 2]);
  expect(filter.copy().predict(100).mean()).toEqual(Float64Array.of(0.2, 0.3, 0.5));
  expect(filter.logEvidence()).toBeLessThan(0);
});

test("what cannot be is refused in a sentence, and the filter stays as it was", () => {
  expect(() => wrightFisher({ rate: 1, alpha: [2] })).toThrow(/alpha has 1 shapes/);
  expect(() => wrightFisher({ rate: 1, alpha: [2, 0] })).toThrow(/alpha\[1\] is 0/);
  expect(() => wrightFisher({ rate: -1, alpha: [2, 1] })).toThrow(/rate is -1/);
  const process = wrightFisher({ rate: 1, alpha: [2, 1, 1] });
  const stream = rng(1);
  expect(() => process.simulate({ times: [1], start: [0.5, 0.5], rng: stream })).toThrow(/2 shares for 3 categories/);
  expect(() => process.simulate({ times: [1], start: [0.5, 0.5, 0.5], rng: stream })).toThrow(/add up to 1.5/);
  expect(() => process.simulate({ times: [1], start: [1.5, -0.5, 0], rng: stream })).toThrow(/start\[0\] is 1.5/);
  expect(() => process.simulate({ times: [1, 0.5], rng: stream })).toThrow(/times\[1\] is -0.5/);
  expect(() => process.filter({ start: { alpha: [2.5, 1, 1] } })).toThrow(/start.alpha\[0\] is 2.5; it must be 2/);
  const filter = process.filter({ start: { alpha: [3, 1, 1] } });
  const before = filter.mean();
  for (const [act, sentence] of [
    [() => filter.predict(-1), /dt is -1/],
    [() => filter.update([1, 2]), /2 counts for 3 categories/],
    [() => filter.update([1, -2, 0]), /counts\[1\] is -2/],
    [() => filter.update([1, 0.5, 0]), /counts\[1\] is 0.5/],
    [() => filter.update([100, 100, 100]), /would have .* cells.*merge categories/],
    [() => filter.marginal(3), /category is 3/],
  ] as const) {
    expect(act).toThrow(sentence);
    expect(filter.mean()).toEqual(before);
  }
});
