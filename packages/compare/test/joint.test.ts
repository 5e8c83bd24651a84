/** Check every metric of joint laws against closed forms, other software and brute force, and what has none. */
import { compare } from "@credence/compare";
import { dim } from "@credence/draws";
import { exp, mean, probit, rng, stdNormalCdf } from "@credence/math";
import { describe, expect, test } from "vitest";
import { cutBoth } from "../src/joint/blocks.js";
import { correlationRows } from "../src/joint/correlations.js";
import { metricsBetween } from "../src/joint/metrics.js";
import { pairwise } from "../src/joint/pairwise.js";
import { noiseFloors, permutationTest } from "../src/joint/permutation.js";
import { normalScores, type Points, whiten } from "../src/joint/scores.js";
import { slicesOf } from "../src/joint/sliced.js";
import { chainwise, closedForm, marginal, normal, slowPair, traceOf, traceOfVariables } from "./traces.js";

const line = (...values: number[]): Points => ({
  values: Float64Array.from(values),
  count: values.length,
  dimension: 1,
});

/** The metrics between two sets of points, each point a block. */
function metrics(points: Points, first: number, perBlock = 1) {
  const blocks = points.count / perBlock;
  const groups = Uint8Array.from({ length: blocks }, (_, block) => (block < first ? 1 : 2));
  const prepared = {
    pairwise: pairwise(points, perBlock),
    slices: slicesOf(points, perBlock, rng("slices")),
    perBlock,
  };
  const [energy, mmd, sliced, rStar] = metricsBetween(prepared, groups) as [number, number, number, number];
  return { energy, mmd, sliced, rStar, bandwidth: prepared.pairwise.bandwidth };
}

/** Normal quantiles at equal steps: points whose law is normal with next to no chance in it. */
const quantiles = (count: number, shift: number): number[] =>
  Array.from({ length: count }, (_, i) => probit((i + 0.5) / count) + shift);

describe("metrics", () => {
  test("of a few numbers as other software", () => {
    const found = metrics(line(0, 1, 3, 7, 5, 6, 8, 8), 4);
    // scipy 1.17.1: scipy.stats.energy_distance and wasserstein_distance of these two samples.
    expect(found.energy).toBeCloseTo(2.121320343559643, 6);
    expect(found.sliced).toBeCloseTo(4, 12);
  });

  test("of shifted normals as their closed forms", () => {
    const found = metrics(line(...quantiles(400, 0), ...quantiles(400, 1)), 400);
    const energy = 2 * ((2 / Math.sqrt(Math.PI)) * (exp(-1 / 4) - 1) + 2 * stdNormalCdf(Math.SQRT1_2) - 1);
    // Points at the middles of equal steps lose a little of the tails.
    expect(Math.abs(found.energy ** 2 / energy - 1)).toBeLessThan(0.01);
    expect(found.sliced).toBeCloseTo(1, 10);
    // E k = h / √(h² + 2) exp(−δ² / (2 (h² + 2))) for normals of unit variance, δ apart.
    const width = found.bandwidth ** 2;
    const kernel = (shift: number) => Math.sqrt(width / (width + 2)) * exp((-0.5 * shift * shift) / (width + 2));
    expect(Math.abs(found.mmd ** 2 / (2 * kernel(0) - 2 * kernel(1)) - 1)).toBeLessThan(0.01);
  });

  test("of points in three dimensions, in blocks, by brute force", () => {
    const stream = rng("brute");
    const [count, dimension, perBlock, first] = [60, 3, 5, 5];
    const values = Float64Array.from({ length: count * dimension }, () => stream.normal());
    for (let i = 0; i < first * perBlock * dimension; i++) values[i] = (values[i] as number) + 0.5;
    const found = metrics({ values, count, dimension }, first, perBlock);
    const point = (i: number) => values.subarray(3 * i, 3 * i + 3);
    const distance = (i: number, j: number) => Math.hypot(...point(i).map((x, k) => x - (point(j)[k] as number)));
    const all = Array.from({ length: count }, (_, i) => i);
    const [a, b] = [all.slice(0, first * perBlock), all.slice(first * perBlock)];
    const between = (xs: number[], ys: number[], f: (d: number) => number) =>
      mean(xs.flatMap((i) => ys.map((j) => f(distance(i, j)))));
    const energy = (f: (d: number) => number) => 2 * between(a, b, f) - between(a, a, f) - between(b, b, f);
    expect(found.energy ** 2).toBeCloseTo(
      energy((d) => d),
      5,
    );
    const kernel = (d: number) => -exp((-0.5 * d * d) / found.bandwidth ** 2);
    expect(found.mmd ** 2).toBeCloseTo(energy(kernel), 5);
    // The √60 ≈ 8 nearest points of other blocks, and how many of them are of the same side.
    const same = all.map((i) => {
      const others = all.filter((j) => Math.floor(j / perBlock) !== Math.floor(i / perBlock));
      const nearest = others.sort((j, k) => distance(i, j) - distance(i, k)).slice(0, 8);
      return mean(nearest.map((j) => Number(i < first * perBlock === j < first * perBlock)));
    });
    const chance = (5 * 4 + 7 * 6) / (12 * 11);
    expect(found.rStar).toBeCloseTo(mean(same) / chance, 6);
  });

  test("whitened points are uncorrelated, and scalars that are one count once", () => {
    const x = normal("white x", 200);
    const y = normal("white y", 200).map((v, i) => v + 2 * (x[i] as number));
    const points = whiten(normalScores([x, y, x.map(Math.exp), new Float64Array(x.length).fill(3)]), 800);
    expect(points.dimension).toBe(2);
    const column = (k: number) =>
      Float64Array.from({ length: points.count }, (_, i) => points.values[2 * i + k] as number);
    const product = (k: number, l: number) => mean(column(k).map((v, i) => v * (column(l)[i] as number)));
    expect([product(0, 0), product(0, 1), product(1, 1)].map((v) => Math.round(1e9 * v) / 1e9)).toEqual([1, 0, 1]);
  });
});

