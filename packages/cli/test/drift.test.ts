/** Test `credence drift`: figures that a filter of its own confirms, a picture, and one sentence for each mistake. */
import { jacobi } from "@credence/drift";
import { describe, expect, test } from "vitest";
import type { DriftResult } from "../src/index.js";
import { credence, folder } from "./workspace.js";

const clicks = [3, 5, 2, 6, 7, 4, 9, 11, 8, 12];
const csv = ["day,clicks,shown", ...clicks.map((k, i) => `2026-03-${String(i + 10).padStart(2, "0")},${k},30`)].join(
  "\n",
);
const named = ["--time", "day", "--impressions", "shown"];

describe("drift", () => {
  test("filters with what it learned, smooths, forecasts", async () => {
    const at = folder({ "series.csv": csv });
    const { code, out, err } = await credence("drift", at("series.csv"), ...named, "--ahead", "2", "--json");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const result = JSON.parse(out) as DriftResult;
    const { rate, mean, concentration } = result.parameters.maximum_likelihood;
    expect(rate.low).toBeLessThan(rate.estimate);
    expect(result.observations).toHaveLength(10);
    expect(result.forecast.map(({ ahead }) => ahead)).toEqual([1, 2]);
    if (result.messages.every((message) => !/no clear maximum/.test(message))) {
      const filter = jacobi({
        rate: rate.estimate,
        mean: mean.estimate,
        concentration: concentration.estimate,
      }).filter();
      for (const [i, { filtered }] of result.observations.entries()) {
        filter.predict(i === 0 ? 0 : 1).update(clicks[i] as number, 30);
        expect(filtered.mean).toBeCloseTo(filter.mean(), 10);
      }
      expect(result.log_evidence).toBeCloseTo(filter.logEvidence(), 8);
    }
  });

  test("shows a row for each observation, with a picture", async () => {
    const at = folder({ "series.csv": csv });
    const { out } = await credence("drift", at("series.csv"), ...named);
    expect(out).toMatch(/2026-03-10 +3\/30 .*●/);
    expect(out).toMatch(/\+7 .*●/);
    expect(out).toMatch(/rate +[\d.]+ \[/);
  });

  test.each([
    ["time,clicks,impressions\n2,1,5\n1,2,5", /observation 2 is at time 1, before the one at 2/],
    ["time,clicks,impressions\n1,6,5", /6 of 5 trials; there cannot be more successes than trials/],
    ["time,clicks,impressions\n1,1.5,5", /successes is 1.5; it must be a whole number/],
    ["time,clicks,impressions\n1,-1,5", /successes is -1/],
    ["time,clicks,impressions\nsoon,1,5", /time of row 1 is soon; it must be a number or a date/],
    ["time,clicks,impressions\n", /holds no rows/],
    ["day,clicks,impressions\n1,1,5", /no column "time"; it has day, clicks, impressions/],
  ])("%j", async (text, sentence) => {
    const at = folder({ "bad.csv": text });
    const { code, err } = await credence("drift", at("bad.csv"));
    expect(code).toBe(1);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(err).toMatch(sentence);
  });
});
