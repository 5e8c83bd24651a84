/** Check the rule that holds summaries to reference draws: what it lets pass, and what it must catch. */
import { describe, expect, it } from "vitest";
import { judge } from "../posteriordb/rule.mjs";

/** A standard normal of 10,000 reference draws; errors of quantiles by their densities. */
const normal = { mean: 0, sd: 1, mcse_mean: 0.01, kurtosis: 3, q05: -1.645, q50: 0, q95: 1.645 };
const errors = { mcse_q05: 0.0211, mcse_q50: 0.0125, mcse_q95: 0.0211 };
const reference = { x: { ...normal, ...errors } };
/** What 4,000 effective draws say, shifted and scaled. */
const row = (shift = 0, scale = 1, more = {}) => {
  const quantiles = { q05: shift - 1.645 * scale, q50: shift, q95: shift + 1.645 * scale };
  return { name: "x", mean: shift, sd: scale, mcseMean: scale / Math.sqrt(4000), ...quantiles, ...more };
};
const failures = (summary, expected = reference) => judge([summary], expected).failures;

describe("the rule", () => {
  it("lets pass what agrees within its errors, and tells how far off it is", () => {
    expect(failures(row())).toEqual([]);
    const { failures: none, worst } = judge([row(0.05, 1.03)], reference);
    expect(none).toEqual([]);
    expect(worst.z).toBeCloseTo((0.05 - 0.02) / Math.hypot(1.03 / Math.sqrt(4000), 0.01), 12);
    expect(worst.sdRatio).toBe(1.03);
  });

  it("catches a shift, a scale, and a skew that only quantiles show", () => {
    expect(failures(row(0.15))[0]).toMatch(/^the mean of x is 0\.15 for 0, 6\.9 errors off$/);
    expect(failures(row(0, 1.3))[0]).toBe("the sd of x is 1.3 for 1");
    expect(failures(row(0, 1, { q95: 2 }))).toEqual([expect.stringMatching(/^q95 of x is 2 for 1\.645, /)]);
  });

  it("catches what is missing, stuck, not finite or too imprecise", () => {
    expect(failures({ ...row(), name: "y" })).toEqual(["x is missing"]);
    for (const bad of [{ mean: Number.NaN }, { mean: null }, { sd: 0 }, { mcseMean: Number.POSITIVE_INFINITY }])
      expect(failures(row(0, 1, bad))).toEqual(["x is not finite, or does not move"]);
    expect(failures(row(0, 1, { mcseMean: 0.11 }))[0]).toBe("x is known too imprecisely: 83 draws' worth");
  });

  it("holds heavy tails to their quantiles only, on the scale between them", () => {
    const heavy = { x: { ...reference.x, kurtosis: 40 } };
    expect(failures(row(0, 3, { q05: -1.645, q95: 1.645 }), heavy)).toEqual([]);
    expect(failures(row(0, 1, { q95: 3 }), heavy)).toHaveLength(1);
  });

  it("asks no quantiles of a reference that has none", () => {
    const { mean, sd, mcse_mean } = normal;
    expect(failures(row(0, 1, { q95: 2 }), { x: { mean, sd, mcse_mean } })).toEqual([]);
  });
});