describe("blocks", () => {
  test("are pieces of chains of equally many points", () => {
    const slow = { chains: 4, draws: 1000, size: 210 };
    const [a, b] = cutBoth(slow, { chains: 1, draws: 300, size: 300 }, 2) ?? [[], []];
    expect([a.length, b.length]).toEqual([20, 21]);
    expect(new Set([...a, ...b].map(({ length }) => length)).size).toBe(1);
    expect(a.every((block) => new Set(block.map((place) => Math.floor(place / 1000))).size === 1)).toBe(true);
    expect(Math.max(...[...a].flatMap((block) => [...block]))).toBeLessThan(4000);
  });
  test("are whole chains where there are many", () => {
    const many = { chains: 200, draws: 10, size: 2000 };
    const [a] = cutBoth(many, many, 2) ?? [[]];
    expect(a).toHaveLength(50);
    expect([...(a[1] as Uint32Array)].every((place) => place >= 40 && place < 80)).toBe(true);
  });
  test("need effective draws", () => {
    expect(cutBoth({ chains: 4, draws: 1000, size: 79 }, { chains: 4, draws: 1000, size: 4000 }, 2)).toBeNull();
    expect(cutBoth({ chains: 4, draws: 1, size: Number.NaN }, { chains: 4, draws: 1, size: 4 }, 2)).toBeNull();
  });
  test("stay affordable with thousands of scalars", () => {
    const [a, b] = cutBoth({ chains: 4, draws: 1000, size: 4000 }, { chains: 4, draws: 1000, size: 4000 }, 5000) ?? [
      [],
      [],
    ];
    const points = [...a, ...b].reduce((sum, { length }) => sum + length, 0);
    expect(points * points * 5000).toBeLessThan(2.5e8);
  });
});

