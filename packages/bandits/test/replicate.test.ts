/** Hold simulated bandits to means over 200,000 runs of an independent simulation (numpy; fixtures/bandit.json). */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { replicate, type Setting, type Spread } from "../src/index.js";

interface Reference {
  readonly mean: number;
  readonly se: number;
  readonly sd: number;
}
interface ReferencePoint {
  readonly clicks: Reference;
  readonly pseudo_regret: Reference;
  readonly arm_share: { readonly mean: number[]; readonly sd: number[]; readonly se: number[] };
  readonly prob_best_arm_has_highest_posterior_mean: { readonly mean: number; readonly se: number };
  readonly corr_abs_error_vs_sd_within_run: Reference;
  readonly corr_abs_error_vs_sd_pooled: number;
}
const golden = JSON.parse(readFileSync(new URL("../../testing/fixtures/bandit.json", import.meta.url), "utf8")) as {
  policies: Record<string, { checkpoints: Record<string, ReferencePoint> }>;
};

const buttons = { rates: [0.02, 0.012, 0.03], prior: { alpha: 3, beta: 97 } };

/** Standard errors between two independent means of the same quantity. */
const z = (ours: Spread, theirs: { mean: number; se: number }): number =>
  (ours.mean - theirs.mean) / Math.hypot(ours.se, theirs.se);

// Each case compares 7 means at each checkpoint, within 4 standard errors: by chance one comparison in 16,000 fails, and
// the seeds are fixed.
describe.each<[string, Partial<Setting>]>([
  ["thompson", { policy: "thompson", runs: 1000, checkpoints: [100, 1500, 6000] }],
  ["even", { policy: "even", runs: 1000, checkpoints: [100, 1500, 6000] }],
  ["thompson_batch100", { policy: "thompson", batch: 100, runs: 500, checkpoints: [500, 1500, 6000] }],
  ["thompson_batch500", { policy: "thompson", batch: 500, runs: 500, checkpoints: [1000, 1500, 6000] }],
  ["toptwo", { policy: "top-two", runs: 400, checkpoints: [100, 500, 1500] }],
])("%s", (name, options) => {
  const checkpoints = options.checkpoints as readonly number[];
  const { checkpoints: ours } = replicate({
    ...buttons,
    policy: "thompson",
    runs: 1000,
    seed: 11,
    horizon: checkpoints.at(-1) as number,
    ...options,
  });
  test.each(ours.map((point) => [point.impressions, point] as const))("after %i impressions", (impressions, point) => {
    const theirs = golden.policies[name]?.checkpoints[impressions] as ReferencePoint;
    const share = (arm: number): [Spread, Reference] => [
      {
        mean: point.shares.mean[arm] as number,
        sd: point.shares.sd[arm] as number,
        se: point.shares.se[arm] as number,
      },
      {
        mean: theirs.arm_share.mean[arm] as number,
        sd: theirs.arm_share.sd[arm] as number,
        se: theirs.arm_share.se[arm] as number,
      },
    ];
    const errors = [
      z(point.clicks, theirs.clicks),
      z(point.regret, theirs.pseudo_regret),
      ...[0, 1, 2].map((arm) => z(...share(arm))),
      z(point.bestIsKnown, theirs.prob_best_arm_has_highest_posterior_mean),
    ];
    // Between batches the reference looks at what the rewards say, ours at what the policy believes: they differ there.
    if (options.batch === undefined) {
      errors.push(z(point.errorAgainstSd.withinRun as Spread, theirs.corr_abs_error_vs_sd_within_run));
      expect(Math.abs((point.errorAgainstSd.pooled as number) - theirs.corr_abs_error_vs_sd_pooled)).toBeLessThan(0.06);
    }
    for (const error of errors) expect(Math.abs(error)).toBeLessThan(4);
    expect(point.dynamicRegret).toEqual(point.regret);
  });
});

const few: Setting = { ...buttons, policy: "thompson", horizon: 300, runs: 130, seed: 5, checkpoints: [100, 300] };

test("the same seed gives the same figures, another seed others", () => {
  expect(replicate(few)).toEqual(replicate(few));
  expect(replicate({ ...few, seed: 6 })).not.toEqual(replicate(few));
});

