/** Hold off-policy estimates to the rewards that the evaluated policy really earns. */
import { rng } from "@credence/math";
import { expect, test } from "vitest";
import { evaluatePolicy, type Logged } from "../src/index.js";

const rates = [0.2, 0.5, 0.3];
const logging = [0.6, 0.1, 0.3];
const target = [0.1, 0.7, 0.2];
const truth = target.reduce((sum, p, arm) => sum + p * (rates[arm] as number), 0);

function logOf(size: number, seed: number): Logged[] {
  const stream = rng(seed);
  return Array.from({ length: size }, () => {
    const u = stream.uniform();
    const arm = u < 0.6 ? 0 : u < 0.7 ? 1 : 2;
    return { arm, propensity: logging[arm] as number, reward: Number(stream.uniform() < (rates[arm] as number)) };
  });
}

// Each estimate within 4.5 of its standard errors: by chance one in 150,000.
test("all three estimators find what the target policy earns", () => {
  const found = evaluatePolicy(logOf(20_000, 1), { probabilities: () => target, predicted: (_, arm) => 0.1 * arm });
  for (const estimate of [found.ips, found.snips, found.doublyRobust])
    expect(Math.abs(((estimate?.mean as number) - truth) / (estimate?.se as number))).toBeLessThan(4.5);
  // E w² = Σ target² / logging
  expect(found.effectiveSize / 20_000).toBeCloseTo(1 / (0.01 / 0.6 + 0.49 / 0.1 + 0.04 / 0.3), 1);
  expect(found.largestWeight).toBeCloseTo(7, 12);
});

test("their standard errors are the spread of repeated estimates", () => {
  const found = Array.from({ length: 300 }, (_, i) =>
    evaluatePolicy(logOf(500, 100 + i), { probabilities: () => target, predicted: (_, arm) => rates[arm] as number }),
  );
  for (const name of ["ips", "snips", "doublyRobust"] as const) {
    const means = found.map((each) => each[name]?.mean as number);
    const centre = means.reduce((sum, x) => sum + x, 0) / means.length;
    const spread = Math.sqrt(means.reduce((sum, x) => sum + (x - centre) ** 2, 0) / (means.length - 1));
    const told = found.reduce((sum, each) => sum + (each[name]?.se as number), 0) / found.length;
    // The spread of 300 estimates has a relative standard error of 4 %: 4.5 of them.
    expect(Math.abs(spread / told - 1)).toBeLessThan(0.18);
  }
});

test("the logging policy itself is evaluated as the plain mean", () => {
  const log = logOf(100, 3);
  const { ips, snips, effectiveSize } = evaluatePolicy(log, { probabilities: () => logging });
  const plain = log.reduce((sum, { reward }) => sum + reward, 0) / log.length;
  expect(ips.mean).toBeCloseTo(plain, 14);
  expect(snips.mean).toBeCloseTo(plain, 14);
  expect(effectiveSize).toBeCloseTo(100, 10);
});

test.each<[Logged[], readonly number[], string]>([
  [[{ arm: 0, propensity: 0, reward: 1 }], target, "log[0].propensity is 0"],
  [[{ arm: 3, propensity: 0.5, reward: 1 }], target, "log[0].arm is 3; the target knows the arms 0 … 2"],
  [[{ arm: 0, propensity: 0.5, reward: Number.NaN }], target, "log[0].reward is NaN"],
  [[{ arm: 0, propensity: 0.5, reward: 1 }], [0.5, 0.1, 0.1], "they must sum to 1"],
  [[{ arm: 0, propensity: 0.5, reward: 1 }], [0, 1, 0], "the log says nothing about it"],
])("a log that cannot be used is refused: %j", (log, law, message) => {
  expect(() => evaluatePolicy([...log, ...log], { probabilities: () => law })).toThrow(message);
});
