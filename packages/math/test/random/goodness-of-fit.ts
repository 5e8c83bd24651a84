/** Judge draws against an exact distribution by chi-square, failing a right sampler once in a million seeds. */
import { expect } from "vitest";
import { integrate } from "../../src/stats/index.js";

const falseAlarm = 1e-6;
const fewestExpected = 10;

/** Expect counts to fit probabilities; cells of small expectation are pooled with their neighbours. */
export function expectCountsFit(counts: readonly number[], probabilities: readonly number[]) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const cells: { count: number; expected: number }[] = [];
  let open = { count: 0, expected: 0 };
  counts.forEach((count, k) => {
    open = { count: open.count + count, expected: open.expected + total * (probabilities[k] as number) };
    if (open.expected < fewestExpected) return;
    cells.push(open);
    open = { count: 0, expected: 0 };
  });
  const merge = (cell: { count: number; expected: number }) => {
    const last = cells.at(-1) as { count: number; expected: number };
    cells[cells.length - 1] = { count: last.count + cell.count, expected: last.expected + cell.expected };
  };
  merge(open);
  // An odd number of cells gives even degrees of freedom, for which the tail is a finite Poisson sum.
  if (cells.length % 2 === 0) merge(cells.pop() as { count: number; expected: number });
  expect(cells.length).toBeGreaterThanOrEqual(3);
  const statistic = cells.reduce((sum, { count, expected }) => sum + (count - expected) ** 2 / expected, 0);
  expect(chiSquareTail(statistic, cells.length - 1)).toBeGreaterThan(falseAlarm);
}

/** P(chi-square > statistic) for even degrees of freedom: P(Poisson(statistic / 2) < degrees / 2). */
function chiSquareTail(statistic: number, degrees: number): number {
  let term = Math.exp(-statistic / 2);
  let tail = term;
  for (let i = 1; i < degrees / 2; i++) {
    term *= statistic / 2 / i;
    tail += term;
  }
  return tail;
}

/** Expect draws of a continuous variable to fit an unnormalised density, in the bins between `edges`. */
export function expectDrawsFit(
  draws: readonly number[],
  density: (x: number) => number,
  edges: readonly number[],
  [lower, upper]: readonly [number, number] = [-Infinity, Infinity],
) {
  const ends = [lower, ...edges, upper];
  const areas = ends.slice(1).map((end, k) => integrate(density, ends[k] as number, end).value);
  const whole = areas.reduce((sum, area) => sum + area, 0);
  const counts = new Array<number>(areas.length).fill(0);
  for (const x of draws) {
    const bin = edges.findIndex((edge) => x < edge);
    const at = bin < 0 ? areas.length - 1 : bin;
    counts[at] = (counts[at] as number) + 1;
  }
  expectCountsFit(
    counts,
    areas.map((area) => area / whole),
  );
}

/**
 * Expect draws of a count to fit the distribution given by the ratios of successive probabilities.
 *
 * @param ratio P(k) / P(k − 1)
 * @param range smallest and largest count of more than vanishing probability
 */
export function expectIntegersFit(
  draws: readonly number[],
  ratio: (k: number) => number,
  [least, most]: readonly [number, number],
) {
  const logs = [0];
  for (let k = least + 1; k <= most; k++) logs.push((logs.at(-1) as number) + Math.log(ratio(k)));
  const peak = Math.max(...logs);
  const weights = logs.map((value) => Math.exp(value - peak));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const counts = new Array<number>(weights.length).fill(0);
  expect(draws.every((k) => Number.isInteger(k) && k >= least && k <= most)).toBe(true);
  for (const k of draws) counts[k - least] = (counts[k - least] as number) + 1;
  expectCountsFit(
    counts,
    weights.map((weight) => weight / whole),
  );
}

/** Expect standardised draws to fit the standard normal density. */
export function expectStandardNormal(draws: readonly number[]) {
  const edges = Array.from({ length: 29 }, (_, k) => (k - 14) / 5);
  expectDrawsFit(draws, (z) => Math.exp(-0.5 * z * z), edges);
}

/** Expect the mean of draws within 4.9 standard errors (one false alarm in a million for a right sampler). */
export function expectMean(draws: readonly number[], mean: number, sd: number) {
  const average = draws.reduce((sum, x) => sum + x, 0) / draws.length;
  expect(Math.abs(average - mean)).toBeLessThanOrEqual((4.9 * sd) / Math.sqrt(draws.length));
}