describe("permutations", () => {
  const difference = (values: readonly number[]) => (groups: Uint8Array) => {
    const of = (group: number) => mean(values.filter((_, i) => groups[i] === group));
    return [Math.abs(of(1) - of(2)), (of(1) - of(2)) ** 2, 0];
  };
  const groups = Uint8Array.from({ length: 40 }, (_, i) => (i < 20 ? 1 : 2));

  test("find a difference that only one exchange in many makes, and then look closer", () => {
    const apart = Array.from({ length: 40 }, (_, i) => (i < 20 ? 0 : 1) + i / 100);
    const { permutations, ps, familyPs } = permutationTest(difference(apart), groups, rng("apart"));
    expect(permutations).toBe(3999);
    expect([ps[0], ps[1]]).toEqual([1 / 4000, 1 / 4000]);
    expect(familyPs[2]).toBe(1);
  });

  // 300 p values; the KS distance exceeds 1.95 once in a thousand.
  test("give uniform p values where there is none", () => {
    const ps = Array.from({ length: 300 }, (_, i) => {
      const stream = rng("none", i);
      const values = Array.from({ length: 40 }, () => stream.normal());
      return permutationTest(difference(values), groups, stream).ps[0] as number;
    }).sort((a, b) => a - b);
    const distance = Math.max(...ps.map((p, i) => Math.max((i + 1) / 300 - p, p - i / 300)));
    expect(Math.sqrt(300) * distance).toBeLessThan(1.95);
  });

  test("floors are what independent groups are apart", () => {
    const ratios = Array.from({ length: 200 }, (_, i) => {
      const stream = rng("floor", i);
      const values = Array.from({ length: 40 }, () => stream.normal());
      const measure = difference(values);
      return [(measure(groups)[0] as number) ** 2, (noiseFloors(measure, groups, stream)[0] as number) ** 2];
    });
    const squares = [0, 1].map((k) => mean(ratios.map((pair) => pair[k] as number))) as [number, number];
    // Both estimate 2 / 20; the first with an sd of 0.1 · √2 / √200.
    expect(Math.abs(squares[0] - 0.1)).toBeLessThan(0.04);
    expect(Math.abs(squares[1] - 0.1)).toBeLessThan(0.02);
  });
});

test("correlations have the errors of the textbook", () => {
  const { x = [], y = [] } = slowPair("errors", 500, 0, 0.6);
  const scores = normalScores([Float64Array.from(x), Float64Array.from(y)]);
  const [row] = correlationRows(scores, 20, 50, ["x", "y"]);
  expect(row?.scalars).toEqual(["x", "y"]);
  expect(Math.abs((row?.a as number) - 0.6)).toBeLessThan(0.08);
  // (1 − r²) / √n on either side, known to a tenth from 50 blocks.
  expect(Math.abs((row?.mcse as number) / (0.64 * Math.sqrt(2 / 1000)) - 1)).toBeLessThan(0.3);
  expect(row?.degrees).toBeGreaterThan(90);
});

