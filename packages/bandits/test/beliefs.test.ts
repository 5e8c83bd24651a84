/** Hold beliefs to exact integrals, to the laws of their families, and to the draws they were made of. */
import { readFileSync } from "node:fs";
import { jacobi } from "@credence/drift";
import { rng } from "@credence/math";
import { describe, expect, test } from "vitest";
import { familyLaw } from "../src/beliefs/family-law.js";
import {
  type Beliefs,
  betaLaw,
  drawnBeliefs,
  driftingArms,
  gammaLaw,
  independentArms,
  normalLaw,
} from "../src/index.js";

interface ExactCase {
  readonly arms: [number, number][];
  readonly prob_best: number[];
}
const golden = JSON.parse(readFileSync(new URL("../../testing/fixtures/bandit.json", import.meta.url), "utf8")) as {
  exact_best_arm: ExactCase[];
};

test.each(golden.exact_best_arm.map((each) => [JSON.stringify(each.arms), each] as const))(
  "beta arms %s are the best with the exact probability",
  (_, { arms, prob_best }) => {
    const learner = independentArms(
      betaLaw,
      arms.map(([alpha, beta]) => ({ alpha, beta })),
    );
    learner.probabilityBest().forEach((p, arm) => {
      expect(Math.abs(p - (prob_best[arm] as number))).toBeLessThan(1e-9);
    });
  },
);

test("laws without a formula of their own are integrated from quantiles, however different their widths", () => {
  const { probabilityBest } = familyLaw("beta", ({ alpha, beta }: { alpha: number; beta: number }) => [alpha, beta]);
  for (const { arms, prob_best } of golden.exact_best_arm) {
    const found = probabilityBest(arms.map(([alpha, beta]) => ({ alpha, beta })));
    prob_best.forEach((p, arm) => {
      expect(Math.abs((found[arm] as number) - p)).toBeLessThan(1e-9);
    });
  }
  // A uniform arm against one that is 0.3 to within 1e-4: 0.7, and 1 % of that width off at most.
  const [wide] = Array.from(
    probabilityBest([
      { alpha: 1, beta: 1 },
      { alpha: 3e7, beta: 7e7 },
    ]),
  );
  expect(wide).toBeCloseTo(0.7, 9);
});

test("two normal arms: Φ of the difference over its standard deviation", () => {
  const learner = independentArms(normalLaw, [
    { mean: 1, sd: 3, noise: 1 },
    { mean: 2, sd: 4, noise: 1 },
  ]);
  expect(learner.probabilityBest()[1]).toBeCloseTo(0.579259709439103, 12); // Φ(0.2)
});

test("counts update by adding, and in batches as one by one", () => {
  expect(betaLaw.observe({ alpha: 2, beta: 3 }, 4, 10)).toEqual({ alpha: 6, beta: 9 });
  expect(gammaLaw.observe({ shape: 2, rate: 3 }, 4, 10)).toEqual({ shape: 6, rate: 13 });
  const prior = { mean: 0, sd: 2, noise: 3 };
  const once = normalLaw.observe(prior, 9, 4);
  // precision 1/4 + 4/9 = 25/36, mean (9/9) / (25/36)
  expect(once.mean).toBeCloseTo(36 / 25, 14);
  expect(once.sd).toBeCloseTo(6 / 5, 14);
  const twice = normalLaw.observe(normalLaw.observe(prior, 4, 1), 5, 3);
  expect(twice.mean).toBeCloseTo(once.mean, 14);
  expect(twice.sd).toBeCloseTo(once.sd, 14);
});

test("an idle drifting arm relaxes to its stationary law, and may be the best again", () => {
  const learner = driftingArms(jacobi({ rate: 0.1, alpha: 2, beta: 8 }), [{}, {}]);
  learner.observe(0, 0, 200);
  learner.observe(1, 90, 200);
  const certain = learner.probabilityBest()[0] as number;
  learner.elapse(3);
  const less = learner.probabilityBest()[0] as number;
  learner.elapse(1000);
  expect(certain).toBeLessThan(1e-9);
  expect(less).toBeGreaterThan(certain);
  expect(less).toBeLessThan(0.5);
  expect(learner.probabilityBest()[0]).toBeCloseTo(0.5, 9);
  expect([learner.mean(0), learner.variance(0)].map((x) => +x.toFixed(9))).toEqual([0.2, +(0.16 / 11).toFixed(9)]);
});

describe("beliefs from draws", () => {
  const columns = [
    [1, 5, 3, 4],
    [2, 4, 3, 1],
  ];
  const beliefs: Beliefs = drawnBeliefs(columns);
  test("are the draws' moments, quantiles and shares; ties share", () => {
    expect(beliefs.mean(0)).toBe(3.25);
    expect(beliefs.variance(1)).toBeCloseTo(5 / 3, 14);
    expect(beliefs.quantile(0, 0.5)).toBe(3.5);
    expect([...beliefs.probabilityBest()]).toEqual([0.625, 0.375]);
  });
  test("keep what belongs to one joint draw together", () => {
    const stream = rng(1);
    const out = new Float64Array(2);
    for (let i = 0; i < 50; i++) {
      beliefs.drawInto(stream, out);
      expect(columns[0]?.findIndex((x, row) => x === out[0] && columns[1]?.[row] === out[1])).toBeGreaterThanOrEqual(0);
    }
  });
  test("are refused without draws or with unequal numbers of them", () => {
    expect(() => drawnBeliefs([])).toThrow("at least one arm with at least one draw");
    expect(() => drawnBeliefs([[1, 2], [1]])).toThrow("arm 1 has 1 draws and arm 0 has 2");
  });
});
