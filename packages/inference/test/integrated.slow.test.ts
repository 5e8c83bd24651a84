/** Calibrate integrated posteriors on simulated data: complete draws, latents that were drawn back included. */
import {
  beta,
  binomial,
  column,
  complement,
  dim,
  gamma,
  halfNormal,
  lognormal,
  model,
  normal,
  poisson,
  studentT,
} from "@credence/model";
import { describe, expect, it } from "vitest";
import { calibrate, sampleSync } from "../src/index.js";

const group = dim("group", 6);
const sizes = column(group, [5, 20, 8, 40, 3, 12]);
const normals = model(() => {
  const mu = normal(0, 2);
  const tau = halfNormal(1);
  const theta = normal(mu, tau).over(group);
  return { mu, tau, theta, y: normal(theta, column(group, [1, 0.5, 2, 1, 0.3, 1])) };
});
const rates = model(() => {
  const mu = beta(2, 4);
  const kappa = lognormal(2, 0.7);
  const theta = beta(mu.mul(kappa), complement(mu).mul(kappa)).over(group);
  return { mu, kappa, theta, y: binomial(sizes, theta) };
});
const counts = model(() => {
  const mean = lognormal(1, 0.5);
  const shape = lognormal(1, 0.5);
  const rate = gamma(shape, shape.div(mean)).over(group);
  return { mean, shape, rate, y: poisson(rate.mul(sizes)) };
});
const robust = model(() => {
  const level = normal(0, 3);
  const spread = lognormal(0, 0.5);
  return { level, spread, y: studentT(5, level, spread).over(group) };
});

describe("calibration of what is integrated", () => {
  // A right answer is called wrong in 1 % of runs; the seed is fixed.
  it.each([
    ["normal means", normals],
    ["rates with a common beta law", rates],
    ["counts with a common gamma law", counts],
    ["a robust location and spread", robust],
  ] as const)("%s", async (_, joint) => {
    const kinds = new Set<string>();
    const result = await calibrate(
      joint as typeof robust,
      {},
      {
        observe: ["y"],
        simulations: 300,
        infer: (posterior, seed) => {
          const trace = sampleSync(posterior, { seed, draws: 99, chains: 1, progress: false });
          kinds.add(trace.$.sampler);
          return trace;
        },
        seed: 11,
      },
    );
    expect(result.text()).toMatch(/calibrated over 300 data sets/);
    expect(result.ok).toBe(true);
    expect(kinds).toContain("integrated");
  });
});
