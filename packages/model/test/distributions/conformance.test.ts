/** Run the conformance suite over every distribution that has reference values. */
import { distributions } from "@credence/inference";
import { referenceDistributions, testDistribution } from "@credence/testing";
import { expect, it } from "vitest";

const references = referenceDistributions();
/** Held to values of their own, by other tests. */
const elsewhere = ["gaussian_process", "multivariate_normal_precision", "unit_vector", "zero_sum_normal"];

it("has reference values of every distribution", () => {
  const without = Object.keys(distributions).filter((name) => !(name in references));
  expect(without.filter((name) => !elsewhere.includes(name))).toEqual([]);
});
for (const name of Object.keys(distributions)) if (name in references) testDistribution(name);
