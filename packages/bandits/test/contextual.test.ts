/** Hold contextual learners to exact regressions, to quadrature, and to what they should learn. */
import { readFileSync } from "node:fs";
import { invLogit, rng } from "@credence/math";
import { describe, expect, test } from "vitest";
import { linearArms, logisticArms, thompson } from "../src/index.js";

const regression = (
  JSON.parse(readFileSync(new URL("../../testing/fixtures/conjugate.json", import.meta.url), "utf8")) as {
    cases: {
      family: string;
      data: { X: number[][]; y: number[] };
      posterior: { mean: number[]; cov_scale: number[][]; alpha: number; beta: number };
    }[];
  }
).cases.find(({ family }) => family === "linear-regression-nig");

test("a linear arm believes what exact regression says (fixtures/conjugate.json, mpmath)", () => {
  if (regression === undefined) throw new Error("the reference has no regression");
  const { data, posterior } = regression;
  const arms = linearArms({ arms: 2, features: 2 }, { scale: 10, alpha: 2, beta: 1 });
  data.X.forEach((x, i) => {
    arms.observe(1, x, data.y[i] as number);
  });
  const x = [1, 2.5];
  const quadratic = x.reduce(
    (sum, a, i) => sum + x.reduce((s, b, j) => s + a * b * (posterior.cov_scale[i]?.[j] as number), 0),
    0,
  );
  const beliefs = arms.at(x);
  expect(beliefs.mean(1)).toBeCloseTo((posterior.mean[0] as number) + 2.5 * (posterior.mean[1] as number), 12);
  // Student t with 2 alpha degrees of freedom and squared scale beta / alpha xᵀVx has variance beta xᵀVx / (alpha − 1).
  expect(beliefs.variance(1)).toBeCloseTo((posterior.beta * quadratic) / (posterior.alpha - 1), 12);
  expect(beliefs.mean(0)).toBe(0);
  expect([beliefs.trials(0), beliefs.trials(1)]).toEqual([0, 5]);
});

describe("a logistic arm", () => {
  test("after one reward has the mode and curvature of the exact log posterior", () => {
    const arms = logisticArms({ arms: 1, features: 1 }, { scale: 2 });
    arms.observe(0, [1.5], 1);
    // log posterior −w²/8 + log invLogit(1.5 w): its maximum by bisection on the slope, its curvature there.
    let [low, high] = [0, 10];
    for (let i = 0; i < 100; i++) {
      const w = 0.5 * (low + high);
      if (-w / 4 + 1.5 * (1 - invLogit(1.5 * w)) > 0) low = w;
      else high = w;
    }
    const p = invLogit(1.5 * low);
    const sigma = 1 / Math.sqrt(1 / 4 + 2.25 * p * (1 - p));
    expect(arms.at([1]).quantile(0, 0.5)).toBeCloseTo(invLogit(low), 12);
    expect(arms.at([1]).quantile(0, 0.9)).toBeCloseTo(invLogit(low + 1.2815515655446004 * sigma), 12);
  });
  test("comes near the coefficients that made the rewards", () => {
    const truth = [-1, 2];
    const arms = logisticArms({ arms: 1, features: 2 });
    const stream = rng(8);
    for (let i = 0; i < 4000; i++) {
      const x = [1, stream.normal()];
      arms.observe(0, x, Number(stream.uniform() < invLogit(-1 + 2 * (x[1] as number))));
    }
    for (const x of [
      [1, 0],
      [1, 1],
      [1, -1],
    ]) {
      const rate = invLogit(x.reduce((sum, xi, i) => sum + xi * (truth[i] as number), 0));
      const beliefs = arms.at(x);
      // Four posterior standard deviations: by chance one in 16,000.
      expect(Math.abs(beliefs.mean(0) - rate)).toBeLessThan(4 * Math.sqrt(beliefs.variance(0)));
      expect(beliefs.variance(0)).toBeLessThan(0.0005);
    }
  });
});

test("a policy that reads the context earns what the better arm earns there", () => {
  const arms = logisticArms({ arms: 2, features: 2 });
  const stream = rng(9);
  const policy = thompson();
  const rate = (arm: number, x: number): number => invLogit(arm === 0 ? 2 * x : -2 * x);
  let [earned, best] = [0, 0];
  for (let i = 0; i < 3000; i++) {
    const x = stream.normal();
    const arm = policy.choose(arms.at([1, x]), stream);
    arms.observe(arm, [1, x], Number(stream.uniform() < rate(arm, x)));
    if (i >= 1000) {
      earned += rate(arm, x);
      best += rate(x > 0 ? 0 : 1, x);
    }
  }
  expect(earned / best).toBeGreaterThan(0.98); // blind to the context it would be 0.66
});

test("what does not fit is refused", () => {
  const arms = logisticArms({ arms: 2, features: 2 });
  expect(() => arms.at([1])).toThrow("the context has 1 features; give 2");
  expect(() => arms.at([1, Number.NaN])).toThrow("feature 1 of the context is NaN");
  expect(() => arms.observe(2, [1, 1], 1)).toThrow("there is no arm 2; there are 2, numbered from 0");
  expect(() => arms.observe(0, [1, 1], 0.5)).toThrow("the reward is 0.5; logistic arms take 0 or 1");
  expect(() => linearArms({ arms: 2, features: 2 }).observe(0, [1, 1], Number.NaN)).toThrow(
    "the reward of arm 0 is NaN",
  );
  expect(() => linearArms({ arms: 0, features: 2 })).toThrow("arms is 0; give a positive whole number");
  expect(() => linearArms({ arms: 1, features: 2 }, { scale: 0 })).toThrow("scale is 0");
});
