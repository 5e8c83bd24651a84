/** Check that the closed form and three samplers agree on a beta-binomial posterior, and that a wrong prior is seen. */
import { compare } from "@credence/compare";
import { exact, sample } from "@credence/inference";
import { beta, binomial, model } from "@credence/model";
import { metropolis, nuts, slice } from "@credence/samplers";
import { expect, test } from "vitest";

const coin = (alpha: number) =>
  model(({ n }: { n: number }) => {
    const theta = beta(alpha, 1);
    const heads = binomial(n, theta);
    return { theta, heads };
  })({ n: 20 }).observe({ heads: 14 });

const posterior = coin(1);

test("exact, nuts, slice and metropolis agree", async () => {
  const closed = exact(posterior);
  if (closed === null) throw new Error("the posterior has a closed form");
  const byNuts = await sample(posterior, { sampler: nuts(), seed: 1 });
  const bySlice = await sample(posterior, { sampler: slice(), seed: 2 });
  const byMetropolis = await sample(posterior, { sampler: metropolis(), seed: 3, draws: 4000 });
  const independent = await sample(posterior, { seed: 4 });
  const c = compare({ closed, byNuts, bySlice, byMetropolis, independent });
  expect(c.status, c.table()).toBe("agree");
  expect(c.reference).toBe("closed");
  expect(c.health.independent.kind).toBe("independent draws");
  expect(c.cost.map(({ trace, essPerEvaluation }) => [trace, (essPerEvaluation ?? 0) > 0])).toEqual([
    ["byNuts", true],
    ["bySlice", true],
    ["byMetropolis", true],
    ["independent", false],
  ]);
  expect(await c.toHtml()).toContain("no sign of disagreement");
});

test("draws from another prior differ, and their model is said to", async () => {
  const wrong = await sample(coin(2), { sampler: nuts(), seed: 1 });
  const right = await sample(posterior, { sampler: nuts(), seed: 1 });
  const c = compare({ right, wrong }, { reference: "right" });
  expect(c.verdict.wrong.status).toBe("differ");
  expect(c.comparable.remarks[0]).toContain("different models or data");
});
