/** Calibrate complete draws by simulation: what was integrated out and drawn back has uniform ranks beside what was sampled. */

import type { AnyTrace } from "@credence/draws";
import {
  beta,
  binomial,
  categorical,
  column,
  complement,
  dim,
  dirichlet,
  gamma,
  halfNormal,
  index,
  inverseGamma,
  lognormal,
  lookup,
  model,
  normal,
  type Posterior,
  poisson,
  sqrt,
} from "@credence/model";
import { gibbs, nuts } from "@credence/samplers";
import { expect, it } from "vitest";
import { calibrate, sampleSync } from "../src/index.js";

const group = dim("group", 4);
const obs = dim("obs", 12);
const of = index(group, obs, [1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 1]);
const part = dim("part", 2);
const x = column(obs, [0.1, 1, -1, 0.4, 2, -0.3, 0.8, -1.2, 0.5, 0.9, -0.6, 1.4]);

const models = {
  "beta-binomial": model(() => {
    const mean = beta(2, 2);
    const kappa = lognormal(1, 0.5);
    const rate = beta(mean.mul(kappa), complement(mean).mul(kappa)).over(group);
    return { mean, kappa, rate, k: binomial(10, rate) };
  }),
  "gamma-Poisson": model(() => {
    const shape = gamma(4, 2);
    const rate = gamma(shape, 1).over(group);
    return { shape, rate, k: poisson(rate.at(of)) };
  }),
  "varying intercepts": model(() => {
    const mu = normal(0, 1);
    const tau = halfNormal(1);
    const slope = normal(0, 1);
    const base = normal(mu, tau).over(group);
    return { mu, tau, slope, base, y: normal(base.at(of).add(slope.mul(x)), 0.5) };
  }),
  "unknown variance": model(() => {
    const v = inverseGamma(4, 3);
    const slope = normal(0, sqrt(v));
    const tau = halfNormal(1);
    const other = normal(0, tau).over(group);
    return { v, slope, tau, other, y: normal(slope.mul(x), sqrt(v)), w: normal(other, 1) };
  }),
  proportions: model(() => {
    const strength = gamma(4, 2);
    const share = dirichlet(part, strength.mul(column(part, [1, 2]))).over(group);
    return { strength, share, k: categorical(share.at(of)) };
  }),
  precisions: model(() => {
    const scale = lognormal(0, 0.5);
    const precision = gamma(4, scale).over(group);
    return { scale, precision, y: normal(0.5, precision.at(of).pow(-0.5)) };
  }),
  labels: model(() => {
    const weight = dirichlet(part, 3);
    const z = categorical(weight).over(obs);
    const shift = halfNormal(2);
    return { weight, z, shift, y: normal(lookup(column(part, [0, 1]), z).mul(shift), 0.5) };
  }),
};

// seven models, each wrong by chance once in 100
it.each(Object.entries(models))("%s", async (_, build) => {
  const names = (build as unknown as () => { readonly quantities: readonly { readonly name: string }[] })().quantities;
  const observe = names.map(({ name }) => name).filter((name) => ["k", "y", "w"].includes(name));
  const infer = (posterior: Posterior<unknown, unknown>, seed: number): AnyTrace =>
    sampleSync(posterior, {
      chains: 1,
      draws: 1000,
      tune: 500,
      sampler: nuts(),
      marginalize: true,
      seed,
      progress: false,
    } as never);
  const { scalars } = await calibrate(
    build as never,
    {},
    { observe: observe as never, infer, simulations: 100, seed: 5 },
  );
  expect(scalars.filter(({ ok }) => !ok).map(({ name, pValue }) => `${name} ${pValue}`)).toEqual([]);
});

// wrong by chance once in 100 each
it.each([
  [
    "a mean and its variance in closed form",
    model(() => {
      const v = inverseGamma(4, 3);
      const mean = normal(1, sqrt(v));
      return { v, mean, y: normal(mean, sqrt(v)).over(obs) };
    }),
    {},
  ],
  [
    "weights and labels of a mixture by Gibbs",
    model(() => {
      const weight = dirichlet(part, 3);
      const z = categorical(weight).over(obs);
      return { weight, z, y: normal(lookup(column(part, [0, 1.5]), z), 1) };
    }),
    { steps: { weight: gibbs(), z: gibbs() } },
  ],
] as const)("%s", async (_, build, options) => {
  const infer = (posterior: Posterior<unknown, unknown>, seed: number): AnyTrace =>
    sampleSync(posterior, { chains: 1, draws: 1000, tune: 100, seed, progress: false, ...options } as never);
  const sizes = { observe: ["y"], infer, simulations: 200, seed: 7 };
  const { scalars } = await calibrate(build as never, {}, sizes as never);
  expect(scalars.filter(({ ok }) => !ok).map(({ name, pValue }) => `${name} ${pValue}`)).toEqual([]);
});
