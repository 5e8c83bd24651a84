/** Hold emitted kernels to the interpreter, bit for bit, on posteriors of all kinds, and draws to each other. */
import { compilePosterior, type Engine, useEngine } from "@credence/compiler";
import { rng } from "@credence/math";
import {
  ar,
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
  gaussianProcess,
  halfCauchy,
  halfNormal,
  index,
  inverseGamma,
  invLogit,
  lognormal,
  matern52,
  mixture,
  model,
  negativeBinomialMean,
  normal,
  poisson,
  randomWalk,
  scan,
  sqrt,
  studentT,
  sum,
  truncated,
  uniform,
  vonMises,
} from "@credence/model";
import { afterEach, describe, expect, test } from "vitest";
import { providePrebuilt } from "../../compiler/test/prebuilt.js";
import { sampleSync } from "../src/index.js";

const wave = (length: number, of: (i: number) => number = (i) => Math.sin(1.7 * i * i)): number[] =>
  Array.from({ length }, (_, i) => of(i));

const [row, group, feature] = [dim("row", 23), dim("group", 5), dim("feature", 3)];
const day = dim("day", 40);
const lies = index(
  group,
  row,
  wave(23, (i) => ((i * i) % 5) + 1),
);
const x = column([row, feature], wave(69));

// biome-ignore lint/suspicious/noExplicitAny: posteriors of all kinds in one table
const posteriors: Readonly<Record<string, () => any>> = {
  "eight schools": () => {
    const school = dim("school", 8);
    const schools = model(() => {
      const [mu, tau] = [normal(0, 5), halfCauchy(5)];
      const theta = normal(mu, tau).over(school).nonCentered();
      return { mu, tau, theta, y: normal(theta, column(school, [15, 10, 16, 11, 9, 11, 10, 18])) };
    });
    return schools().observe({ y: [28, 8, -3, 7, -1, 1, 18, 12] });
  },
  "proportions of groups": () => {
    const rates = model(() => {
      const [mu, kappa] = [beta(2, 2), lognormal(3, 1)];
      const theta = beta(mu.mul(kappa), complement(mu).mul(kappa)).over(group);
      return { mu, kappa, theta, k: binomial(column(group, [20, 30, 12, 44, 7]), theta) };
    });
    return rates().observe({ k: [3, 9, 0, 20, 7] });
  },
  "counts of groups": () => {
    const visits = model(() => {
      const [mean, shape] = [lognormal(0, 2), lognormal(0, 1.5)];
      const rate = gamma(shape, shape.div(mean)).over(group);
      return { mean, shape, rate, k: poisson(rate.mul(column(group, [0.5, 2, 1, 3, 0.25]))) };
    });
    return visits().observe({ k: [0, 3, 1, 9, 0] });
  },
  "logistic regression": () => {
    const logistic = model(() => {
      const slopes = normal(0, 1).over(feature);
      return { slopes, y: bernoulli(invLogit(sum(slopes.mul(x), feature))) };
    });
    return logistic().observe({ y: wave(23, (i) => i % 2) });
  },
  "varying intercepts": () => {
    const radon = model(() => {
      const [mu, spread, slope, sigma] = [normal(0, 5), halfNormal(1), normal(0, 5), exponential(1)];
      const a = normal(mu, spread).over(group);
      return { mu, spread, slope, sigma, a, y: normal(a.at(lies).add(slope.mul(column(row, wave(23)))), sigma) };
    });
    return radon().observe({ y: wave(23, (i) => Math.cos(i)) });
  },
  "overdispersed counts": () => {
    const counts = model(() => {
      const [mean, size] = [lognormal(0, 1), gamma(2, 0.5)];
      return { mean, size, k: negativeBinomialMean(mean, size).over(row) };
    });
    return counts().observe({ k: wave(23, (i) => (i * 7) % 11) });
  },
  "a mixture": () => {
    const two = model(() => {
      const w = dirichlet(group, 1.5);
      const mu = normal(0, 2).over(group);
      return { w, mu, y: mixture(w, normal(mu, 0.7)).over(row) };
    });
    return two().observe({ y: wave(23) });
  },
  "heavy tails, truncated": () => {
    const tails = model(() => {
      const [mu, sigma] = [truncated(normal(0, 2), { lower: -1 }), inverseGamma(3, 2)];
      return { mu, sigma, y: studentT(4, mu, sigma).over(row) };
    });
    return tails().observe({ y: wave(23, (i) => 3 * Math.sin(i)) });
  },
  "a simplex and labels": () => {
    const shares = model(() => {
      const share = dirichlet(group, [1, 2, 3, 2, 1]);
      return { share, label: categorical(share).over(row) };
    });
    return shares().observe({ label: wave(23, (i) => (i * i) % 5) });
  },
  directions: () => {
    const winds = model(() => {
      const [mu, kappa] = [uniform(-3, 3), gamma(2, 0.5)];
      return { mu, kappa, angle: vonMises(mu, kappa).over(row) };
    });
    return winds().observe({ angle: wave(23) });
  },
  "a Gaussian process": () => {
    const place = dim("place", 12);
    const process = model(() => {
      const [scale, length, noise] = [halfNormal(1), inverseGamma(5, 5), exponential(1)];
      const at = column(
        place,
        wave(12, (i) => i / 3),
      );
      return { scale, length, noise, y: gaussianProcess(at, matern52({ scale, length }), { noise }) };
    });
    return process().observe({ y: wave(12) });
  },
  "a volatility": () => {
    const garch = model(() => {
      const [mu, base, shock, keep] = [normal(0, 1), halfNormal(0.5), uniform(0, 1), uniform(0, 1)];
      const { y, sigma } = scan(day, { y: normal(mu, 0.5), sigma: 0.5 }, (previous) => {
        const variance = base.add(shock.mul(previous.y.sub(mu).pow(2))).add(keep.mul(previous.sigma.pow(2)));
        const next = sqrt(variance);
        return { y: normal(mu, next), sigma: next };
      });
      return { mu, base, shock, keep, y, sigma };
    });
    return garch().observe({ y: wave(40) });
  },
  "an autoregression": () => {
    const series = model(() => {
      const [phi, sigma] = [uniform(-1, 1), halfNormal(1)];
      return { phi, sigma, y: ar(day, [phi], sigma) };
    });
    return series().observe({ y: wave(40) });
  },
  "a random walk with noise": () => {
    const walk = model(() => {
      const [step, noise] = [halfNormal(1), halfNormal(1)];
      const level = randomWalk(day, 0, step);
      return { step, noise, level, y: normal(level, noise) };
    });
    return walk().observe({ y: wave(40) });
  },
};

