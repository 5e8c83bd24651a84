/** Test the tutorial's figures against reference values, quadrature and what the season brought. */
import { readFileSync } from "node:fs";
import { diagnose, summarize } from "@credence/diagnostics";
import type { Trace } from "credence";
import { beforeAll, describe, expect, test } from "vitest";
import { agreementOf } from "../src/tutorial/agreement.js";
import { type Answers, answersTo } from "../src/tutorial/answers.js";
import { type Batting, errors, estimates, sampleBatting } from "../src/tutorial/batters.js";
import { clickRate, updated } from "../src/tutorial/campaign.js";
import { type Batter, type Campaign, readBatters, readCampaigns } from "../src/tutorial/data.js";
import { evidenceOf } from "../src/tutorial/evidence.js";
import { report } from "../src/tutorial/report.js";
import * as tell from "../src/tutorial/tell.js";
import { battingMoments } from "./batting-oracle.js";

/** By mpmath; see the file for its fields. */
interface Reference {
  readonly prior_summary: { readonly mean: number; readonly sd: number };
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

let campaigns: readonly Campaign[];
let batters: readonly Batter[];
let answers: Answers;
let batting: Trace<Batting>;
beforeAll(async () => {
  campaigns = await readCampaigns();
  batters = await readBatters();
  answers = await answersTo(clickRate(campaigns[0] as Campaign));
  batting = await sampleBatting(batters);
});

test("the shipped campaigns are those of the reference", () => {
  expect(campaigns.map(({ impressions, clicks }) => [impressions, clicks])).toEqual(
    reference.cases.map(({ n, k }) => [n, k]),
  );
});

describe("as evidence grows", () => {
  test.each(reference.cases.map((each, row) => ({ ...each, row })))("$k of $n", ({ row, ...want }) => {
    const campaign = campaigns[row] as Campaign;
    expect(updated(campaign)).toEqual({ alpha: want.alpha, beta: want.beta });
    const found = evidenceOf(campaigns)[row + 1];
    expect(found?.campaign).toBe(campaign);
    expect(found?.mean).toBeCloseTo(want.mean, 12);
    expect(found?.sd).toBeCloseTo(want.sd, 12);
    expect(found?.low).toBeCloseTo(want.hdi94[0], 8);
    expect(found?.high).toBeCloseTo(want.hdi94[1], 8);
    expect(found?.logEvidence).toBeCloseTo(want.log_marginal_likelihood, 9);
  });

  test("it starts from the prior", () => {
    const [none] = evidenceOf(campaigns);
    expect(none?.mean).toBeCloseTo(reference.prior_summary.mean, 12);
    expect(none?.sd).toBeCloseTo(reference.prior_summary.sd, 12);
    expect(none?.logEvidence).toBeCloseTo(0, 12);
  });
});

describe("seven clicks in ten impressions", () => {
  const [want] = reference.cases;

  test("mode, closed form and every sampler give the reference's figures", () => {
    const { mode, exact, ...traces } = answers;
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

  test("the comparison with the closed form finds nothing, for each sampler", () => {
    const { pairs } = agreementOf(answers);
    expect(pairs.map(({ a, b, status }) => [a, b, status])).toEqual([
      ["nuts", "exact", "agree"],
      ["slice", "exact", "agree"],
      ["metropolis", "exact", "agree"],
    ]);
  });
});

describe("eighteen batters", () => {
  test("NUTS agrees with quadrature, without a divergence", () => {
    expect(diagnose(batting).findings).toEqual([]);
    const { league, alike, rates } = battingMoments(batters, 120);
    // The grid is fine enough: half of it gives the same.
    expect(battingMoments(batters, 60).alike.mean / alike.mean).toBeCloseTo(1, 6);
    const rows = summarize(batting).rows;
    expect(rows.map(({ name }) => name)).toEqual([
      "league",
      "alike",
      ...batters.map(({ player }) => `rate[${player}]`),
    ]);
    [league, alike, ...rates].forEach(({ mean, sd }, i) => {
      const row = rows[i];
      // Fixed seed; with new ones one of the 20 means would be 5 standard errors off once in 87,000.
      expect(Math.abs((row?.mean ?? NaN) - mean), `mean of ${row?.name}`).toBeLessThan(5 * (row?.mcseMean ?? NaN));
      // The standard error of a log sd is √((kurtosis − 1) / (4 ess)); `alike`, like a lognormal of its moments, has a kurtosis of 15.
      const error = Math.sqrt(14 / (4 * Math.min(row?.essBulk ?? NaN, row?.essTail ?? NaN)));
      expect(Math.abs(Math.log((row?.sd ?? NaN) / sd)), `sd of ${row?.name}`).toBeLessThan(5 * error);
    });
  });

  test("partial pooling foresees the season better than the averages so far", () => {
    const rows = estimates(batters, batting);
    const { raw, pooled } = errors(rows);
    // By arithmetic on the file; the paper's 0.077 is on averages rounded otherwise.
    expect(raw).toBeCloseTo(0.0753, 4);
    expect(pooled).toBeLessThan(raw / 3);
    for (const { mean, raw: own, low, high } of rows) {
      expect(low).toBeLessThan(mean);
      expect(high).toBeGreaterThan(mean);
      // Every estimate lies between the player's own average and the league's.
      expect((mean - own) * (mean - batting.league.mean())).toBeLessThan(1e-4);
    }
  });
});

describe("what is shown", () => {
  test("the page holds every picture and needs no network", async () => {
    const rows = estimates(batters, batting);
    const page = await report({
      campaign: campaigns[0] as Campaign,
      answers,
      agreement: agreementOf(answers),
      evidence: evidenceOf(campaigns),
      batters: rows,
      league: batting.league.mean(),
      errors: errors(rows),
    });
    // Four pictures, each for desks and for phones.
    expect(page.match(/<svg/g)).toHaveLength(8);
    for (const text of [
      "most plausible value 0.257",
      "10,000 impressions",
      "Thurman Munson",
      "The click rate by four methods",
    ]) {
      expect(page).toContain(text);
    }
    expect(page.replaceAll("http://www.w3.org/", "")).not.toMatch(/https?:|<script|<link|@import|url\((?!#)/);
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });

  test("the terminal is told the same figures, aligned", () => {
    const campaign = campaigns[0] as Campaign;
    const told = tell.clickRate(campaign, answers);
    for (const figure of ["0.257353", "0.264286", "[0.16778, 0.36318]", "-6.512403"]) expect(told).toContain(figure);
    const lines = tell.evidence(evidenceOf(campaigns)).split("\n");
    for (const figure of ["0.509375", "0.671226", "0.696968"]) expect(lines.join("\n")).toContain(figure);
    expect(new Set(lines.slice(3).map(({ length }) => length)).size).toBe(1);
    expect(tell.agreement(agreementOf(answers))).toContain("metropolis and exact: no sign of disagreement");
    expect(tell.batters(batting, estimates(batters, batting))).toContain("No problem found.");
  });
});
