/** Run the language's first programs against the real packages. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { betaBinomial, conjugate, eightSchools, radon, starts, varyingSlopes } from "./programs.js";

describe("programs", () => {
  it("(i) answers a beta-binomial model exactly: Beta(15, 7) has mean 15/22 (independent draws, 5 standard errors)", async () => {
    const sd = Math.sqrt((15 * 7) / (22 * 22 * 23));
    expect(Math.abs((await betaBinomial()) - 15 / 22)).toBeLessThan((5 * sd) / Math.sqrt(4000));
  });
  it("(ii) pools eight schools by label", async () => {
    const theta = await eightSchools();
    expect(theta.dims).toEqual(["school"]);
    expect(theta.mean().at({ school: "Choate" })).toBeGreaterThan(theta.mean().at({ school: "Phillips Andover" }));
  });
  it("(iii) regresses with an index into groups, from a Pathfinder start", async () => {
    const rows = ["AITKIN", "ANOKA", "BECKER"].flatMap((county, c) =>
      Array.from({ length: 6 }, (_, i) => ({
        county,
        floor: i % 2,
        logRadon: 1 + 0.5 * c - 0.7 * (i % 2) + 0.05 * (i - 2.5),
      })),
    );
    const { base, level } = await radon(rows);
    const means = base.mean();
    expect(means.at({ county: "BECKER" })).toBeGreaterThan(means.at({ county: "AITKIN" }));
    expect(level.mean().at({ home: 1 })).toBeCloseTo(1, 0);
  });
  it("(xii) lets intercepts and slopes vary together, with the correlation of a mirrored pair of slopes", async () => {
    // slopes rise with intercepts: counties c = −2 … 2 have intercept 1 + c and slope −0.5 + 0.6 c
    const rows = ["A", "B", "C", "D", "E"].flatMap((county, c) =>
      Array.from({ length: 12 }, (_, i) => ({
        county,
        floor: i % 2,
        logRadon: c - 1 + (i % 2) * (0.6 * (c - 2) - 0.5) + 0.02 * (i - 5.5),
      })),
    );
    const { b, chol } = await varyingSlopes(rows);
    expect(new Set(b.dims)).toEqual(new Set(["coef", "county"]));
    const slope = b.mean();
    expect(slope.at({ coef: "slope", county: "E" })).toBeCloseTo(0.7, 0);
    expect(slope.at({ coef: "slope", county: "A" })).toBeCloseTo(-1.7, 0);
    // the lower left entry of the factor is the correlation, and the rows have length one
    const mean = chol.mean();
    expect(mean.at({ coef: "slope", "coef'": "intercept" })).toBeGreaterThan(0.2);
    expect(mean.at({ coef: "intercept", "coef'": "intercept" })).toBe(1);
    expect(mean.at({ coef: "intercept", "coef'": "slope" })).toBe(0);
    const row = (label: string) => chol.at({ coef: "slope", "coef'": label }).values;
    row("intercept").forEach((v, i) => {
      expect(Math.hypot(v, row("slope")[i] as number)).toBeCloseTo(1, 12);
    });
  });
  it("(ix) finds the mode and starts there", async () => {
    const { slope, converged } = await starts();
    expect(converged).toBe(true);
    expect(slope).toBeCloseTo(2, 1);
  });
  it("(x) compares two samplers with the closed form in one page", async () => {
    const directory = mkdtempSync(join(tmpdir(), "credence-"));
    try {
      const report = join(directory, "beta-binomial.html");
      const closed = await conjugate(report);
      // B(15, 7) / B(1, 1) · C(20, 14) = 1/21
      expect(closed?.logEvidence).toBeCloseTo(-Math.log(21), 12);
      expect(readFileSync(report, "utf8")).toContain("<!doctype html>");
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
