/** Check that divergences are kept with their starts and ends, and told by the variables that they depend on. */
import { diagnose, divergencePoints } from "@credence/diagnostics";
import { dim, model, normal, type Posterior, poisson } from "@credence/model";
import { nuts, slice } from "@credence/samplers";
import { describe, expect, it } from "vitest";
import { explain, sample } from "../src/index.js";
import { eightSchools } from "./models.js";

describe("divergences of a run", () => {
  const run = { marginalize: false, draws: 500, tune: 300, seed: 2, progress: false } as const;

  it("are kept where they began and led, and placed where the scale is small", async () => {
    const draws = 2000; // so many that dozens diverge
    const trace = await sample(eightSchools(true), { ...run, draws, sampler: nuts({ targetAccept: 0.8 }) });
    const points = divergencePoints(trace.$);
    const diverging = trace.$.stats.diverging as Float64Array;
    expect(points.length).toBeGreaterThan(5);
    for (const { chain, draw, start, end } of points) {
      expect(diverging[chain * draws + draw]).toBe(1);
      expect(start.theta?.length).toBe(8);
      expect(start.tau?.length).toBe(1);
      expect(end.tau).not.toEqual(start.tau);
      expect([...(start.theta ?? []), ...(end.theta ?? [])].every(Number.isFinite)).toBe(true);
    }
    const told = diagnose(trace).findings.find(({ kind }) => kind === "divergences")?.message;
    // The funnel's neck: a small tau, as every treatment of this example says.
    expect(told).toMatch(/They begin at other values of `tau` \(median [01]\.\d+, elsewhere [1-9]/);
  });

  it("are kept by samplers that take turns", async () => {
    const trace = await sample(eightSchools(true), { ...run, draws: 2000, sampler: nuts(), steps: { mu: slice() } });
    const [first] = divergencePoints(trace.$);
    expect(Object.keys(first?.start ?? {})).toEqual(["mu", "tau", "theta"]);
  });
});

describe("starts", () => {
  it("that are hard to find are reported with their tries", async () => {
    // Rates must be positive, and one jittered start in 32 has five of them.
    const side = dim("side", 5);
    const counts = model(() => {
      const rate = normal(3, 1).over(side);
      const seen = poisson(rate as never);
      return { rate, seen };
    });
    const posterior = counts().observe({ seen: [3, 2, 4, 3, 5] as never }) as Posterior<unknown, unknown>;
    const run = { sampler: slice(), draws: 10, tune: 10, seed: 1, progress: false } as const;
    const tried = (await sample(posterior, run as never)).$.messages.find((message) =>
      message.startsWith("finite starts"),
    );
    expect(tried).toMatch(/^finite starts were hard to find \((chain \d at try \d+(, )?)+\): .*init: "prior"/);
    const given = await sample(posterior, { ...run, init: { rate: [3, 3, 3, 3, 3] } } as never);
    expect(given.$.messages.some((message) => message.startsWith("finite starts"))).toBe(false);
  });
});

describe("explain at a point", () => {
  it("tells what each term adds, and the least element", () => {
    const { terms, logDensity, text } = explain(eightSchools(true), {
      mu: 4,
      tau: 3,
      theta: [4, 4, 4, 4, 4, 4, 4, 40],
    });
    expect(terms.map(({ name, role }) => `${role} ${name}`)).toContain("prior theta");
    expect(terms.reduce((sum, term) => sum + term.logDensity, 0)).toBeCloseTo(logDensity as number, 10);
    const theta = terms.find(({ name, role }) => name === "theta" && role === "prior");
    // normal(4, 3) at 40: −144/2 − log 3 − log √(2π)
    expect(theta?.least?.element).toBe("theta[8]");
    expect(theta?.least?.logDensity).toBeCloseTo(-72 - Math.log(3) - 0.9189385332046727, 10);
    expect(text()).toContain("least of theta[8]: -74.0176");
  });
});
