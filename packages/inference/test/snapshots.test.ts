/** Hold the traces that are seen while a run goes on to the run: each a prefix of the last, which is what `sample` returns. */
import { scalarsOf } from "@credence/draws";
import { nuts } from "@credence/samplers";
import { describe, expect, it } from "vitest";
import { sampleSync, snapshots } from "../src/index.js";
import { eightSchools } from "./models.js";

const posterior = eightSchools(false);
const options = { sampler: nuts(), tune: 200, draws: 2000, chains: 2, seed: 3, progress: false } as const;
const chainsOf = (trace: Parameters<typeof scalarsOf>[0], draws: number): number[][][] =>
  scalarsOf(trace).map(({ chains }) => chains.map((chain) => Array.from(chain.subarray(0, draws))));

describe("snapshots", () => {
  it.each([0, 1])("are prefixes of what sample returns, which comes last, with %d workers", async (workers) => {
    const whole = sampleSync(posterior, options);
    const seen: number[] = [];
    for await (const trace of snapshots(posterior, { ...options, workers })) {
      const { draws, interrupted } = trace.$;
      expect(interrupted).toBe(draws < 2000);
      expect(chainsOf(trace, draws)).toEqual(chainsOf(whole, draws));
      seen.push(draws);
    }
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(2000);
  });

  it("stop the run when the loop is left", async () => {
    let told = 0;
    const progress = (): void => {
      told += 1;
    };
    for await (const { $ } of snapshots(posterior, { ...options, draws: 1e6, progress, workers: 0 })) {
      expect($.draws).toBeLessThan(1e6);
      break;
    }
    const before = told;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(told).toBe(before);
  });

  it("are one trace where no chain is needed, and refuse what sample refuses", async () => {
    const all = [];
    for await (const trace of snapshots(eightSchools(true), { seed: 1, draws: 50, progress: false }))
      all.push(trace.$.draws);
    expect(all).toEqual([50]);
    await expect(snapshots(posterior, { draws: 0 }).next()).rejects.toThrow("draws is 0");
  });
});