test("a delay of all impressions leaves the beliefs where they were", () => {
  const [first] = replicate({ ...few, delay: 300, checkpoints: [300] }).checkpoints;
  expect(first?.posteriorSd.sd).toEqual([0, 0, 0]);
  expect(first?.errorAgainstSd).toEqual({ withinRun: null, pooled: null });
});

test("regret where rates move counts from the best arm of each impression", () => {
  const swap = (early: number, late: number): number[] =>
    Array.from({ length: 100 }, (_, t) => (t < 50 ? early : late));
  const rates = [swap(0.1, 0.5), swap(0.5, 0.1)];
  const { checkpoints } = replicate({ ...few, rates, policy: "even", horizon: 100, runs: 400, checkpoints: [50, 100] });
  const [half, whole] = checkpoints;
  // Evenly drawn arms lose (0.5 − 0.1) / 2 an impression against the best of each, and nothing against either for good.
  expect(Math.abs((half?.dynamicRegret.mean as number) - 10)).toBeLessThan(4 * (half?.dynamicRegret.se as number));
  expect(Math.abs((whole?.dynamicRegret.mean as number) - 20)).toBeLessThan(4 * (whole?.dynamicRegret.se as number));
  expect(Math.abs(whole?.regret.mean as number)).toBeLessThan(4 * (whole?.regret.se as number));
});

test("a policy that believes in drift loses less where rates drift, and more where they stand", () => {
  const flip = (first: number, second: number): number[] =>
    Array.from({ length: 2000 }, (_, t) => (Math.floor(t / 500) % 2 === 0 ? first : second));
  const moving = [flip(0.05, 0.3), flip(0.3, 0.05)];
  const drift = { rate: 0.005, alpha: 2, beta: 10 };
  const setting: Setting = {
    rates: moving,
    prior: { alpha: 2, beta: 10 },
    policy: "thompson",
    horizon: 2000,
    runs: 80,
    seed: 1,
  };
  const lossOf = (changes: Partial<Setting>): Spread =>
    replicate({ ...setting, ...changes }).checkpoints[0]?.dynamicRegret as Spread;
  const [still, drifting] = [lossOf({}), lossOf({ drift })];
  expect((still.mean - drifting.mean) / Math.hypot(still.se, drifting.se)).toBeGreaterThan(5);
  const [calm, restless] = [lossOf({ rates: [0.05, 0.3] }), lossOf({ rates: [0.05, 0.3], drift })];
  expect((restless.mean - calm.mean) / Math.hypot(calm.se, restless.se)).toBeGreaterThan(5);
});

test("arms that never pay have no clicks to compare with", () => {
  const [point] = replicate({ ...few, rates: [0, 0], checkpoints: [300] }).checkpoints;
  expect(point?.clicks.mean).toBe(0);
  expect(point?.overEven).toBeNull();
});

test.each<[Partial<Setting>, string]>([
  [{ rates: [0.1] }, "rates has 1 arms; give the true rates of at least two"],
  [{ rates: [0.1, 1.2] }, "rates[1] is 1.2; a success rate lies in [0, 1]"],
  [{ rates: [0.1, [0.1, 0.2]] }, "rates[1] has 2 values; give one for each of the 300 impressions"],
  [{ prior: { alpha: 0, beta: 1 } }, "alpha of the prior of arm 0 is 0; give a positive number, such as 1"],
  [{ prior: [{ alpha: 1, beta: 1 }] }, "prior has 1 laws and rates has 3 arms; give one for all or one for each"],
  [{ horizon: 0.5 }, "horizon is 0.5; give a whole number from 1 on"],
  [{ runs: 1 }, "runs is 1; give a whole number from 2 on"],
  [{ batch: 0 }, "batch is 0; give a whole number from 1 on"],
  [{ delay: -1 }, "delay is -1; give a whole number from 0 on"],
  [{ checkpoints: [400] }, "checkpoints: 400; give whole numbers from 1 to the horizon, 300"],
  [{ checkpoints: [] }, "checkpoints: none given; give whole numbers from 1 to the horizon, 300"],
  [{ policy: "tomson" as "thompson" }, 'no policy is named "tomson"; there are thompson, top-two, even'],
])("%j is refused", (wrong, message) => {
  expect(() => replicate({ ...few, ...wrong })).toThrow(message);
});
