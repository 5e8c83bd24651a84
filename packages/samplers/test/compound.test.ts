/** Hold compound chains to the bookkeeping between their blocks. */
import { rng } from "@credence/math";
import { describe, expect, it } from "vitest";
import { compound, metropolis, nuts, slice } from "../src/index.js";
import { correlatedNormal, standardNormal } from "./targets.js";

describe("compound", () => {
  it("prefixes stats by the block's name, numbering repeats", () => {
    const sampler = compound([
      { sampler: slice(), coordinates: [0] },
      { sampler: slice(), coordinates: [2] },
      { sampler: metropolis(), coordinates: [1], name: "rates" },
    ]);
    expect(sampler.stats).toEqual([
      "logDensity",
      ...["slice", "slice2"].flatMap((name) => slice().stats.map((stat) => `${name}.${stat}`)),
      ...metropolis().stats.map((stat) => `rates.${stat}`),
    ]);
    const chain = sampler.start(standardNormal(3), [0, 0, 0], rng(1), 10);
    expect(Object.keys(chain.step())).toEqual(sampler.stats);
    expect(Object.keys(chain.tuning())).toEqual(["slice", "slice2", "rates"]);
    expect(JSON.parse(JSON.stringify(sampler.options)).steps[2]).toEqual({
      name: "rates",
      sampler: "metropolis",
      options: { sweeps: 4 },
      coordinates: [1],
    });
  });

  it("of one block is that sampler", () => {
    const target = correlatedNormal(0.7);
    const whole = compound([{ sampler: nuts(), coordinates: [0, 1] }]).start(target, [1, 1], rng(2), 50);
    const alone = nuts().start(target, [1, 1], rng(2), 50);
    for (let i = 0; i < 100; i++) {
      whole.step();
      alone.step();
      expect(Array.from(whole.position)).toEqual(Array.from(alone.position));
    }
  });

  it("leaves the position as drawn, whatever its blocks evaluate", () => {
    const target = correlatedNormal(0.7);
    const chain = compound([
      { sampler: nuts(), coordinates: [1] },
      { sampler: slice(), coordinates: [0] },
    ]).start(target, [1, 2], rng(3), 20);
    expect(Array.from(chain.position)).toEqual([1, 2]);
    for (let i = 0; i < 50; i++) {
      chain.step();
      expect(chain.logDensity).toBe(target.logDensity(Float64Array.from(chain.position), 0));
    }
  });

  it("says what is wrong", () => {
    const block = (...coordinates: number[]) => ({ sampler: slice(), coordinates });
    expect(() => compound([])).toThrow("there are no steps");
    expect(() => compound([block(0, 1), block(1)])).toThrow('coordinate 1 belongs to both "slice" and "slice2"');
    expect(() =>
      compound([
        { ...block(0), name: "a" },
        { ...block(1), name: "a" },
      ]),
    ).toThrow('two steps are named "a"');
    const start =
      (...steps: Parameters<typeof compound>[0]) =>
      () =>
        compound(steps).start(standardNormal(2), [0, 0], rng(1), 0);
    expect(start(block(0))).toThrow("no step moves coordinate 1");
    expect(start(block(0, 1), block(2))).toThrow("there is no coordinate 2");
  });
});
