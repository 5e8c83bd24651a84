/** Check pairs, references, what is compared, costs, and that odd input is said and not thrown. */
import { type AnyExact, compare } from "@credence/compare";
import { type AnyTrace, dim } from "@credence/draws";
import { probit, stdNormalCdf } from "@credence/math";
import { expectedMaxZ } from "@credence/plots";
import { describe, expect, test } from "vitest";
import { betaDraws, chainwise, closedForm, exactBeta, normal, traceOf, traceOfVariables } from "./traces.js";

const beta = (seed: string, run = {}) => traceOf({ theta: betaDraws(seed, 500) }, run);
const closed = closedForm({ theta: exactBeta });

describe("pairs", () => {
  test("each with each, without a reference", () => {
    const c = compare({ a: beta("a"), b: beta("b"), c: beta("c") });
    expect(c.reference).toBeNull();
    expect(c.pairs.map(({ a, b }) => [a, b])).toEqual([
      ["a", "b"],
      ["a", "c"],
      ["b", "c"],
    ]);
  });

  test("all against the closed form, if there is one", () => {
    const c = compare({ a: beta("a"), closed, b: beta("b") });
    expect(c.reference).toBe("closed");
    expect(c.pairs.map(({ a, b }) => [a, b])).toEqual([
      ["a", "closed"],
      ["b", "closed"],
    ]);
  });

  test("all against the named reference", () => {
    const c = compare({ a: beta("a"), closed, b: beta("b") }, { reference: "b" });
    expect(c.pairs.map(({ a, b }) => [a, b])).toEqual([
      ["a", "b"],
      ["closed", "b"],
    ]);
  });

  test("give each trace its verdict; the worst counts for all", () => {
    const c = compare({ a: beta("a"), off: traceOf({ theta: betaDraws("off", 500).map((x) => x + 0.05) }), closed });
    expect(c.verdict.a.status).toBe("agree");
    expect(c.verdict.off.status).toBe("differ");
    expect(c.verdict.closed.status).toBe("differ");
    expect(c.status).toBe("differ");
    expect(c.verdict.closed.tests).toBe(10);
    expect(c.verdict.closed.maxZ).toBe(c.verdict.off.maxZ);
  });
});

test("a verdict carries its figures", () => {
  const c = compare({
    a: traceOf({ x: normal("a", 500), y: normal("ay", 500) }),
    b: traceOf({ x: normal("b", 500), y: normal("by", 500) }),
  });
  const zs = c.agreement.marginal.map(({ z }) => Math.abs(z as number)).sort((p, q) => q - p);
  expect(c.pairs[0]).toMatchObject({ tests: 10, rows: 10, maxZ: zs[0], expectedMaxZ: expectedMaxZ(10) });
  expect(c.pairs[0]?.worst.map(({ z }) => Math.abs(z as number))).toEqual(zs.slice(0, 3));
  expect(c.pairs[0]?.sentence).toMatch(
    /^a and b: no sign of disagreement at this precision\. A shift of any one scalar by 0\.\d+ posterior sd/,
  );
  expect(JSON.stringify(c)).not.toMatch(/converged/i);
  expect(c.limits.join(" ")).toContain("Modes that no trace visited were not tested");
});

describe("what is in common", () => {
  const school = dim("school", ["a", "b", "c"]);
  const fewer = dim("school", ["b", "c", "d"]);
  const over = (axis: typeof school, seed: string, more: Record<string, Float64Array> = {}) =>
    traceOfVariables([
      { name: "theta", axes: [axis], values: normal(seed, 1500) },
      ...Object.entries(more).map(([name, values]) => ({ name, axes: [], values })),
    ]);

  test("the intersection is compared, and the rest said", () => {
    const { comparable, agreement } = compare(
      { one: over(school, "one", { mu: normal("mu", 500) }), two: over(fewer, "two") },
      { functionals: ["mean"] },
    );
    expect(comparable).toEqual({
      variables: ["theta"],
      scalars: ["theta[b]", "theta[c]"],
      remarks: [
        "Not compared, since only in one: mu.",
        "The dims or labels of theta differ; the cells in common are compared.",
      ],
    });
    expect(agreement.marginal.map(({ scalar }) => scalar)).toEqual(["theta[b]", "theta[c]"]);
  });

  test("models that differ in the names of their variables alone are told apart", () => {
    const named = (variable: string): string => `1234567890abcdef:${variable}`;
    const one = beta("a", { modelHash: named("theta") });
    const two = beta("b", { modelHash: named("rate,scale") });
    expect(compare({ one, two }).comparable.remarks[0]).toBe(
      "The traces come from different models or data: one (1234567890ab of theta) against two (1234567890ab of rate, scale). A difference may be theirs.",
    );
  });

  test("other models and other lengths are said", () => {
    const [one, two] = [
      beta("a", { modelHash: "1234567890abcdef" }),
      traceOf({ theta: betaDraws("b", 300) }, { modelHash: "f00" }),
    ];
    expect(compare({ one, two }).comparable.remarks).toEqual([
      "The traces come from different models or data: one (1234567890ab) against two (f00). A difference may be theirs.",
      "The numbers of draws differ (chains × draws: one 4 × 500; two 4 × 300); the Monte Carlo errors allow for that.",
    ]);
  });

  test("nothing", () => {
    const { verdict, status } = compare({ a: traceOf({ x: normal("a", 500) }), b: traceOf({ y: normal("b", 500) }) });
    expect(status).toBe("not-assessable");
    expect(verdict.a.reasons).toEqual(["they have no scalar in common"]);
  });

  test("labels of closed forms, nested", () => {
    const axes = [school];
    const cells = (at: (i: number) => number) => ({
      [Symbol.iterator]: undefined,
      axes,
      values: Float64Array.from([0, 1, 2], at),
    });
    const marginal = {
      dims: ["school"],
      mean: () => cells((i) => i),
      sd: () => cells(() => 1),
      quantile: (p: number) => cells((i) => i + probit(p)),
      cdf: (x: number) => cells((i) => stdNormalCdf(x - i)),
    };
    const exact: AnyExact = { distributions: { eta: { theta: marginal } }, draw: () => beta("none") };
    const trace = traceOfVariables([
      {
        name: "eta.theta",
        axes,
        values: chainwise("nested", 1500, (random) => random.normal).map((x, i) => x + (i % 3)),
      },
    ]);
    const c = compare({ trace, exact }, { functionals: ["mean"] });
    expect(c.agreement.marginal.map(({ scalar, b }) => [scalar, b])).toEqual([
      ["eta.theta[a]", 0],
      ["eta.theta[b]", 1],
      ["eta.theta[c]", 2],
    ]);
    expect(c.status).toBe("agree");
  });
});

