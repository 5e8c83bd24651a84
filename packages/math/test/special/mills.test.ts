/** Check Mills' ratio up to a width, its mean excess and the Bessel ratio against mpmath 1.3 at 40 digits and more. */
import { describe, expect, it } from "vitest";
import { besselGap, logBesselI0e, logMills, meanExcess } from "../../src/index.js";

function expectClose(actual: number, expected: number, relative: number, absolute = 0): void {
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(
    absolute + relative * Math.abs(expected),
  );
}

/** a, w, log ∫ exp(−a t − t²/2) dt from 0 to w, and the mean of t under that integrand. */
const mills = [
  [0, 0.5, -0.73412498105089489, 0.24483626359552986],
  [0, 1e10, 0.22579135264472743, 0.79788456080286536],
  [0.3, 1e-12, -27.631021115928698, 4.9999999999997499e-13],
  [2, 3, -0.86425840055275445, 0.37318008495313765],
  [8, 0.01, -4.6449198676898715, 0.004933299012325643],
  [40, 1, -3.6895034805491154, 0.024968847207263721],
  [1e4, 1e-5, -11.562508833036525, 4.916680552208136e-6],
  [1e4, 1, -9.2103403819761825, 9.99999980000001e-5],
  [1e8, 1e-9, -20.772849204996456, 4.9166805522495041e-10],
  [3, 20, -1.1887876883056768, 0.28309865493043651],
] as const;

describe("Mills' ratio", () => {
  it.each(mills)("from %d over %d", (a, w, logRatio, excess) => {
    expectClose(logMills(a, w), logRatio, 1e-14, 1e-14);
    expectClose(meanExcess(a, w), excess, 1e-13);
  });
  it("is nothing over no width, and 1 / a far out", () => {
    expect(logMills(2, 0)).toBe(-Infinity);
    expectClose(logMills(1e150, Infinity), -345.38776394910684, 1e-15);
    expectClose(meanExcess(1e150, Infinity), 1e-150, 1e-13);
  });
});

/** x, log of exp(−x) I₀(x), and 1 − I₁(x) / I₀(x). */
const bessel = [
  [1e-9, -9.9999999975000006e-10, 0.9999999995],
  [0.3, -0.27762531137795809, 0.85166257305912474],
  [5, -1.6953182241774666, 0.10661686295591478],
  [24.9, -2.5212470440533119, 0.020290583264439519],
  [25.1, -2.525288775386073, 0.020127170684787079],
  [700, -4.1943000015565509, 0.00071454118157390673],
  [1e8, -10.129278903930855, 5.0000000125000001e-9],
] as const;

describe("Bessel functions without their growth", () => {
  it.each(bessel)("at %d", (x, log, gap) => {
    expectClose(logBesselI0e(x), log, 1e-14, 1e-14);
    expectClose(logBesselI0e(-x), log, 1e-14, 1e-14);
    expectClose(besselGap(x), gap, 1e-13);
  });
});
