/** Check every figure of the rows against its definition, and what stands where there is none. */
import { type AgreementRow, compare, type Functional } from "@credence/compare";
import { mcseMean, mcseQuantile, mcseSd } from "@credence/diagnostics";
import { dim } from "@credence/draws";
import { mean, quantile, standardDeviation } from "@credence/math";
import { describe, expect, test } from "vitest";
import {
  betaDraws,
  CHAINS,
  chainwise,
  closedForm,
  exactBeta,
  marginal,
  normal,
  traceOf,
  traceOfVariables,
} from "./traces.js";

const draws = betaDraws("agreement", 300);
const chains = Array.from({ length: CHAINS }, (_, c) => draws.subarray(c * 300, (c + 1) * 300));
const other = betaDraws("other", 500);
const otherChains = Array.from({ length: CHAINS }, (_, c) => other.subarray(c * 500, (c + 1) * 500));

const byHand = (values: Float64Array, parts: readonly Float64Array[]) =>
  new Map<Functional, readonly [number, number]>([
    ["mean", [mean(values), mcseMean(parts)]],
    ["sd", [standardDeviation(values), mcseSd(parts)]],
    ...[0.05, 0.5, 0.95].map((p): [number, [number, number]] => [p, [quantile(values, p), mcseQuantile(parts, p)]]),
  ]);

function rowOf(rows: readonly AgreementRow[], functional: Functional): AgreementRow {
  return rows.find((row) => row.functional === functional) as AgreementRow;
}

describe("rows", () => {
  const [a, b] = [byHand(draws, chains), byHand(other, otherChains)];
  const two = compare({ a: traceOf({ theta: draws }), b: traceOf({ theta: other }) }).agreement.marginal;
  const exact = compare({ a: traceOf({ theta: draws }), closed: closedForm({ theta: exactBeta }) }).agreement.marginal;

  test.each(["mean", "sd", 0.05, 0.5, 0.95] as const)("%s of two traces", (functional) => {
    const row = rowOf(two, functional);
    const [[x, errorX], [y, errorY]] = [a.get(functional), b.get(functional)] as [[number, number], [number, number]];
    const error = Math.sqrt(errorX ** 2 + errorY ** 2);
    expect(row.a).toBeCloseTo(x, 12);
    expect(row.b).toBeCloseTo(y, 12);
    expect(row.difference).toBeCloseTo(x - y, 12);
    expect(row.mcse).toBeCloseTo(error, 12);
    expect(row.z).toBeCloseTo((x - y) / error, 8);
    expect(row.differenceInSd).toBeCloseTo((x - y) / standardDeviation(other), 10);
    expect(row.mcseInSd).toBeCloseTo(error / standardDeviation(other), 10);
  });

  test.each(["mean", "sd", 0.05, 0.5, 0.95] as const)(
    "%s against the closed form, which has no error",
    (functional) => {
      const row = rowOf(exact, functional);
      const [x, error] = a.get(functional) as readonly [number, number];
      const truth = typeof functional === "number" ? exactBeta.quantile(functional) : exactBeta[functional]();
      expect(row.b).toBe(truth);
      expect(row.mcse).toBeCloseTo(error, 12);
      expect(row.z).toBeCloseTo((x - truth) / error, 8);
      expect(row.differenceInSd).toBeCloseTo((x - truth) / exactBeta.sd(), 10);
    },
  );

  test("Holm's p is the family's", () => {
    const ps = two.map(({ p }) => p as number).sort((x, y) => x - y);
    expect(Math.min(...two.map(({ pHolm }) => pHolm as number))).toBeCloseTo(Math.min(1, 5 * (ps[0] as number)), 12);
  });

  test("degrees of freedom: an eighth of the effective draws for moments, fewer for tails", () => {
    expect(rowOf(exact, "mean").degrees).toBeGreaterThan(1200 / 8 / 1.5);
    expect(rowOf(exact, "mean").degrees).toBeLessThan((1200 / 8) * 1.5);
    // Independent draws: 1 / (1 / √(S p (1 − p)) + 8 / S) = 7.2.
    expect(rowOf(exact, 0.05).degrees).toBeGreaterThan(7.2 / 1.6);
    expect(rowOf(exact, 0.05).degrees).toBeLessThan(7.2 * 1.6);
  });
});

