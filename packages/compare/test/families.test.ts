/** Check that the families of tests share the level, and that what has no test leaves its part to the others. */
import { expect, test } from "vitest";
import { adjustFamilies, FAMILIES, SHARES } from "../src/agreement/families.js";

const none = { functionals: [], distributions: [], correlations: [], joint: [] };

test("the shares make a whole", () => {
  expect(FAMILIES.reduce((sum, family) => sum + SHARES[family], 0)).toBeCloseTo(1, 14);
});

test("Holm within a family, and the family's share of the level", () => {
  const { functionals, distributions, correlations, joint } = adjustFamilies({
    functionals: [0.001, null, 0.02],
    distributions: [0.001],
    correlations: [0.001, 0.5],
    joint: [0.3],
  });
  expect(functionals.share).toBeCloseTo(1 / 2, 14);
  expect(functionals.ps.map((p) => p && Number(p.toPrecision(12)))).toEqual([0.004, null, 0.04]);
  expect(distributions.ps[0]).toBeCloseTo(0.006, 14);
  expect(correlations.ps[0]).toBeCloseTo(0.012, 14);
  expect(joint.ps).toEqual([1]);
});

test("what has no test leaves its share to the rest", () => {
  const { functionals, distributions, joint } = adjustFamilies({ ...none, functionals: [0.01], distributions: [null] });
  expect(functionals).toEqual({ share: 1, ps: [0.01] });
  expect(distributions).toEqual({ share: 0, ps: [null] });
  expect(joint).toEqual({ share: 0, ps: [] });
});
