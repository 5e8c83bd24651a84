/** Hold decisions to exact integrals, and simulated errors of stopping rules to what is known of them. */
import { readFileSync } from "node:fs";
import { randomBeta, rng } from "@credence/math";
import { describe, expect, test } from "vitest";
import { decided, type StoppingSetting, sampleSize, standing, stoppingErrors, valueRemaining } from "../src/index.js";

const golden = JSON.parse(readFileSync(new URL("../../testing/fixtures/bandit.json", import.meta.url), "utf8")) as {
  exact_best_arm: { arms: [number, number][]; prob_best: number[]; expected_loss_if_chosen: number[] }[];
  policies: {
    even: { checkpoints: Record<string, { prob_best_arm_has_highest_posterior_mean: { mean: number; se: number } }> };
  };
};

test.each(golden.exact_best_arm)(
  "$arms stand as exact integrals say",
  ({ arms, prob_best, expected_loss_if_chosen }) => {
    const found = standing(arms.map(([alpha, beta]) => ({ alpha, beta })));
    arms.forEach((_, i) => {
      expect(Math.abs((found.probabilityBest[i] as number) - (prob_best[i] as number))).toBeLessThan(1e-10);
      expect(Math.abs((found.expectedLoss[i] as number) - (expected_loss_if_chosen[i] as number))).toBeLessThan(1e-10);
    });
    expect(found.expectedLoss[found.leader]).toBe(Math.min(...found.expectedLoss));
  },
);

describe("the value remaining", () => {
  const arms = [
    { alpha: 23, beta: 1078 },
    { alpha: 9, beta: 640 },
    { alpha: 30, beta: 1100 },
  ];
  test("is the quantile of the best lift over the leader, as draws tell", () => {
    const { leader } = standing(arms);
    const stream = rng(5);
    const size = 40_000;
    const gains = Float64Array.from({ length: size }, () => {
      const rates = arms.map(({ alpha, beta }) => randomBeta(stream, alpha, beta));
      return Math.max(...rates) / (rates[leader] as number) - 1;
    });
    for (const mass of [0.8, 0.95, 0.99]) {
      const quantile = valueRemaining(arms, leader, mass);
      const below = gains.filter((gain) => gain <= quantile).length / size;
      expect(Math.abs(below - mass)).toBeLessThan(4.5 * Math.sqrt((mass * (1 - mass)) / size)); // once in 150,000
    }
  });
  test("is 0 where the leader is best with that probability", () => {
    expect(
      valueRemaining(
        [
          { alpha: 900, beta: 100 },
          { alpha: 100, beta: 900 },
        ],
        0,
      ),
    ).toBe(0);
  });
  test("does not exist for normal posteriors", () => {
    expect(() =>
      valueRemaining([
        { mean: 0, sd: 1 },
        { mean: 1, sd: 1 },
      ]),
    ).toThrow("has no relative lift");
  });
});

test("a rule names the arm to keep, or none yet", () => {
  const arms = [
    { alpha: 33, beta: 1469 },
    { alpha: 20, beta: 1482 },
  ];
  expect(decided({ probabilityBestAbove: 0.95 }, arms)).toBe(0);
  expect(decided({ probabilityBestAbove: 0.99 }, arms)).toBeUndefined();
  expect(decided({ expectedLossBelow: 1e-4 }, arms)).toBe(0); // 6.5e-5
  expect(decided({ expectedLossBelow: 1e-5 }, arms)).toBeUndefined();
  expect(decided({ valueRemainingBelow: 0.5 }, arms)).toBe(0);
  expect(() => decided({ lossBelow: 1 } as never, arms)).toThrow("is no stopping rule; give { expectedLossBelow }");
});

const buttons: StoppingSetting = {
  rates: [0.02, 0.012, 0.03],
  prior: { alpha: 3, beta: 97 },
  policy: "even",
  horizon: 500,
  every: 500,
  rule: { expectedLossBelow: 1 },
  runs: 1000,
  seed: 2,
};

// The arm of least expected loss is that of the largest mean: one look errs as often as in 200,000 reference runs.
test.each([100, 500])("one look after %i even impressions errs as often as the reference", (every) => {
  const { right, wrong, stopped, impressions } = stoppingErrors({ ...buttons, every, horizon: every });
  const { mean, se } = golden.policies.even.checkpoints[every]?.prob_best_arm_has_highest_posterior_mean ?? {
    mean: 0,
    se: 0,
  };
  expect(Math.abs(right.mean - mean) / Math.hypot(right.se, se)).toBeLessThan(4); // once in 16,000
  expect(right.mean + wrong.mean).toBeCloseTo(stopped.mean, 12);
  expect([stopped.mean, impressions.mean]).toEqual([1, every]);
});

test("equal arms cannot be told apart wrongly, and looking more often stops sooner", () => {
  const equal = { ...buttons, rates: [0.02, 0.02], runs: 60, horizon: 1000, rule: { probabilityBestAbove: 0.9 } };
  const [often, once] = [stoppingErrors({ ...equal, every: 200 }), stoppingErrors({ ...equal, every: 1000 })];
  expect([often.wrong.mean, often.loss.mean]).toEqual([0, 0]);
  expect(often.stopped.mean).toBeGreaterThan(once.stopped.mean);
});

describe("a sample size", () => {
  const plan = { ...buttons, rates: [0.1, 0.2], prior: { alpha: 1, beta: 1 }, horizon: 800, every: 100, runs: 60 };
  const rule = { probabilityBestAbove: 0.95 };
  test("is the first look at which enough runs end rightly", () => {
    const { impressions, errors } = sampleSize({ ...plan, rule, power: 0.8 });
    expect(errors.right.mean).toBeGreaterThanOrEqual(0.8);
    expect(stoppingErrors({ ...plan, rule, horizon: impressions - 100 }).right.mean).toBeLessThan(0.8);
    expect(stoppingErrors({ ...plan, rule, horizon: impressions })).toEqual(errors);
  });
  test("says what the horizon reaches when that is not enough", () => {
    expect(() => sampleSize({ ...plan, rule, horizon: 100, power: 0.95 })).toThrow(
      /^100 impressions end rightly with 0\.\d+ ± 0\.\d+, less than 0\.95/,
    );
    expect(() => sampleSize({ ...plan, rule, power: 2 })).toThrow("power is 2");
  });
});