providePrebuilt();

const engines: readonly Engine[] = ["interpreter", "prebuilt", "wasm"];

afterEach(() => useEngine("auto"));

describe.each(Object.entries(posteriors))("%s", (_, posterior) => {
  test("has the same log density and slopes, also outside its support and at what is no number", () => {
    const [interpreted, prebuilt, emitted] = engines.map((engine) => {
      useEngine(engine);
      const kernel = compilePosterior(posterior());
      const n = kernel.dimension;
      const memory = kernel.allocate(2 * n);
      const stream = rng(5, "positions");
      return [0.3, 1, 5, 60, 1e4, Infinity, Number.NaN].map((size) => {
        for (let i = 0; i < n; i++)
          memory[i] = Number.isFinite(size) ? size * stream.normal() : i === n >> 1 ? size : 0.1;
        const gradient = kernel.logDensityGradient(memory, 0, n);
        return [kernel.logDensity(memory, 0), gradient, ...memory.slice(n, 2 * n)];
      });
    });
    expect(prebuilt).toEqual(interpreted);
    expect(emitted).toEqual(interpreted);
  });
});

test.each(["eight schools", "logistic regression", "a volatility"])("%s has the same draws", (name) => {
  const [interpreted, prebuilt, emitted, both] = [...engines, "auto" as const].map((engine) => {
    useEngine(engine);
    const trace = sampleSync(posteriors[name]?.(), { draws: 60, tune: 60, chains: 2, seed: 4, progress: false });
    return trace.$.variables.map(({ name: variable, draws: { values } }) => [variable, ...values]);
  });
  expect(prebuilt).toEqual(interpreted);
  expect(emitted).toEqual(interpreted);
  expect(both).toEqual(interpreted);
});
