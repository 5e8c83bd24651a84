/** Check that divergences are told by where they are, and that chains that fare otherwise than their fellows are named. */
import { rng } from "@credence/math";
import { describe, expect, it } from "vitest";
import { diagnose } from "../src/index.js";
import { CHAINS, DRAWS, normalDraws, traceOf } from "./traces.js";

const all = CHAINS * DRAWS;
const messageOf = (trace: Parameters<typeof diagnose>[0], wanted: string): string | undefined =>
  diagnose(trace).findings.find(({ kind }) => kind === wanted)?.message;

describe("divergences", () => {
  const tau = normalDraws("tau").map((z) => Math.exp(z));
  const mu = normalDraws("mu");
  // One draw in ten of those with a small tau: what a funnel does.
  const diverging = tau.map((value, i) => (value < 0.4 && i % 10 === 0 ? 1 : 0));

  it("are placed by the scalars whose marginals differ, worst first", () => {
    expect(messageOf(traceOf({ mu, tau }, { stats: { diverging } }), "divergences")).toMatch(
      /They begin at other values of `tau` \(median 0\.2\d*, elsewhere (0\.9|1)\d*\)\. Write/,
    );
  });

  it("are placed by the starts of their steps where these were kept", () => {
    const divergences = Array.from({ length: 12 }, (_, i) => ({
      chain: 0,
      draw: i,
      start: { mu: [3 + 0.01 * i], tau: [1 + 0.1 * i] },
      end: { mu: [9], tau: [1] },
    }));
    const trace = traceOf({ mu, tau }, { stats: { diverging }, options: { divergences } });
    expect(messageOf(trace, "divergences")).toMatch(/They begin at other values of `mu` \(median 3\.0\d*, elsewhere/);
  });

  it("are not placed where they lie everywhere, or are few", () => {
    // A false alarm in one of a hundred seeds.
    const anywhere = mu.map((_, i) => (i % 50 === 0 ? 1 : 0));
    expect(messageOf(traceOf({ mu, tau }, { stats: { diverging: anywhere } }), "divergences")).not.toContain(
      "They begin",
    );
    const few = mu.map((_, i) => (i < 3 ? 1 : 0));
    expect(messageOf(traceOf({ mu, tau }, { stats: { diverging: few } }), "divergences")).not.toContain("They begin");
  });
});

describe("single chains", () => {
  it("that repeat one draw are stuck", () => {
    const mu = normalDraws("stuck").map((z, i) => (i >= 3 * DRAWS ? 1.5 : z));
    const found = diagnose(traceOf({ mu })).findings.find(({ kind }) => kind === "stuck");
    expect(found?.concerns).toEqual(["chain 4"]);
    expect(found?.message).toContain("chain 4 (100 %), while other chains move");
  });

  it("that repeat where all do are not", () => {
    const random = rng("label");
    const label = Float64Array.from({ length: all }, () => (random.uniform() < 0.99 ? 1 : 0));
    expect(messageOf(traceOf({ label }), "stuck")).toBeUndefined();
  });

  it("whose log densities lie below the others' are held apart", () => {
    const logDensity = normalDraws("density", (chain) => (chain === 1 ? -40 : -10));
    const found = diagnose(traceOf({ mu: normalDraws("m") }, { stats: { logDensity } })).findings.find(
      ({ kind }) => kind === "apart",
    );
    expect(found?.concerns).toEqual(["chain 2"]);
    expect(found?.message).toMatch(/chain 2 from -41\.\d to -38\.\d, chain \d from -11\.\d to -8\.\d/);
    const even = normalDraws("density", () => -10);
    expect(messageOf(traceOf({ mu: normalDraws("m") }, { stats: { logDensity: even } }), "apart")).toBeUndefined();
  });
});
