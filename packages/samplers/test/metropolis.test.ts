/** Hold Metropolis to the scales and shapes that it should learn, and to its sentences. */
import { rng } from "@credence/math";
import { describe, expect, it } from "vitest";
import { type MetropolisTuning, metropolis, type Target } from "../src/index.js";
import { effectiveSize } from "./ess.js";
import { betaOnUnit, correlatedNormal, discrete, normals, standardNormal } from "./targets.js";

function tuned(target: Target, start: readonly number[], tune = 1000) {
  const chain = metropolis().start(target, start, rng(6), tune);
  for (let i = 0; i < tune; i++) chain.step();
  return { chain, tuning: chain.tuning() as unknown as MetropolisTuning };
}

describe("metropolis", () => {
  it("learns the correlation of its target", () => {
    const { factor } = tuned(correlatedNormal(0.95), [0, 0]).tuning;
    const [a = 0, , b = 0, c = 0] = factor;
    expect(b / Math.sqrt(b * b + c * c)).toBeGreaterThan(0.85); // the proposal's correlation, a > 0
    expect(a).toBeGreaterThan(1);
  });

  it("finds scales from 0.001 to 1000 and accepts as often as it aims to", () => {
    const { chain } = tuned(normals([1e-3, 1, 1e3]), [1, 1, 1]);
    const draws = [0, 1, 2].map(() => new Float64Array(1000));
    let acceptance = 0;
    for (let i = 0; i < 1000; i++) {
      acceptance += (chain.step().acceptance as number) / 1000;
      draws.forEach((series, d) => {
        series[i] = chain.position[d] as number;
      });
    }
    expect(Math.abs(acceptance - 0.303)).toBeLessThan(0.06);
    for (const series of draws) expect(effectiveSize([series])).toBeGreaterThan(400); // of 1,000; typically 750
  });

  it("makes as many joint updates in a sweep as there are coordinates, 25 at most, after moving them singly", () => {
    for (const [dimension, joint] of [
      [1, 1],
      [7, 7],
      [40, 25],
    ] as const) {
      const chain = metropolis({ sweeps: 2 }).start(standardNormal(dimension), new Float64Array(dimension), rng(1), 8);
      const evaluations = Array.from({ length: 12 }, () => chain.step().evaluations);
      expect(evaluations).toEqual([...Array(2).fill(2 * dimension), ...Array(10).fill(2 * joint)]);
    }
  });

  it("widens integer moves to the target's scale, and narrows them to one", () => {
    const wide = tuned(
      discrete([{ kind: "integer" }], ([k = 0]) => -0.5 * (k / 1000) ** 2),
      [0],
    );
    expect(wide.tuning.scales[0]).toBeGreaterThan(1000);
    expect(wide.tuning.scales[0]).toBeLessThan(8000);
    const coin = tuned(
      discrete([{ kind: "integer" }], ([k = 0]) => (k === 0 || k === 1 ? 0 : -Infinity)),
      [0],
    );
    let ones = 0;
    for (let i = 0; i < 2000; i++) {
      coin.chain.step();
      ones += coin.chain.position[0] as number;
    }
    expect(Math.abs(ones / 2000 - 0.5)).toBeLessThan(0.06); // 5 standard errors of 2,000 independent draws
  });

  it("keeps a label that has no other to move to", () => {
    const chain = metropolis().start(
      discrete([{ kind: "label", size: 1 }], () => 0),
      [0],
      rng(1),
      0,
    );
    chain.step();
    expect(Array.from(chain.position)).toEqual([0]);
  });

  it("says what is wrong", () => {
    const start = (target: Target, at: number) => () => metropolis().start(target, [at], rng(1), 0);
    expect(() => metropolis({ sweeps: 0 })).toThrow("sweeps must be a whole number from 1");
    expect(start(betaOnUnit(2, 2), -1)).toThrow("log density is -Infinity");
    expect(
      start(
        discrete([{ kind: "integer" }], () => 0),
        0.5,
      ),
    ).toThrow("coordinate 0 is discrete, but the start puts it at 0.5");
    expect(
      start(
        discrete([{ kind: "label", size: 3 }], () => 0),
        3,
      ),
    ).toThrow("labels 0 to 2, but the start puts it at 3");
    const tuning = { factor: [1], scales: [1, 1] };
    expect(() => metropolis().start(standardNormal(2), [0, 0], rng(1), 0, tuning)).toThrow("made for another target");
  });
});
