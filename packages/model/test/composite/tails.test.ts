/** Check truncated and censored laws far out, where a probability is too small for a double, against closed forms. */
import {
  binomial,
  cauchy,
  censored,
  column,
  dim,
  exponential,
  halfNormal,
  laplace,
  logistic,
  lognormal,
  negativeBinomialMean,
  nodeOf,
  normal,
  poisson,
  truncated,
  uniform,
  weibull,
} from "@credence/model";
import { describe, expect, it } from "vitest";
import { drawsOf, logDensities } from "./law.js";

const at = (variable: unknown, x: number): number => logDensities(nodeOf(variable as never), [x])[0] as number;
const close = (actual: number, expected: number, relative = 1e-12): void =>
  expect(Math.abs(actual - expected), `${actual}, expected ${expected}`).toBeLessThan(
    relative * (1 + Math.abs(expected)),
  );

describe("truncated far out", () => {
  it("forgets where it began, if the tail is exponential", () => {
    close(at(truncated(exponential(2), { lower: 1e4 }), 1e4 + 1.5), Math.log(2) - 3);
    close(at(truncated(laplace(0, 1), { lower: 900 }), 901), -1);
    close(at(truncated(laplace(0, 1), { upper: -900 }), -901), -1);
    close(at(truncated(logistic(0, 1), { lower: 900 }), 901), -1);
    close(at(truncated(logistic(0, 1), { upper: -900 }), -901), -1);
    close(
      at(truncated(weibull(1, 0.5), { lower: 500, upper: 501 }), 500.5),
      Math.log(2) - 1 - Math.log(1 - Math.exp(-2)),
    );
  });
  it("keeps the normal's digits: φ(40)/Φ(−40) by its continued fraction", () => {
    let mills = 40;
    for (let k = 200; k > 0; k--) mills = 40 + k / mills;
    close(at(truncated(normal(0, 1), { lower: 40 }), 40), Math.log(mills), 1e-13);
    close(at(truncated(normal(0, 1), { upper: -40 }), -40), Math.log(mills), 1e-13);
    close(at(truncated(lognormal(0, 1), { lower: Math.exp(40) }), Math.exp(40)), Math.log(mills) - 40, 1e-12);
    close(at(truncated(halfNormal(1), { lower: 40 }), 40), Math.log(mills), 1e-13);
    close(at(censored(normal(0, 1), { upper: 40 }), 40), -800 - 0.5 * Math.log(2 * Math.PI) - Math.log(mills));
  });
  it("is uniform between limits that are close", () => {
    for (const make of [normal, logistic, cauchy])
      close(
        at(truncated(make(0, 1), { lower: 0.5, upper: 0.5 + 2 ** -30 }), 0.5),
        30 * Math.LN2,
        make === cauchy ? 1e-6 : 1e-9,
      );
    close(at(truncated(uniform(0, 2), { lower: 1 }), 1.5), 0);
  });
  it("keeps Cauchy's tails: P(Z > z) = atan(1/z)/π", () => {
    for (const z of [-1e6, -30, -1, -0.1, 0, 0.1, 1, 2.5, 30, 1e6, 1e200])
      close(at(censored(cauchy(0, 1), { upper: z }), z), Math.log(Math.atan2(1, z) / Math.PI), 1e-14);
  });
  it("keeps the digits of counts: P(X = k | X ≥ k) as a series of ratios", () => {
    const rest = (ratio: (j: number) => number, from: number): number => {
      let [sum, term] = [0, 1];
      for (let j = from; term > 1e-18 * sum; j++) {
        sum += term;
        term *= ratio(j);
      }
      return -Math.log(sum);
    };
    close(
      at(truncated(poisson(0.1), { lower: 50 }), 50),
      rest((j) => 0.1 / (j + 1), 50),
      1e-11,
    );
    close(
      at(truncated(poisson(30), { lower: 50 }), 50),
      rest((j) => 30 / (j + 1), 50),
      1e-9,
    );
    const odds = 2 / (2 + 1.5);
    close(
      at(truncated(negativeBinomialMean(2, 1.5), { lower: 60 }), 60),
      rest((j) => ((j + 1.5) / (j + 1)) * odds, 60),
      1e-9,
    );
    close(
      at(truncated(binomial(500, 0.01), { lower: 60 }), 60),
      rest((j) => ((500 - j) / (j + 1)) * (0.01 / 0.99), 60),
      1e-9,
    );
  });
  it("draws there", () => {
    for (const variable of [
      truncated(normal(0, 1), { lower: 60 }),
      truncated(exponential(1), { lower: 2000 }),
      truncated(logistic(0, 1), { lower: 2000 }),
    ]) {
      const node = nodeOf(variable as never);
      const draws = drawsOf(node, 50);
      expect(draws.every(Number.isFinite)).toBe(true);
      expect(Math.max(...draws)).toBeGreaterThan(Math.min(...draws));
    }
  });
});

describe("limits that differ", () => {
  const obs = dim("obs", 3);
  it("hold for their own element", () => {
    const lower = column(obs, [1, 2, 5]);
    const node = nodeOf(truncated(poisson(2), { lower }) as never);
    const together = logDensities(node, [6]);
    const apart = [1, 2, 5].map((each) => at(truncated(poisson(2), { lower: each }), 6));
    apart.forEach((each, i) => {
      close(together[i] as number, each, 1e-12);
    });
    const seen = logDensities(nodeOf(censored(normal(0, 1), { upper: lower }) as never), [1]);
    close(seen[0] as number, at(censored(normal(0, 1), { upper: 1 }), 1));
    close(seen[1] as number, at(normal(0, 1), 1));
  });
});
