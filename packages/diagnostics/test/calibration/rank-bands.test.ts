/** Hold the bands of ranks to their probability by counting and by simulation. */
import { rng } from "@credence/math";
import { describe, expect, it } from "vitest";
import { rankBarBand, rankEcdfBand } from "../../src/index.js";

describe("rankEcdfBand", () => {
  // One rank of each of two series among two: the first has the lower one with probability 1/2.
  it("counts two ranks rightly", () => {
    expect(rankEcdfBand(1, 2)).toEqual({
      at: Float64Array.of(0, 0.5, 1),
      low: Float64Array.of(0, 0, 1),
      high: Float64Array.of(0, 1, 1),
    });
  });
  it("narrows with the root of the number of draws", () => {
    const width = (size: number) => {
      const { low, high } = rankEcdfBand(size, 4, { intervals: 20 });
      return (high[10] as number) - (low[10] as number);
    };
    expect(width(100) / width(1600)).toBeCloseTo(4, 0);
  });
  it("refuses what is no band", () => {
    expect(() => rankEcdfBand(9, 1)).toThrow("there are 1 series");
    expect(() => rankEcdfBand(0, 2)).toThrow("size is 0");
    expect(() => rankEcdfBand(9, 2, { probability: 1 })).toThrow("probability is 1");
    expect(() => rankEcdfBand(9, 2, { intervals: 1 })).toThrow("intervals is 1");
    expect(() => rankBarBand(2, 2, 5)).toThrow("bins is 5");
  });
  // 1,000 data sets: sd 0.007 at 5 %; false alarm 1 in 10^4 each. For two series the probability is exact but for
  // discreteness; of more, none keeps inside less often.
  it.each([2, 3, 4, 8])("all of %i series keep inside with the probability or a little more", (series) => {
    const size = 100;
    const { at, low, high } = rankEcdfBand(size, series);
    const total = size * series;
    let left = 0;
    for (let seed = 0; seed < 1000; seed++) {
      const owners = shuffled(series, size, seed);
      const counts = new Float64Array(series);
      let inside = true;
      let j = 1;
      for (let rank = 1; rank <= total && j < at.length; rank++) {
        const owner = owners[rank - 1] as number;
        counts[owner] = (counts[owner] as number) + 1;
        if (rank !== Math.round((at[j] as number) * total)) continue;
        for (const count of counts)
          inside &&= count / size >= (low[j] as number) && count / size <= (high[j] as number);
        j++;
      }
      if (!inside) left++;
    }
    expect(left / 1000).toBeLessThan(0.05 + 3.7 * 0.007);
    expect(left / 1000).toBeGreaterThan(0.02);
  });
});

describe("rankBarBand", () => {
  // 500 data sets: sd 0.01 at 5 %; false alarm 1 in 10^4.
  it.each([2, 4])("all bars of %i series keep inside with about the probability", (series) => {
    const [low, high] = rankBarBand(200, series, 20);
    const bar = (200 * series) / 20;
    let left = 0;
    for (let seed = 0; seed < 500; seed++) {
      const owners = shuffled(series, 200, seed);
      const counts = Array.from({ length: series * 20 }, () => 0);
      owners.forEach((owner, rank) => {
        const at = owner * 20 + Math.floor(rank / bar);
        counts[at] = (counts[at] as number) + 1;
      });
      if (counts.some((count) => count < low || count > high)) left++;
    }
    expect(left / 500).toBeLessThan(0.05 + 3.7 * 0.01);
    expect(left / 500).toBeGreaterThan(0.003);
  });
});

function shuffled(series: number, size: number, seed: number): Int32Array {
  const stream = rng(seed, "owners", series);
  const owners = Int32Array.from({ length: series * size }, (_, i) => i % series);
  for (let i = owners.length - 1; i > 0; i--) {
    const k = Math.floor(stream.uniform() * (i + 1));
    [owners[i], owners[k]] = [owners[k] as number, owners[i] as number];
  }
  return owners;
}
