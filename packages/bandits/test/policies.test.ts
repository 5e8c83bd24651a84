/** Hold each policy's choices to the probabilities it claims, and its scores to the papers' formulas. */
import { rng } from "@credence/math";
import { describe, expect, test } from "vitest";
import { betaLaw, epsilonGreedy, independentArms, type Learner, type Policy, policies, topTwo } from "../src/index.js";

const seed = 3;

/** Three arms with 5 of 40, 9 of 50 and 2 of 30 successes behind them, under uniform priors. */
function threeArms(): Learner {
  const learner = independentArms(
    betaLaw,
    [0, 0, 0].map(() => ({ alpha: 1, beta: 1 })),
  );
  [
    [5, 40],
    [9, 50],
    [2, 30],
  ].forEach(([total, trials], arm) => {
    learner.observe(arm, total as number, trials as number);
  });
  return learner;
}

// Pearson's statistic over 20,000 choices exceeds 27.6 with 2 degrees of freedom once in 10⁶.
test.each(Object.entries(policies))("%s chooses with the probabilities it tells", (_, make) => {
  const policy = make();
  const arms = threeArms();
  const propensities = policy.propensities(arms);
  expect(propensities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  const stream = rng(seed, policy.name);
  const counts = [0, 0, 0];
  const choices = 20_000;
  for (let i = 0; i < choices; i++) counts[policy.choose(arms, stream)]!++;
  const statistic = counts.reduce((sum, count, arm) => {
    const expected = choices * (propensities[arm] as number);
    return expected === 0 ? sum + (count === 0 ? 0 : Infinity) : sum + (count - expected) ** 2 / expected;
  }, 0);
  expect(statistic).toBeLessThan(27.6);
});

const chosen = (policy: Policy, arms: Learner): number => policy.propensities(arms).indexOf(1);

describe("scores", () => {
  test("ucb1 takes the largest mean + √(2 log t / n)", () => {
    const scores = [
      5 / 40 + Math.sqrt((2 * Math.log(120)) / 40),
      9 / 50 + Math.sqrt((2 * Math.log(120)) / 50),
      2 / 30 + Math.sqrt((2 * Math.log(120)) / 30),
    ];
    expect(chosen(policies.ucb1(), threeArms())).toBe(scores.indexOf(Math.max(...scores)));
  });
  test("kl-ucb takes the largest q with n KL(mean, q) ≤ log t", () => {
    const bound = (p: number, n: number): number => {
      const kl = (q: number): number => p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
      let q = p; // by small steps, not by bisection
      while (q < 1 && n * kl(q + 1e-5) <= Math.log(120)) q += 1e-5;
      return q;
    };
    const scores = [bound(5 / 40, 40), bound(9 / 50, 50), bound(2 / 30, 30)];
    expect(chosen(policies["kl-ucb"](), threeArms())).toBe(scores.indexOf(Math.max(...scores)));
  });
  test.each(["ucb1", "kl-ucb"] as const)("%s shows every arm before any twice", (name) => {
    const learner = independentArms(
      betaLaw,
      [0, 0, 0].map(() => ({ alpha: 1, beta: 1 })),
    );
    expect([...policies[name]().propensities(learner)]).toEqual([1 / 3, 1 / 3, 1 / 3]);
    learner.observe(1, 1, 1);
    expect([...policies[name]().propensities(learner)]).toEqual([1 / 2, 0, 1 / 2]);
  });
  test("a mean of 1 has nothing above it for kl-ucb", () => {
    const learner = independentArms(
      betaLaw,
      [0, 0].map(() => ({ alpha: 1, beta: 1 })),
    );
    learner.observe(0, 10, 10);
    learner.observe(1, 0, 10);
    expect(chosen(policies["kl-ucb"](), learner)).toBe(0);
  });
  test("ε-greedy takes the best mean, and each arm with ε / K", () => {
    expect([...epsilonGreedy({ epsilon: 0.3 }).propensities(threeArms())].map((p) => +p.toFixed(12))).toEqual([
      0.1, 0.8, 0.1,
    ]);
  });
});

test("top-two looks for a challenger even when the leader is certain", () => {
  const learner = independentArms(
    betaLaw,
    [0, 0, 0].map(() => ({ alpha: 1, beta: 1 })),
  );
  learner.observe(0, 90_000, 100_000);
  learner.observe(1, 100, 100_000);
  learner.observe(2, 200, 100_000);
  const stream = rng(seed, "certain");
  const counts = [0, 0, 0];
  for (let i = 0; i < 200; i++) counts[topTwo().choose(learner, stream)]!++;
  expect(counts[1]).toBe(0);
  expect(Math.abs((counts[0] as number) - 100)).toBeLessThan(5 * Math.sqrt(50)); // fails by chance once in 10⁶
});

test("settings out of range are refused", () => {
  expect(() => epsilonGreedy({ epsilon: 2 })).toThrow("epsilon is 2");
  expect(() => topTwo({ share: 0 })).toThrow("share is 0");
});
