/** Certify by a thousand comparisons of traces that agree that p values are uniform and false alarms as seldom as stated. */
import { type Comparison, compare } from "@credence/compare";
import { probit, stdNormalCdf } from "@credence/math";
import { expect, test } from "vitest";
import { below, columns, fromUniform, pValues } from "./p-values.js";
import { closedForm, marginal, slowPair, traceOf } from "./traces.js";

const RUNS = Number(process.env.RUNS ?? 1000);
const exact = closedForm({ x: marginal(0, 1, probit, stdNormalCdf), y: marginal(0, 1, probit, stdNormalCdf) });

function certify(make: (i: number) => Comparison): void {
  const found = Array.from({ length: RUNS }, (_, i) => {
    const comparison = make(i);
    return { minP: comparison.pairs[0]?.minP as number, ps: pValues(comparison) };
  });
  const ps = columns(found.map(({ ps }) => ps));
  const figures = Object.entries(ps).map(([name, values]) => ({
    name,
    distance: Number(fromUniform(values).toFixed(2)),
    ...Object.fromEntries([0.1, 0.05, 0.01, 0.001].map((level) => [`< ${level}`, below(values, level) / RUNS])),
  }));
  console.table(figures);
  const differ = below(
    found.map(({ minP }) => minP),
    0.01,
  );
  console.log(`called different: ${differ} of ${RUNS}`);
  // 3.7 binomial standard errors: once in ten thousand for each figure.
  const most = (level: number): number => RUNS * level + 3.7 * Math.sqrt(RUNS * level * (1 - level));
  expect(differ).toBeLessThan(most(0.01));
  for (const [name, values] of Object.entries(ps)) {
    for (const level of [0.05, 0.01]) expect(below(values, level), `${name} below ${level}`).toBeLessThan(most(level));
  }
}

test("independent draws of two correlated normals", () => {
  const trace = (seed: string) => traceOf(slowPair(seed, 250, 0, 0.5));
  certify((i) => compare({ a: trace(`left ${i}`), b: trace(`right ${i}`) }));
});

test("slow chains (autocorrelation 0.9) of two correlated normals", () => {
  const trace = (seed: string) => traceOf(slowPair(seed, 2000, 0.9, 0.5));
  certify((i) => compare({ a: trace(`left ${i}`), b: trace(`right ${i}`) }));
});

test("slow chains against the closed form of their marginals", () => {
  certify((i) => compare({ a: traceOf(slowPair(`chains ${i}`, 2000, 0.9, 0.5)), exact }));
});
