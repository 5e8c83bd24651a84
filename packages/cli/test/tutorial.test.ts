/** Test the tutorial's figures against reference values, quadrature and what the season brought. */
import { readFileSync } from "node:fs";
import { diagnose, summarize } from "@credence/diagnostics";
import { describe, expect, test } from "vitest";
import { type Answers, answersTo } from "../src/tutorial/answers.js";
import { errors, estimates, sampleBatting } from "../src/tutorial/batters.js";
import { clickRate, updated } from "../src/tutorial/campaign.js";
import { type Campaign, readBatters, readCampaigns } from "../src/tutorial/data.js";
import { evidenceOf } from "../src/tutorial/evidence.js";
import { battingMoments } from "./batting-oracle.js";

/** By mpmath; see the file for its fields. */
interface Reference {
  readonly cases: readonly {
    readonly n: number;
    readonly k: number;
    readonly alpha: number;
    readonly beta: number;
    readonly mean: number;
    readonly sd: number;
    readonly map_natural: number;
    readonly hdi94: readonly [number, number];
    readonly log_marginal_likelihood: number;
  }[];
}
const reference = JSON.parse(
  readFileSync(new URL("../../testing/fixtures/beta_binomial.json", import.meta.url), "utf8"),
) as Reference;

test("the shipped campaigns are those of the reference", async () => {
  const rows = (await readCampaigns()).map(({ impressions, clicks }) => [impressions, clicks]);
  expect(rows).toEqual(reference.cases.map(({ n, k }) => [n, k]));
});

describe("as evidence grows", () => {
  test.each(reference.cases.map((each, row) => ({ ...each, row })))("$k of $n", async ({ row, ...want }) => {
    const campaign = (await readCampaigns())[row] as Campaign;
    expect(updated(campaign)).toEqual({ alpha: want.alpha, beta: want.beta });
    const [, found] = evidenceOf([campaign]);
    expect(found?.mean).toBeCloseTo(want.mean, 12);
    expect(found?.sd).toBeCloseTo(want.sd, 12);
    expect(found?.low).toBeCloseTo(want.hdi94[0], 8);
    expect(found?.high).toBeCloseTo(want.hdi94[1], 8);
    expect(found?.logEvidence).toBeCloseTo(want.log_marginal_likelihood, 9);
  });
});

describe("seven clicks in ten impressions", () => {
  const [want] = reference.cases;
  const answers = async (): Promise<Answers> => answersTo(clickRate((await readCampaigns())[0] as Campaign));

  test("mode, closed form and every sampler give the reference's figures", async () => {
    const { mode, exact, ...traces } = await answers();
    expect(mode.theta).toBeCloseTo(want?.map_natural ?? NaN, 6);
    expect(mode.$.converged).toBe(true);
    expect(exact.distributions.theta.mean()).toBeCloseTo(want?.mean ?? NaN, 12);
    for (const trace of Object.values(traces)) {
      const [row] = summarize(trace).rows;
      // Fixed seed; with new ones 5 standard errors would be exceeded once in 1.7 million.
      expect(Math.abs((row?.mean ?? NaN) - (want?.mean ?? NaN))).toBeLessThan(5 * (row?.mcseMean ?? NaN));
      expect(diagnose(trace).findings).toEqual([]);
    }
  });
});

describe("eighteen batters", () => {
  test("NUTS agrees with quadrature, without a divergence", async () => {
    const batters = await readBatters();
    const trace = await sampleBatting(batters);
    expect(diagnose(trace).findings).toEqual([]);
    const { league, alike, rates } = battingMoments(batters, 120);
    // The grid is fine enough: half of it gives the same.
    expect(battingMoments(batters, 60).alike.mean / alike.mean).toBeCloseTo(1, 6);
    const rows = summarize(trace).rows;
    expect(rows.map(({ name }) => name)).toEqual([
      "league",
      "alike",
      ...batters.map(({ player }) => `rate[${player}]`),
    ]);
    [league, alike, ...rates].forEach(({ mean, sd }, i) => {
      const row = rows[i];
      // 20 means and sds; one of them would be 5 standard errors off by chance once in 40,000 seeds.
      expect(Math.abs((row?.mean ?? NaN) - mean), `mean of ${row?.name}`).toBeLessThan(5 * (row?.mcseMean ?? NaN));
      expect(Math.abs(Math.log((row?.sd ?? NaN) / sd)), `sd of ${row?.name}`).toBeLessThan(0.2);
    });
  });

  test("partial pooling foresees the season better than the averages so far", async () => {
    const batters = await readBatters();
    const rows = estimates(batters, await sampleBatting(batters));
    const { raw, pooled } = errors(rows);
    // Efron and Morris (1975) give 0.077 for the averages and 0.022 for the James–Stein estimates.
    expect(raw).toBeCloseTo(0.077, 2);
    expect(pooled).toBeLessThan(raw / 2.5);
    for (const { mean, raw: own, low, high } of rows) {
      expect(low).toBeLessThan(mean);
      expect(high).toBeGreaterThan(mean);
      expect(Math.abs(mean - 0.265)).toBeLessThan(Math.abs(own - 0.265) + 0.01);
    }
  });
});
