import {
  bernoulli,
  beta,
  binomial,
  column,
  dim,
  exponential,
  gamma,
  geometric,
  model,
  mul,
  negativeBinomial,
  normal,
  type Posterior,
  poisson,
  type ScalarFamily,
} from "@credence/model";
import { describe, expect, it } from "vitest";
import { byQuadrature, exactOf } from "./oracle.js";

const unit = [0, 1] as const;
const positive = [0, Infinity] as const;
const real = [-Infinity, Infinity] as const;

/** A model with one latent variable and observations `y`, each with a known number of its own. */
interface Example {
  readonly support: readonly [number, number];
  readonly known: readonly number[];
  readonly y: readonly number[];
  build(known: readonly number[], y: readonly number[]): Posterior<unknown, unknown>;
}

const observations = (known: readonly number[]) => {
  const obs = dim("obs", known.length);
  return { obs, each: column(obs, known) };
};

const examples: Record<string, Example> = {
  "beta-bernoulli": {
    support: unit,
    known: [0, 0, 0, 0, 0],
    y: [1, 0, 0, 1, 0],
    build: (known, y) =>
      model(() => {
        const theta = beta(2.5, 0.7);
        return { theta, y: bernoulli(theta).over(observations(known).obs) };
      })().observe({ y }),
  },
  "beta-binomial": {
    support: unit,
    known: [3, 40, 0, 7, 12],
    y: [3, 11, 0, 0, 4],
    build: (known, y) =>
      model(() => {
        const theta = beta(2.5, 3);
        return { theta, y: binomial(observations(known).each, theta) };
      })().observe({ y }),
  },
  "beta-geometric": {
    support: unit,
    known: [0, 0, 0, 0, 0],
    y: [0, 3, 8, 1, 0],
    build: (known, y) =>
      model(() => {
        const theta = beta(1.5, 3);
        return { theta, y: geometric(theta).over(observations(known).obs) };
      })().observe({ y }),
  },
  "beta-negative-binomial": {
    support: unit,
    known: [1, 2.5, 8, 1, 3],
    y: [0, 3, 8, 1, 0],
    build: (known, y) =>
      model(() => {
        const theta = beta(1.5, 3);
        return { theta, y: negativeBinomial(observations(known).each, theta) };
      })().observe({ y }),
  },
  "gamma-poisson": {
    support: positive,
    known: [0.5, 2, 1, 10, 3],
    y: [0, 3, 8, 40, 9],
    build: (known, y) =>
      model(() => {
        const lambda = gamma(2.5, 0.5);
        return { lambda, y: poisson(mul(observations(known).each, lambda)) };
      })().observe({ y }),
  },
  "gamma-exponential": {
    support: positive,
    known: [0.5, 2, 1, 10, 3],
    y: [0, 0.3, 0.8, 0.04, 0.9],
    build: (known, y) =>
      model(() => {
        const lambda = gamma(2.5, 0.5);
        return { lambda, y: exponential(lambda.mul(observations(known).each)) };
      })().observe({ y }),
  },
  "gamma-gamma-known-shape": {
    support: positive,
    known: [1, 2, 1.5, 3, 10],
    y: [0.2, 0.3, 0.8, 0.04, 9],
    build: (known, y) =>
      model(() => {
        const lambda = gamma(2.5, 0.5);
        return { lambda, y: gamma(observations(known).each, lambda.div(2)) };
      })().observe({ y }),
  },
  "normal-known-variance": {
    support: real,
    known: [0.5, 2, 1, 10, 3],
    y: [0.2, 3, -8, 4, 9],
    build: (known, y) =>
      model(() => {
        const mu = normal(1, 3);
        return { mu, y: normal(mu, observations(known).each) };
      })().observe({ y }),
  },
};

describe.each(Object.entries(examples))("%s", (pair, { support, known, y, build }) => {
  const exact = exactOf(build(known, y));

  it("agrees with the integral of prior × likelihood", () => {
    const { name, family, parameters } = exact.variables[0] as (typeof exact.variables)[number];
    const { mean, variance } = family as Required<ScalarFamily>;
    const point = parameters.map((values) => values[0] as number);
    const [center, sd] = [mean(...point), Math.sqrt(variance(...point))];
    const oracle = byQuadrature(build(known, y), support, [center, sd]);
    expect(exact.pieces).toEqual([{ variable: name, pair, observed: ["y"] }]);
    expect(Math.abs(exact.logEvidence - oracle.logEvidence)).toBeLessThan(1e-11 * Math.abs(oracle.logEvidence));
    expect(Math.abs(center / oracle.mean - 1)).toBeLessThan(1e-10);
    expect(Math.abs(sd / oracle.sd - 1)).toBeLessThan(1e-9);
  });

  it("predicts what one more observation adds to the evidence", () => {
    const [law] = exact.predictives;
    known.forEach((own, cell) => {
      const x = Math.min(y[(cell + 1) % y.length] as number, pair === "beta-binomial" ? own : Infinity);
      const more = exactOf(build([...known, own], [...y, x])).logEvidence - exact.logEvidence;
      expect(Math.abs((law?.logDensity(x, cell) as number) - more)).toBeLessThan(
        1e-12 * Math.max(1, Math.abs(exact.logEvidence)),
      );
    });
  });
});
