/** Hold the distance to cases worked out by hand, and the sensitivity to that of a normal model. */
import { rng, stdNormalCdf } from "@credence/math";
import { describe, expect, it } from "vitest";
import { cumulativeJensenShannon, powerScaled, powerScalingSensitivity } from "../../src/index.js";

const equal = (size: number): Float64Array => new Float64Array(size).fill(1 / size);

describe("cumulativeJensenShannon", () => {
  it("is 0 for equal weights, whatever the unit, and 0 for constant draws", () => {
    const values = Float64Array.of(3, 1, 2, 8);
    expect(cumulativeJensenShannon(values, equal(4))).toBeCloseTo(0, 7);
    const weights = Float64Array.of(0.1, 0.2, 0.3, 0.4);
    const scaled = values.map((value) => 1000 * value - 5);
    expect(cumulativeJensenShannon(scaled, weights)).toBeCloseTo(cumulativeJensenShannon(values, weights), 12);
    expect(cumulativeJensenShannon(Float64Array.of(1, 1), Float64Array.of(0.9, 0.1))).toBe(0);
  });
  // Two draws, one step: p = 1/2, q = 1/4, m = 3/8 from below; from above p = 1/2, q = 3/4, m = 5/8.
  it("is the larger of both directions for two draws", () => {
    const one = (p: number, q: number): number => {
      const m = (p + q) / 2;
      return Math.sqrt((p * Math.log2(p / m) + q * Math.log2(q / m)) / (p + q));
    };
    const distance = cumulativeJensenShannon(Float64Array.of(0, 7), Float64Array.of(0.25, 0.75));
    expect(distance).toBeCloseTo(Math.max(one(0.5, 0.25), one(0.5, 0.75)), 12);
  });
});

describe("powerScalingSensitivity", () => {
  // Posterior N(2, 1) from components of precisions 0.9 and 0.1. Under a power a of the second it is normal with
  // precision 0.9 + 0.1 a; the distance of the distribution functions over the range of the draws is integrated on a
  // grid. With 20,000 draws the estimate has a sd of about 2%: within 8% is a false alarm in 10^4 seeds.
  it("has the exact sensitivity of a normal model, and none to a constant component", () => {
    const stream = rng(2, "sensitivity");
    const mu = Float64Array.from({ length: 20000 }, () => 2 + stream.normal());
    const [low, high] = [Math.min(...mu), Math.max(...mu)];
    const exact = (precision: number, centre: number): number => {
      const other = 1 - precision;
      const rest = (2 - precision * centre) / other;
      const moved = [0.99, 1.01].map((power) => {
        const total = other + power * precision;
        const mean = (other * rest + power * precision * centre) / total;
        return Math.max(
          distanceOf((x) => [stdNormalCdf(x - 2), stdNormalCdf((x - mean) * Math.sqrt(total))], low, high),
          distanceOf((x) => [stdNormalCdf(2 - x), stdNormalCdf((mean - x) * Math.sqrt(total))], low, high),
        );
      });
      return ((moved[0] as number) + (moved[1] as number)) / Math.log2(1.01 / 0.99);
    };
    for (const [precision, centre] of [
      [0.9, 2.3],
      [0.1, -0.7],
    ] as const) {
      const scaled = powerScaled(mu.map((value) => -0.5 * precision * (value - centre) ** 2));
      expect(scaled.paretoK).toBeLessThan(0.5);
      expect(Math.abs(powerScalingSensitivity(mu, scaled) / exact(precision, centre) - 1)).toBeLessThan(0.08);
    }
    expect(powerScalingSensitivity(mu, powerScaled(mu.map(() => -3)))).toBeLessThan(1e-6);
  });
});

function distanceOf(at: (x: number) => readonly [number, number], low: number, high: number): number {
  let [divergence, bound] = [0, 0];
  for (let i = 0; i < 4000; i++) {
    const [p, q] = at(low + ((i + 0.5) * (high - low)) / 4000);
    const m = (p + q) / 2;
    divergence += p * Math.log2(p / m) + q * Math.log2(q / m);
    bound += p + q;
  }
  return Math.sqrt(divergence / bound);
}
