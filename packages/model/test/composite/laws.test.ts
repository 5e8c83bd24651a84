/** Check that distributions made of others are distributions: their probabilities sum to one, and draws follow them. */
import { distributions } from "@credence/inference";
import { integrate } from "@credence/math";
import { type ExprNode, supportOf } from "@credence/model";
import { describe, expect, it } from "vitest";
import { continuous, discrete, nodeFor } from "./cases.js";
import { atoms, drawsOf, logDensities } from "./law.js";

const density = (node: ExprNode, x: number): number => Math.exp(logDensities(node, [x])[0] as number);

/** The ends of what is looked at, and where densities jump. */
function cuts(node: ExprNode): readonly number[] {
  const support = supportOf(node);
  const ends = support.kind === "interval" ? [support.lower, support.upper] : [];
  const numbers = [...ends, ...atoms(node)].filter((end): end is number => typeof end === "number");
  const inside = [-6, -3, -2, -1.5, -0.5, 0, 0.2, 0.5, 1, 1.5, 2, 3, 3.5, 5, 8, 16].filter((x) =>
    supportHolds(support, x),
  );
  return [...new Set([...numbers, ...inside])].sort((a, b) => a - b);
}
const supportHolds = (support: ReturnType<typeof supportOf>, x: number): boolean =>
  support.kind !== "interval" ||
  (x > ((support.lower as number | undefined) ?? -Infinity) && x < ((support.upper as number | undefined) ?? Infinity));

/** Probabilities of the stretches between cuts, and of single values. */
function cells(node: ExprNode): {
  readonly stretches: readonly (readonly [number, number, number])[];
  readonly single: readonly (readonly [number, number])[];
} {
  const at = cuts(node);
  const support = supportOf(node);
  const bounded = support.kind === "interval" ? support : {};
  const edges = [
    ...("lower" in bounded && bounded.lower !== undefined ? [] : [-Infinity]),
    ...at,
    ...("upper" in bounded && bounded.upper !== undefined ? [] : [Infinity]),
  ];
  const f = (x: number): number => (atoms(node).includes(x) ? 0 : density(node, x));
  const stretches = edges.slice(1).map((to, i) => {
    const from = edges[i] as number;
    return [from, to, integrate(f, from, to, { relativeTolerance: 1e-10 }).value] as const;
  });
  return { stretches, single: atoms(node).map((x) => [x, density(node, x)] as const) };
}

/** Pearson's statistic over cells that expect at least five, the others together. */
function pearson(
  expected: readonly number[],
  seen: readonly number[],
  count: number,
): { statistic: number; freedom: number } {
  const big = expected.map((p) => p * count >= 5);
  const rest = (values: readonly number[]): number => values.filter((_, i) => !big[i]).reduce((a, b) => a + b, 0);
  const total = expected.reduce((a, b) => a + b, 0);
  const pairs = expected.map((p, i) => [p, seen[i] as number] as const).filter((_, i) => big[i]);
  const others = [rest(expected) + Math.max(0, 1 - total), rest(seen)] as const;
  const used = others[0] * count >= 5 ? [...pairs, others] : pairs;
  const statistic = used.reduce((sum, [p, n]) => sum + (n - p * count) ** 2 / (p * count), 0);
  return { statistic, freedom: Math.max(1, used.length - 1) };
}
/** Exceeded with probability 1e-7 when draws follow the law: 1e-5 for all cases together. */
const critical = (freedom: number): number =>
  distributions.chi_squared?.upperQuantile?.(1e-7, { nu: freedom }) as number;
const count = 4000;

describe.each(continuous)("$name", (one) => {
  const node = nodeFor(one);
  const { stretches, single } = cells(node);
  it("has a total probability of one", () => {
    const total = [...stretches.map(([, , p]) => p), ...single.map(([, p]) => p)].reduce((a, b) => a + b, 0);
    expect(total).toBeCloseTo(1, 8);
  });
  it("draws from its density", () => {
    const draws = drawsOf(node, count);
    const own = new Set(single.map(([x]) => x));
    const seen = [
      ...stretches.map(([from, to]) => draws.filter((x) => x > from && x < to && !own.has(x)).length),
      ...single.map(([x]) => draws.filter((draw) => draw === x).length),
    ];
    expect(seen.reduce((a, b) => a + b, 0)).toBe(count);
    const { statistic, freedom } = pearson(
      [...stretches.map(([, , p]) => p), ...single.map(([, p]) => p)],
      seen,
      count,
    );
    expect(statistic).toBeLessThan(critical(freedom));
  });
});

describe.each(discrete)("$name", (one) => {
  const node = nodeFor(one);
  const values = Array.from({ length: 400 }, (_, k) => k);
  const support = supportOf(node);
  const inside = values.filter(
    (k) =>
      support.kind === "integer" &&
      k >= ((support.lower as number | undefined) ?? 0) &&
      k <= ((support.upper as number | undefined) ?? Infinity),
  );
  const masses = Array.from(logDensities(node, inside), Math.exp);
  it("has a total probability of one", () => {
    expect(masses.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 11);
  });
  it("draws from its masses", () => {
    const draws = drawsOf(node, count);
    const seen = inside.map((k) => draws.filter((draw) => draw === k).length);
    expect(seen.reduce((a, b) => a + b, 0)).toBe(count);
    const { statistic, freedom } = pearson(masses, seen, count);
    expect(statistic).toBeLessThan(critical(freedom));
  });
});
