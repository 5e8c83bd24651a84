/** See that a run gives the same arrays however it is sliced, and can be watched and stopped. */
import { rng } from "@credence/math";
import { describe, expect, it } from "vitest";
import { compound, drive, driveToEnd, metropolis, nuts, type Sampler, slice } from "../src/index.js";
import { correlatedNormal } from "./targets.js";

const samplers: readonly Sampler[] = [
  nuts(),
  slice(),
  metropolis(),
  compound([
    { sampler: nuts(), coordinates: [0] },
    { sampler: slice(), coordinates: [1] },
  ]),
];

const prepare = (sampler: Sampler, tune = 30, draws = 40) =>
  drive(
    [0, 1, 2].map((c) => sampler.start(correlatedNormal(0.5), [0, 1], rng(1, c), tune)),
    { tune, draws, stats: sampler.stats },
  );

describe("drive", () => {
  for (const sampler of samplers) {
    it(`gives the same run of ${sampler.name} whatever the slices`, () => {
      const [whole, slices, turns] = [prepare(sampler), prepare(sampler), prepare(sampler)];
      expect(whole.advance(1000)).toBe(true);
      while (!slices.advance(7));
      for (const chain of [2, 0, 1]) turns.advance(33, chain);
      expect(turns.advance(36)).toBe(false);
      expect(turns.advance(1)).toBe(true);
      for (const other of [slices, turns]) {
        expect(other.positions).toEqual(whole.positions);
        expect(other.stats).toEqual(whole.stats);
      }
      expect(whole.positions.length).toBe(3 * 40 * 2);
      expect(whole.positions.every((x) => x !== 0)).toBe(true);
    });
  }

  it("lays draws out by chain, then draw, then coordinate", () => {
    const run = prepare(nuts(), 0, 5);
    run.advance(5);
    const chain = nuts().start(correlatedNormal(0.5), [0, 1], rng(1, 2), 0);
    for (let i = 0; i < 4; i++) chain.step();
    expect(Array.from(run.positions.subarray((2 * 5 + 3) * 2, (2 * 5 + 4) * 2))).toEqual(Array.from(chain.position));
    expect(run.stats.logDensity?.[2 * 5 + 3]).toBe(chain.logDensity);
  });

  it("reports progress and stops when told to", async () => {
    const phases: string[] = [];
    const stop = new AbortController();
    const run = prepare(nuts());
    const finished = await driveToEnd(run, {
      slice: 20,
      signal: stop.signal,
      onProgress: (progress) => {
        phases.push(`${progress[1]?.phase} ${progress[1]?.done}/${progress[1]?.total}`);
        if (progress[1]?.done === 60) stop.abort();
      },
      pause: () => Promise.resolve(),
    });
    expect(finished).toBe(false);
    expect(phases).toEqual(["tune 20/70", "draw 40/70", "draw 60/70"]);
    expect(await driveToEnd(run)).toBe(true);
    const whole = prepare(nuts());
    whole.advance(70);
    expect(run.positions).toEqual(whole.positions);
  });
});
