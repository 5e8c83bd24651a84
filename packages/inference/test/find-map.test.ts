/** Check the verb findMap: modes by calculus on both scales, what it reports of its search, and what it refuses. */
import { beta, binomial, column, dim, expr, gamma, model, normal, poisson } from "@credence/model";
import { describe, expect, it } from "vitest";
import { findMap } from "../src/index.js";

const clicks = (heads: number, n: number, a = 11.5, b = 48.5) =>
  model(() => {
    const theta = beta(a, b);
    const y = binomial(n, theta);
    return { theta, y };
  })().observe({ y: heads });

describe("findMap", () => {
  it("finds the mode of the density of the values by default: (a − 1) / (a + b − 2) of a beta", async () => {
    const { theta, $ } = await findMap(clicks(7, 10));
    expect(theta).toBeCloseTo(17.5 / 68, 8);
    expect($).toMatchObject({ scale: "constrained", converged: true });
  });

  it("finds the mode with the Jacobian on request: a / (a + b) on the logit scale", async () => {
    const { theta, $ } = await findMap(clicks(7, 10), { scale: "unconstrained" });
    expect(theta).toBeCloseTo(18.5 / 70, 8);
    expect($).toMatchObject({ scale: "unconstrained", converged: true });
  });

  it("goes to the edge where the density is highest there", async () => {
    expect((await findMap(clicks(0, 10, 1, 1))).theta).toBeCloseTo(0, 7);
    expect((await findMap(clicks(10, 10, 1, 1))).theta).toBeCloseTo(1, 7);
  });

  it("finds a positive variable by both scales: shape − 1, or shape, over rate", async () => {
    const posterior = model(() => {
      const rate = gamma(3, 2);
      const count = poisson(rate);
      return { rate, count };
    })().observe({ count: 4 });
    expect((await findMap(posterior)).rate).toBeCloseTo(6 / 3, 7);
    expect((await findMap(posterior, { scale: "unconstrained" })).rate).toBeCloseTo(7 / 3, 7);
  });

  it("gives vectors by label and derived quantities at the mode: ridge regression by hand", async () => {
    const obs = dim("obs", 3);
    const x = column(obs, [-1, 0, 1]);
    const posterior = model(() => {
      const a = normal(0, 10);
      const slope = normal(0, 10);
      const level = expr`${a} + ${slope} * ${x}`;
      const y = normal(level, 1);
      return { a, slope, level, y };
    })().observe({ y: [1, 3, 5] });
    const mode = await findMap(posterior);
    const [a, slope] = [9 / 3.01, 4 / 2.01];
    expect(mode.a).toBeCloseTo(a, 7);
    expect(mode.slope).toBeCloseTo(slope, 7);
    expect(mode.level.at({ obs: 1 })).toBeCloseTo(a - slope, 7);
  });

  it("reports every climb, and the same seed climbs the same", async () => {
    const { $ } = await findMap(clicks(7, 10), { starts: 3, seed: 5 });
    expect($.ends).toHaveLength(3);
    expect($.logDensity).toBe(Math.max(...$.ends));
    expect((await findMap(clicks(7, 10), { starts: 3, seed: 5 })).$).toEqual($);
  });

  it("says that a density without a highest point did not converge", async () => {
    const { $ } = await findMap(
      model(() => {
        const scale = gamma(0.5, 1);
        const x = normal(0, scale);
        return { scale, x };
      })().observe({ x: 0 }),
    );
    expect($.converged).toBe(false);
    expect($.reason).not.toBe("");
  });

  it("refuses discrete variables, other scales and no starts", async () => {
    const counted = model(() => {
      const n = poisson(5);
      const y = normal(n, 1);
      return { n, y };
    })().observe({ y: 4 });
    await expect(findMap(counted)).rejects.toThrow("findMap climbs gradients, which `n` has not");
    await expect(findMap(clicks(7, 10), { scale: "logit" as never })).rejects.toThrow(
      'option scale is "logit"; it must be "constrained" or "unconstrained"',
    );
    await expect(findMap(clicks(7, 10), { starts: 0 })).rejects.toThrow("option starts is 0");
  });
});