test("labelled variables are compared cell by cell, under printed names", () => {
  const school = dim("school", ["Choate", "学校"]);
  const trace = (seed: string) => traceOfVariables([{ name: "eta.theta", axes: [school], values: normal(seed, 400) }]);
  const rows = compare({ a: trace("a"), b: trace("b") }, { functionals: ["mean"] }).agreement.marginal;
  expect(rows.map(({ scalar }) => scalar)).toEqual(["eta.theta[Choate]", "eta.theta[学校]"]);
  expect(rows.map(({ variable, labels }) => [variable, labels])).toEqual([
    ["eta.theta", ["Choate"]],
    ["eta.theta", ["学校"]],
  ]);
});

describe("the region of practical equivalence", () => {
  const at = (shift: number, size: number) =>
    rowOf(
      compare(
        { a: traceOf({ x: normal("zone", size, shift) }), b: closedForm({ x: marginal(0, 1, () => 0) }) },
        { functionals: ["mean"] },
      ).agreement.marginal,
      "mean",
    );

  test("inside, outside or undecided, with its error", () => {
    expect(at(0, 2000).equivalence).toBe("inside");
    expect(at(0.5, 2000).equivalence).toBe("outside");
    expect(at(0.1, 2000).equivalence).toBe("undecided");
    expect(at(0, 50).equivalence).toBe("undecided");
  });
});

describe("what has no test says why", () => {
  const reasons = (rows: readonly AgreementRow[]) =>
    Object.fromEntries(rows.map((row) => [row.functional, row.untested]));

  test("quantiles of whole numbers", () => {
    const counts = (seed: string) =>
      traceOf({ k: chainwise(seed, 400, (random) => () => Math.floor(10 * random.uniform())) });
    const { agreement, status } = compare({ a: counts("a"), b: counts("b") });
    expect(reasons(agreement.marginal)).toEqual({
      mean: null,
      sd: null,
      ...Object.fromEntries([0.05, 0.5, 0.95].map((p) => [p, "quantiles of whole numbers are steps"])),
    });
    expect(status).toBe("agree");
  });

  test("functionals without a closed form", () => {
    const unknown = (): never => {
      throw new Error("the mean of cauchy is not known in closed form");
    };
    const cauchy = { ...marginal(0, 1, (p) => Math.tan(Math.PI * (p - 0.5))), mean: unknown, sd: unknown };
    const trace = traceOf({
      x: chainwise("cauchy", 1000, (random) => () => Math.tan(Math.PI * (random.uniform() - 0.5))),
    });
    const c = compare({ trace, closed: closedForm({ x: cauchy }) });
    expect(reasons(c.agreement.marginal)).toEqual({
      mean: "undefined in one of the two",
      sd: "undefined in one of the two",
      0.05: null,
      0.5: null,
      0.95: null,
    });
    expect(c.pairs[0]?.reasons).toContain("2 of 5 rows were not tested: undefined in one of the two");
  });

  test("constants", () => {
    const withConstant = (c: number, seed: string) =>
      traceOfVariables([
        { name: "x", axes: [], values: normal(seed, 500) },
        { name: "k", axes: [], values: new Float64Array(2000).fill(c), derived: true },
      ]);
    expect(compare({ a: withConstant(3, "a"), b: withConstant(3, "b") }).status).toBe("agree");
    const { status, pairs } = compare({ a: withConstant(3, "a"), b: withConstant(4, "b") });
    expect(status).toBe("differ");
    expect(pairs[0]?.worst[0]).toMatchObject({ scalar: "k", difference: -1, z: null, p: 0 });
  });
});

test("two closed forms are equal up to rounding, or differ", () => {
  const closed = (centre: number) => closedForm({ x: marginal(centre, 1, (p) => centre + p) });
  expect(compare({ a: closed(1), b: closed(1 + 1e-14) }).status).toBe("agree");
  expect(compare({ a: closed(1), b: closed(1.001) }).status).toBe("differ");
});