describe("comparisons", () => {
  const trace = (seed: string, correlation: number, slowness = 0, draws = 500) =>
    traceOf(slowPair(seed, draws, slowness, correlation));

  test("say what they rest on, and give the same figures each time", () => {
    const traces = { a: trace("a", 0.5), b: trace("b", 0.5) };
    const { agreement, status, verdict } = compare(traces);
    expect(status).toBe("agree");
    expect(agreement.joint[0]).toMatchObject({ scalars: 2, blocks: [64, 64], permutations: 199, untested: null });
    expect(compare(traces).agreement.joint).toEqual(agreement.joint);
    expect(verdict.a.correlationResolution).toBeCloseTo(agreement.correlations[0]?.resolution as number, 12);
    expect(verdict.a.sentence).toMatch(/, or a change of any one correlation by 0\.1\d would have been found/);
  });

  test("see a correlation with the other sign, where every scalar agrees", () => {
    const { verdict, agreement } = compare({ a: trace("a", 0.5), b: trace("b", -0.5) });
    expect(verdict.a.status).toBe("differ");
    expect(verdict.a.families.functionals.minP).toBeGreaterThan(0.01);
    expect(verdict.a.families.distributions.minP).toBeGreaterThan(0.01);
    expect(verdict.a.sentence).toContain("correlations differ: x with y 0.");
    expect(agreement.joint[0]?.metrics.every(({ pHolm }) => pHolm < 0.01)).toBe(true);
  });

  test("draw from the closed form", () => {
    const exact = {
      ...closedForm({ x: marginal(0, 1, probit, stdNormalCdf), y: marginal(0, 1, probit, stdNormalCdf) }),
      draw: (count: number) => traceOf(slowPair("closed", count / 4, 0, 0.5), { independent: true, sampler: "exact" }),
    };
    expect(compare({ a: trace("a", 0.5), exact }).status).toBe("agree");
    expect(compare({ b: trace("b", -0.5), exact }).verdict.b.sentence).toContain("all scalars together differ");
  });

  test.each([
    [
      "one scalar",
      () => compare({ a: traceOf({ x: normal("a", 500) }), b: traceOf({ x: normal("b", 500) }) }),
      "fewer than two scalars vary in both",
    ],
    [
      "nothing in common",
      () => compare({ a: traceOf({ x: normal("a", 500) }), b: traceOf({ y: normal("b", 500) }) }),
      "they have no scalar in common",
    ],
    [
      "a closed form without draws",
      () => compare({ a: trace("a", 0), closed: closedForm({ x: marginal(0, 1, probit), y: marginal(0, 1, probit) }) }),
      "closed gave no draws: not needed here",
    ],
    [
      "a single draw",
      () => compare({ a: trace("a", 0, 0, 1), b: trace("b", 0) }),
      "fewer than 80 effective draws in one of the two",
    ],
    [
      "slow chains",
      () => compare({ a: trace("a", 0, 0.99), b: trace("b", 0) }),
      "fewer than 80 effective draws in one of the two",
    ],
  ])("%s is said to have no joint test", (_, make, untested) => {
    const { agreement, pairs } = make();
    expect(agreement.joint[0]).toMatchObject({ untested, metrics: [], pHolm: null });
    expect(agreement.correlations[0]).toMatchObject({ untested, tests: 0, resolution: null, worst: [] });
    expect(pairs[0]?.families.joint).toEqual({ tests: 0, minP: null });
  });

  test("constants, NaN and infinite draws of a scalar leave the others to be compared", () => {
    const odd = (seed: string) => {
      const { x = [], y = [] } = slowPair(seed, 500, 0, 0.3);
      const k = Float64Array.from(x);
      return traceOf({
        x: Float64Array.from(x),
        y: Float64Array.from(y),
        constant: k.map(() => 1),
        nan: k.map((v, i) => (i === 7 ? Number.NaN : v)),
        infinite: k.map((v, i) => (i === 7 ? Infinity : v)),
      });
    };
    const { agreement, status, data } = compare({ a: odd("a"), b: odd("b") });
    expect(agreement.joint[0]).toMatchObject({ scalars: 2, untested: null });
    expect(status).toBe("not-assessable");
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });

  test("chains of unequal lengths and numbers, one of them single", () => {
    const single = traceOf(
      {
        x: chainwise("one x", 2000, (random) => random.normal, 1),
        y: chainwise("one y", 2000, (random) => random.normal, 1),
      },
      { chains: 1 },
    );
    const { agreement, status } = compare({ single, four: trace("four", 0) });
    expect(status).toBe("agree");
    expect(agreement.joint[0]?.blocks).toEqual([64, 64]);
  });

  test("more scalars than draws", () => {
    const wide = (seed: string) =>
      traceOfVariables([{ name: "theta", axes: [dim("item", 300)], values: normal(seed, 120 * 300) }], {
        independent: true,
        sampler: "exact",
      });
    const { agreement, status } = compare({ a: wide("a"), b: wide("b") }, { functionals: ["mean"] });
    expect(agreement.joint[0]).toMatchObject({ scalars: 300, untested: null });
    expect(agreement.correlations[0]?.tests).toBe((200 * 199) / 2);
    expect(status).toBe("agree");
  });
});