describe("few traces", () => {
  test("one alone is judged by itself", () => {
    const c = compare({ only: beta("only") });
    expect(c.verdict.only.sentence).toBe("Not assessable: there is nothing to compare with: give at least two traces.");
    expect(c.health.only.state).toBe("fine");
    expect(c.table()).toContain("only");
  });

  test("none", () => {
    expect(compare({}).status).toBe("not-assessable");
    expect(compare({}).table()).toContain("there are no traces to compare");
  });
});

describe("wrong arguments are told in a sentence", () => {
  const a = beta("a");
  test.each([
    [
      () => compare({ a, closed: null as unknown as AnyTrace }),
      "closed is null: give a trace or a closed form; exact() returns null where there is no closed form",
    ],
    [() => compare({ a, b: 3 as unknown as AnyTrace }), "b is number: give a trace or a closed form"],
    [() => compare({ a }, { reference: "b" as "a" }), 'the reference "b" is none of the traces: name one of a'],
    [() => compare({ a }, { functionals: [] }), 'functionals is empty: name at least one, such as "mean"'],
    [
      () => compare({ a }, { functionals: [1] }),
      'functionals holds 1: give "mean", "sd" or a probability strictly between 0 and 1',
    ],
    [() => compare({ a }, { functionals: [0.5, 0.5] }), "functionals holds 50% twice: name each once"],
  ])("%#", (call, message) => {
    expect(call).toThrow(message);
  });
});

describe("cost", () => {
  const cost = [
    { tuneMs: 100, drawMs: 200, tuneEvaluations: 1000, drawEvaluations: 3000 },
    { tuneMs: 150, drawMs: 250, tuneEvaluations: 1500, drawEvaluations: 3500 },
  ];
  const timed = traceOf(
    { x: normal("x", 500), y: normal("y", 500), z: normal("z", 500) },
    {
      elapsedMs: 800,
      options: { cost },
      stats: {
        leapfrogSteps: Float64Array.from({ length: 2000 }, (_, i) => (i % 4 === 0 ? 7 : 3)),
        stepSize: new Float64Array(2000).fill(0.5),
        diverging: new Float64Array(2000),
      },
    },
  );
  const rival = traceOf({ x: normal("x2", 500), y: normal("y2", 500), z: normal("z2", 500) });

  test("is computed from the run", () => {
    const { cost, health } = compare({ timed, rival });
    const sizes = health.timed.scalars.map(({ essBulk }) => essBulk as number).sort((a, b) => a - b);
    const smallest = sizes[0] as number;
    expect(cost[0]).toEqual({
      trace: "timed",
      sampler: "nuts",
      withheld: null,
      essBulkMin: smallest,
      essBulkMedian: sizes[1],
      seconds: 0.8,
      warmupSeconds: 0.25,
      samplingSeconds: 0.45,
      warmupEvaluations: 2500,
      samplingEvaluations: 6500,
      essPerSecond: smallest / 0.8,
      essPerEvaluation: smallest / 9000,
      essPerDraw: smallest / 2000,
      stepsPerDraw: 4,
      acceptance: null,
      stepSize: 0.5,
      divergences: 0,
    });
    expect(cost[1]).toMatchObject({ warmupSeconds: null, samplingEvaluations: null, essPerEvaluation: null });
  });

  test("has no rates for draws that are worth nothing", () => {
    const off = traceOf({ theta: betaDraws("off", 500).map((x) => x + 0.05) });
    const [row] = compare({ off, closed }).cost;
    expect(row).toMatchObject({ withheld: "it differs", essPerSecond: null, essPerDraw: null, seconds: 2 });
  });

  test("is not measured for closed forms", () => {
    expect(compare({ a: beta("a"), closed }).cost.map(({ trace }) => trace)).toEqual(["a"]);
  });
});
