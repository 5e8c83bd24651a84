/** Check what is said of each trace by itself, and what that does to a verdict. */
import { compare } from "@credence/compare";
import { ebfmi, essBulk, essTail, rhat } from "@credence/diagnostics";
import { describe, expect, test } from "vitest";
import { betaDraws, CHAINS, closedForm, exactBeta, normal, slowNormal, traceOf } from "./traces.js";

const good = traceOf({ theta: betaDraws("good", 500) }, { sampler: "slice" });
const closed = closedForm({ theta: exactBeta });
const split = (values: Float64Array, size: number) =>
  Array.from({ length: values.length / size }, (_, c) => values.subarray(c * size, (c + 1) * size));

describe("figures", () => {
  const energy = normal("energy", 500);
  const logDensity = normal("log density", 500);
  const theta = betaDraws("figures", 500);
  const stats = {
    energy,
    logDensity,
    diverging: Float64Array.from({ length: 2000 }, (_, i) => (i % 400 === 0 ? 1 : 0)),
    "block.depthHit": Float64Array.from({ length: 2000 }, (_, i) => (i < 3 ? 1 : 0)),
  };
  const { health } = compare({ run: traceOf({ theta, x: normal("x", 500) }, { stats }), closed });

  test("are those of the diagnostics", () => {
    const scalar = health.run.scalars[0];
    expect(scalar).toMatchObject({
      scalar: "theta",
      rhat: rhat(split(theta, 500)),
      essBulk: essBulk(split(theta, 500)),
    });
    expect(scalar?.essTail).toBe(essTail(split(theta, 500)));
    expect(health.run.maxRhat).toBe(Math.max(...health.run.scalars.map((s) => s.rhat as number)));
    expect(health.run.minEssBulk).toBe(Math.min(...health.run.scalars.map((s) => s.essBulk as number)));
    expect(health.run.minEbfmi).toBe(Math.min(...ebfmi(split(energy, 500))));
    expect(health.run.rhatLogDensity).toBe(rhat(split(logDensity, 500)));
    expect(health.run).toMatchObject({ divergences: 5, depthHits: 3, chains: CHAINS, draws: 500 });
  });

  test("make one line", () => {
    expect(health.run).toMatchObject({ state: "suspect", score: "suspect: 5 divergences" });
    expect(health.closed).toMatchObject({ kind: "closed form", state: "fine", score: "exact: a closed form" });
  });
});

describe("a trace with a fault", () => {
  const verdictOn = (values: Float64Array, run = {}) =>
    compare({ bad: traceOf({ theta: values }, run), closed }).verdict.bad;
  const stuck = new Float64Array(2000).fill(0.26);

  test.each([
    ["draws that never move", stuck],
    ["NaN or infinite draws of theta", betaDraws("nan", 500).map((x, i) => (i === 7 ? Number.NaN : x))],
    ["NaN or infinite draws of theta", betaDraws("inf", 500).map((x, i) => (i === 7 ? Number.POSITIVE_INFINITY : x))],
    ["R-hat up to", betaDraws("split", 500).map((x, i) => (i < 500 ? x + 0.1 : x))],
    ["an effective sample size of", slowNormal("slow", 500, 0.97)],
    ["too few draws (1 a chain), of theta", betaDraws("few", 1)],
    ["an effective sample size of", betaDraws("some", 60)],
  ])("is not assessable: %s", (reason, values) => {
    const { status, reasons, sentence, resolution } = verdictOn(values);
    expect(status).toBe("not-assessable");
    expect(reasons[0]).toContain(`bad is unusable: `);
    expect(reasons[0]).toContain(reason);
    expect(sentence).toContain("bad and closed cannot be assessed");
    expect(resolution).toBeNull();
  });

  test("of no draws at all", () => {
    expect(verdictOn(new Float64Array(0), { draws: 0 }).reasons[0]).toBe("bad is unusable: there are no draws");
  });

  test("with divergences may be found to differ, but not to agree", () => {
    const stats = { diverging: Float64Array.from({ length: 2000 }, (_, i) => (i === 5 ? 1 : 0)) };
    expect(verdictOn(betaDraws("div", 500), { stats })).toMatchObject({
      status: "not-assessable",
      reasons: ["bad is suspect: 1 divergence"],
    });
    const shifted = verdictOn(
      betaDraws("div", 500).map((x) => x + 0.05),
      { stats },
    );
    expect(shifted.status).toBe("differ");
    expect(shifted.reasons.at(-1)).toBe("bad is suspect: 1 divergence");
  });

  test("that is the reference spoils every pair", () => {
    const c = compare({ good, stuck: traceOf({ theta: stuck }) }, { reference: "stuck" });
    expect(c.status).toBe("not-assessable");
  });
});

test("one chain is assessed with a caveat", () => {
  const { verdict } = compare({ one: traceOf({ theta: betaDraws("one", 1000, 1) }, { chains: 1 }), closed });
  expect(verdict.one).toMatchObject({
    status: "agree",
    reasons: ["one has one chain, whose halves cannot show a missed mode"],
  });
});

test("independent draws need no diagnostics, and four of them are too few to say anything", () => {
  const independent = { independent: true, sampler: "exact", chains: 1 };
  const { health } = compare({ a: traceOf({ theta: betaDraws("iid", 300, 1) }, independent), closed });
  expect(health.a).toMatchObject({ kind: "independent draws", state: "fine", score: "fine: 300 independent draws" });
  const few = compare({ a: traceOf({ theta: betaDraws("iid", 4, 1) }, independent), closed });
  expect(few.verdict.a).toMatchObject({ status: "not-assessable", maxZ: null, tests: 0 });
});

test("a trace compared with itself is no evidence", () => {
  expect(compare({ good, again: good }).verdict.again).toMatchObject({
    status: "not-assessable",
    reasons: ["both hold the same draws, which is no evidence"],
  });
});
