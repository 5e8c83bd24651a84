/** Hold slice sampling to its limits: narrow, wide, bounded and improper densities. */
import { rng } from "@credence/math";
import { describe, expect, it } from "vitest";
import { type SliceTuning, slice, type Target } from "../src/index.js";
import { betaOnUnit, continuous, discrete, normals } from "./targets.js";

describe("slice", () => {
  it("finds widths for scales from 1e-8 to 1e8 and then needs some five evaluations a coordinate", () => {
    for (const sd of [1e-8, 1e-3, 1, 1e3, 1e8]) {
      const chain = slice().start(normals([sd]), [1], rng(1, sd), 600);
      for (let i = 0; i < 600; i++) chain.step();
      const [width = 0] = (chain.tuning() as unknown as SliceTuning).widths;
      let evaluations = 0;
      for (let i = 0; i < 1000; i++) evaluations += (chain.step().evaluations as number) / 1000;
      if (sd > 1e-8) expect(width / sd).toBeGreaterThan(1); // from 10⁸ deviations off, 600 draws leave it too wide
      if (sd > 1e-8) expect(width / sd).toBeLessThan(10);
      expect(evaluations).toBeLessThan(sd > 1e-8 ? 7 : 20);
    }
  });

  it("stays inside a support with edges", () => {
    const chain = slice({ width: 50 }).start(betaOnUnit(1, 1), [0.5], rng(2), 0);
    for (let i = 0; i < 500; i++) {
      chain.step();
      expect(chain.position[0]).toBeGreaterThan(0);
      expect(chain.position[0]).toBeLessThan(1);
    }
  });

  it("keeps brackets within maxSteps widths", () => {
    const chain = slice({ width: 0.01, maxSteps: 5 }).start(normals([1]), [0], rng(3), 0);
    for (let i = 0; i < 200; i++) {
      const before = chain.position[0] as number;
      expect(chain.step().stepsOut).toBeLessThanOrEqual(4);
      expect(Math.abs((chain.position[0] as number) - before)).toBeLessThan(0.05);
    }
  });

  it("says what is wrong", () => {
    const run = (target: Target, at: number) => () => {
      const chain = slice().start(target, [at], rng(4), 2000);
      for (let i = 0; i < 2000; i++) chain.step();
    };
    expect(
      run(
        continuous(1, () => 0),
        0,
      ),
    ).toThrow("coordinate 0 does not fall off");
    expect(run(betaOnUnit(2, 2), 2)).toThrow("log density is -Infinity where the chain starts");
    let calls = 0;
    expect(
      run(
        continuous(1, () => -calls++),
        0,
      ),
    ).toThrow("must depend on the position alone");
    expect(
      run(
        discrete([{ kind: "label", size: 2 }], () => 0),
        0,
      ),
    ).toThrow("coordinate 0 is discrete (label)");
    expect(() => slice({ width: 0 })).toThrow("width must be positive");
    expect(() => slice({ maxSteps: 0.5 })).toThrow("maxSteps must be a whole number");
    expect(() => slice().start(normals([1]), [0], rng(1), 0, { widths: [] })).toThrow("1 positive widths");
  });
});
