/** Compare posteriors with those that Stan found for the same programs and data. */
import { essBulk, mcseMean } from "@credence/diagnostics";
import { type AnyTrace, scalarsOf } from "@credence/draws";
import { nuts } from "@credence/samplers";
import { describe, expect, it } from "vitest";
import { sampleSync } from "../src/index.js";
import { eightSchools, hierarchicalBetaBinomial, logisticRegression, stanReference } from "./models.js";

const run = { draws: 1000, tune: 1000, chains: 4, seed: 11 } as const;

/**
 * Every mean within 5 standard errors of the difference and every sd within 20 %: a false alarm in fewer than one of
 * 20,000 runs for the 22 parameters of the largest model.
 */
function agrees(trace: AnyTrace, stan: string, name: (ours: string) => string | undefined): void {
  const { posterior } = stanReference().models[stan] as NonNullable<ReturnType<typeof stanReference>["models"][string]>;
  let compared = 0;
  for (const scalar of scalarsOf(trace)) {
    const reference = posterior[name(scalar.name) ?? ""];
    if (reference === undefined) continue;
    const chains = [...scalar.chains];
    const all = chains.flatMap((chain) => Array.from(chain));
    const mean = all.reduce((s, v) => s + v, 0) / all.length;
    const sd = Math.sqrt(all.reduce((s, v) => s + (v - mean) ** 2, 0) / (all.length - 1));
    expect(
      Math.abs(mean - reference.mean) / Math.hypot(mcseMean(chains), reference.mcse_mean),
      scalar.name,
    ).toBeLessThan(5);
    expect(Math.abs(Math.log(sd / reference.sd)), `sd of ${scalar.name}`).toBeLessThan(0.2);
    expect(essBulk(chains), scalar.name).toBeGreaterThan(400);
    compared++;
  }
  expect(compared).toBeGreaterThan(1);
}

describe("Stan's posteriors", () => {
  it("eight schools, non-centred", () => {
    const trace = sampleSync(eightSchools(false), { ...run, sampler: nuts() });
    agrees(trace, "eight_nc", (ours) => (ours.startsWith("theta") ? undefined : ours));
    expect(trace.$.stats.diverging?.reduce((s, v) => s + v, 0)).toBeLessThan(8);
  });
  it("hierarchical beta-binomial, 20 groups", () => {
    agrees(sampleSync(hierarchicalBetaBinomial(20), { ...run, sampler: nuts() }), "hier_bb", (ours) => ours);
  });
  it.each([
    ["eight schools, centred", eightSchools(true), "eight_nc"],
    ["eight schools, non-centred", eightSchools(false), "eight_nc"],
    ["hierarchical beta-binomial, 20 groups", hierarchicalBetaBinomial(20), "hier_bb"],
  ] as const)("%s, integrated", (_, posterior, name) => {
    const trace = sampleSync(posterior as never, { seed: 4 }) as AnyTrace;
    expect(trace.$.sampler).toBe("integrated");
    agrees(trace, name, (ours) => ours);
  });
  it("logistic regression, 1,000 rows and 10 predictors", () => {
    agrees(
      sampleSync(logisticRegression(), { ...run, draws: 500, tune: 500 }) as AnyTrace,
      "logit_plain",
      (ours) => ours,
    );
  });
});
