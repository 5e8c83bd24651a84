/** Test the laws of the draws. Seeds are fixed; each test states how often a right generator would fail it. */
import { describe, expect, it } from "vitest";
import { type Rng, rng, stdNormalCdf } from "../../src/index.js";

const N = 200_000;

/** √n sup |F_n - F| for values that should be uniform; above 2.7 in 1 of 10⁶ (Kolmogorov's law, 2 exp(-2·2.7²)). */
function kolmogorov(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort();
  let distance = 0;
  sorted.forEach((value, i) => {
    distance = Math.max(distance, value - i / sorted.length, (i + 1) / sorted.length - value);
  });
  return Math.sqrt(sorted.length) * distance;
}

const draws = (n: number, draw: () => number): Float64Array => Float64Array.from({ length: n }, draw);

/** (mean of f - expected) in standard errors. */
function zScore(values: Float64Array, f: (x: number) => number, expected: number, variance: number): number {
  const mean = values.reduce((sum, x) => sum + f(x), 0) / values.length;
  return (mean - expected) / Math.sqrt(variance / values.length);
}

describe.each(["a", "b", "c"])("seed %s", (seed) => {
  it("draws uniforms (1 false alarm in 10⁶)", () => {
    const stream = rng(seed, "uniform");
    expect(kolmogorov(draws(N, () => stream.uniform()))).toBeLessThan(2.7);
  });

  it("draws normals (1 false alarm in 10⁶)", () => {
    const stream = rng(seed, "normal");
    expect(kolmogorov(draws(N, () => stdNormalCdf(stream.normal())))).toBeLessThan(2.7);
  });

  it("draws normals with the right moments (z = 5: 1 false alarm in 10⁶ a moment)", () => {
    const stream = rng(seed, "moments");
    const values = draws(N, () => stream.normal());
    const z = [
      zScore(values, (x) => x, 0, 1),
      zScore(values, (x) => x ** 2, 1, 2),
      zScore(values, (x) => x ** 3, 0, 15),
      zScore(values, (x) => x ** 4, 3, 96),
    ];
    for (const value of z) expect(Math.abs(value)).toBeLessThan(5);
  });

  it("sets every bit of a word half of the time (z = 5.5 over 32 bits: 1 false alarm in 10⁶)", () => {
    const stream = rng(seed, "bits");
    const ones = new Array<number>(32).fill(0);
    for (let i = 0; i < N; i++) {
      const word = stream.uint32();
      for (let bit = 0; bit < 32; bit++) ones[bit] = (ones[bit] as number) + ((word >>> bit) & 1);
    }
    for (const count of ones) expect(Math.abs(count - N / 2) / Math.sqrt(N / 4)).toBeLessThan(5.5);
  });
});

it("has the normal's tails, where the ziggurat's base strip ends (z = 5: 1 false alarm in 10⁶ a bound)", () => {
  const stream = rng("tails");
  const n = 4_000_000;
  const bounds = [2, 3, 3.5, 3.7, 4, 4.5];
  const above = bounds.map(() => 0);
  const below = bounds.map(() => 0);
  for (let i = 0; i < n; i++) {
    const x = stream.normal();
    if (x > -2 && x < 2) continue;
    bounds.forEach((bound, j) => {
      if (x > bound) above[j] = (above[j] as number) + 1;
      if (x < -bound) below[j] = (below[j] as number) + 1;
    });
  }
  bounds.forEach((bound, j) => {
    const expected = n * stdNormalCdf(-bound);
    // Poisson; half a count for continuity where few are expected
    for (const count of [above[j] as number, below[j] as number]) {
      expect(Math.abs(count - expected) - 0.5).toBeLessThan(5 * Math.sqrt(expected));
    }
  });
});

describe("streams of neighbouring names", () => {
  const n = 20_000;
  const correlation = (one: Rng, two: Rng): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (one.uniform() - 0.5) * (two.uniform() - 0.5);
    return (sum * 12) / Math.sqrt(n);
  };

  it("are uncorrelated (200 pairs, z = 5.7: 1 false alarm in 10⁶)", () => {
    for (let i = 0; i < 100; i++) {
      expect(Math.abs(correlation(rng(i), rng(i + 1)))).toBeLessThan(5.7);
      expect(Math.abs(correlation(rng(1, "chain", i), rng(1, "chain", i + 1)))).toBeLessThan(5.7);
    }
  });

  it("begin uniformly: the first draw of 20,000 seeds (1 false alarm in 10⁶)", () => {
    let seed = 0;
    expect(kolmogorov(draws(n, () => rng(seed++).uniform()))).toBeLessThan(2.7);
    let chain = 0;
    expect(kolmogorov(draws(n, () => stdNormalCdf(rng(1, "chain", chain++).normal())))).toBeLessThan(2.7);
  });
});
