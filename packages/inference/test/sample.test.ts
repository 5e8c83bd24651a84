/** Check the verb sample: same seed same draws, keeping, stopping, steps, starts, and sentences for bad options. */

import { essMean } from "@credence/diagnostics";
import { type AnyTrace, scalarsOf } from "@credence/draws";
import { abs, beta, binomial, dim, exp, model, normal, poisson, potential } from "@credence/model";
import { metropolis, nuts, type Sampler, slice } from "@credence/samplers";
import { describe, expect, it } from "vitest";
import { type Progress, sample, sampleSync, startsOf } from "../src/index.js";
import { campaign, eightSchools } from "./models.js";

const short = { draws: 60, tune: 60, chains: 2, progress: false, seed: 5 } as const;
const values = (trace: AnyTrace, name: string): number[] =>
  Array.from(trace.$.variables.find((variable) => variable.name === name)?.draws.values ?? []);

describe("same seed, same draws", () => {
  it.each([nuts(), slice(), metropolis()])(
    "$name: whatever the number of chains, awaited or not, watched or not",
    async (sampler) => {
      const posterior = campaign(2, 3, 10, 4);
      const one = sampleSync(posterior, { ...short, sampler, chains: 1 } as never);
      const three = sampleSync(posterior, { ...short, sampler, chains: 3 } as never);
      const awaited = await sample(posterior, { ...short, sampler, chains: 3, progress: () => {} } as never);
      expect(values(three, "theta").slice(0, short.draws)).toEqual(values(one, "theta"));
      expect(values(awaited, "theta")).toEqual(values(three, "theta"));
      expect(values(sampleSync(posterior, { ...short, sampler, seed: 6 } as never), "theta")).not.toEqual(
        values(sampleSync(posterior, { ...short, sampler } as never), "theta"),
      );
    },
  );
});

describe("what a trace holds", () => {
  const school = dim("school", ["A", "B", "C"]);
  const nested = model(() => {
    const season = { amplitude: normal(0, 1), phase: normal(0, 1) };
    const effect = normal(season.amplitude, 1).over(school);
    const double = effect.mul(2);
    const y = normal(effect, 1);
    return { season, effect, double, y };
  });
  const posterior = nested().observe({ y: [1, 2, 3] });

  it("nests like the returned record, leaves observed variables out and computes derived ones from the draws", () => {
    const trace = sampleSync(posterior, short);
    expect(trace.season.phase.values.length).toBe(120);
    expect("y" in trace).toBe(false);
    expect(Array.from(trace.double.values)).toEqual(Array.from(trace.effect.values, (v) => 2 * v));
    expect(trace.effect.at({ school: "B" }).values.length).toBe(120);
    expect(scalarsOf(trace).map(({ name }) => name)).toEqual([
      "season.amplitude",
      "season.phase",
      "effect[A]",
      "effect[B]",
      "effect[C]",
      "double[A]",
      "double[B]",
      "double[C]",
    ]);
  });
  it("keeps only what is asked for, with the same draws", () => {
    const all = sampleSync(posterior, short);
    const some = sampleSync(posterior, { ...short, keep: ["season", "double"] });
    expect(some.$.variables.map(({ name }) => name)).toEqual(["season.amplitude", "season.phase", "double"]);
    expect(values(some, "double")).toEqual(values(all, "double"));
    expect(() => sampleSync(posterior, { ...short, keep: "season" as never })).toThrow('keep is "season"; give a list');
    expect(() => sampleSync(posterior, { ...short, keep: ["seasons" as "season"] })).toThrow(
      "keep: `seasons` is no variable or branch",
    );
  });
  it("records options, seed, version, costs and the reason for its sampler", () => {
    const { $ } = sampleSync(posterior, { ...short, marginalize: false });
    expect($.seed).toBe(5);
    expect($.sampler).toBe("nuts");
    expect($.messages[0]).toContain("NUTS for season.amplitude, season.phase, effect");
    expect(JSON.parse(JSON.stringify($.options))).toMatchObject({
      draws: 60,
      tune: 60,
      chains: 2,
      init: "jitter",
      sampler: { name: "nuts" },
    });
    expect(Object.keys($.stats)).toEqual(expect.arrayContaining(["energy", "diverging", "treeDepth"]));
  });
});

describe("stopping and watching", () => {
  it("returns what was drawn when the signal aborts, marked as interrupted", async () => {
    const controller = new AbortController();
    const seen: Progress[] = [];
    const trace = await sample(eightSchools(false), {
      sampler: nuts(),
      draws: 200_000,
      tune: 100,
      chains: 2,
      seed: 2,
      signal: controller.signal,
      progress: (progress) => {
        seen.push(progress);
        if (seen.length > 6) controller.abort();
      },
    });
    expect(trace.$.interrupted).toBe(true);
    expect(trace.$.draws).toBeGreaterThan(0);
    expect(trace.$.draws).toBeLessThan(200_000);
    expect(seen[0]).toMatchObject({ chain: 0, chains: 2, total: 200_100 });
  });
});

describe("auto", () => {
  it("moves one dimension that is rough by slice, and says so", () => {
    const kinked = model(() => {
      const theta = normal(0, 2);
      const corner = potential(abs(theta.sub(1)).mul(-3));
      return { theta, corner };
    });
    const trace = sampleSync(kinked().observe({}), { seed: 4, progress: false });
    expect(trace.$.sampler).toBe("slice");
    expect(trace.$.messages.join()).toContain("slice for theta, the one dimension that is left");
    const weights = Array.from({ length: 20_001 }, (_, i) => {
      const x = -9 + i / 1000;
      return [x, Math.exp(-(x * x) / 8 - 3 * Math.abs(x - 1))] as const;
    });
    const total = weights.reduce((sum, [, w]) => sum + w, 0);
    const mean = weights.reduce((sum, [x, w]) => sum + x * w, 0) / total;
    const sd = Math.sqrt(weights.reduce((sum, [x, w]) => sum + (x - mean) ** 2 * w, 0) / total);
    // Beyond 5 standard errors once in 1.7 million.
    const ess = essMean(scalarsOf(trace)[0]?.chains as Float64Array[]);
    expect((Math.abs(trace.theta.mean() - mean) * Math.sqrt(ess)) / sd).toBeLessThan(5);
    expect(ess).toBeGreaterThan(1000);
  });
});

describe("steps", () => {
  // heads ~ binomial(n, ½) and n ~ poisson(λ): what was not seen is n − heads ~ poisson(λ/2)
  const thinned = model(() => {
    const n = poisson(5);
    const bias = beta(50, 50);
    const heads = binomial(n, 0.5);
    const more = binomial(10, bias);
    return { n, bias, heads, more };
  });
  const posterior = thinned().observe({ heads: 3, more: 4 });
  it("moves discrete variables by Metropolis beside NUTS, and finds the closed form (false alarm below 1e-6)", () => {
    const trace = sampleSync(posterior, { draws: 4000, tune: 500, chains: 2, seed: 3 });
    const unseen = [0, 1].map((c) =>
      Float64Array.from(trace.n.values.subarray(c * 4000, (c + 1) * 4000), (v) => v - 3),
    );
    const standardError = Math.sqrt(2.5 / essMean(unseen));
    expect(Math.abs(trace.n.mean() - 3 - 2.5)).toBeLessThan(5 * standardError);
    expect(Math.abs(trace.bias.mean() - 54 / 110)).toBeLessThan(
      5 * (trace.bias.sd() / Math.sqrt(essMean([0, 1].map((c) => trace.bias.values.slice(c * 4000, (c + 1) * 4000))))),
    );
    expect(trace.$.messages[0]).toContain("Metropolis for the discrete n");
  });
  it("warms up as long as the sampler asks for where nothing else is said", () => {
    const level = model(() => ({ x: normal(0, 1) }))().observe({});
    const warmup = (sampler: Parameters<typeof sampleSync>[1]) =>
      sampleSync(level, { ...sampler, draws: 1, chains: 1, progress: false }).$.tune;
    expect(warmup({ sampler: nuts() })).toBe(500);
    expect(warmup({ sampler: nuts({ adaptation: "stan" }) })).toBe(1000);
    expect(warmup({ sampler: slice() })).toBe(1000);
    expect(warmup({ sampler: nuts(), steps: { x: slice() } })).toBe(1000);
    expect(warmup({ sampler: nuts(), tune: 200 })).toBe(200);
  });
  it("refuses gradients for discrete variables and steps for unknown ones", () => {
    expect(() => sampleSync(posterior, { sampler: nuts() as never })).toThrow(
      "nuts moves continuous variables only, not the discrete `n`: give each a step, as in steps: { n: metropolis() }",
    );
    expect(() => sampleSync(posterior, { steps: { n: slice() as never } })).toThrow(
      "slice moves continuous variables only",
    );
    expect(() => sampleSync(posterior, { sampler: nuts as never })).toThrow(
      "sampler is the function nuts, not yet called",
    );
    expect(() => sampleSync(posterior, { steps: { n: "slice" } as never })).toThrow(
      'steps: `n` is "slice"; give a sampler',
    );
    expect(() => sampleSync(posterior, { steps: { m: metropolis() } as never })).toThrow(
      "steps: `m` is no latent variable; there are n, bias",
    );
  });
  it("runs the samplers that are named", () => {
    const trace = sampleSync(posterior, { ...short, steps: { bias: slice(), n: metropolis() } });
    expect(trace.$.sampler).toBe("compound");
  });
});

/** Stays where it starts. */
const still: Sampler = {
  name: "still",
  scope: "any",
  options: {},
  stats: [],
  start: (_, position) => ({
    position: Float64Array.from(position),
    logDensity: 0,
    step: () => ({}),
    refresh: () => {},
    tuning: () => ({}),
    adaptation: () => undefined,
  }),
};

describe("starts", () => {
  it.each(["jitter", "prior", "map", "pathfinder"] as const)("%s finds a finite one", (init) => {
    expect(sampleSync(eightSchools(false), { ...short, sampler: nuts(), init }).$.draws).toBe(60);
  });
  it("takes values by name for some variables", () => {
    const trace = sampleSync(eightSchools(false), { ...short, sampler: nuts(), init: { mu: 3, tau: 2 } });
    expect(trace.$.options).toMatchObject({ init: "values" });
    expect(() => sampleSync(eightSchools(false), { ...short, sampler: nuts(), init: { tau: -1 } })).toThrow(
      "`tau` cannot start at -1: choose a value inside its support, [0, ∞), and not on the edge",
    );
    expect(() => sampleSync(eightSchools(false), { ...short, init: { sigma: 1 } as never })).toThrow(
      "init: the model has no variable `sigma`",
    );
    expect(() => sampleSync(eightSchools(false), { ...short, init: "zero" as never })).toThrow(
      'init "zero" is unknown',
    );
  });
  it("takes a list with the values of each chain, as startsOf finds them for any run of that seed", () => {
    const posterior = eightSchools(false);
    const starts = startsOf(posterior, { chains: 2, seed: short.seed });
    const cold = sampleSync(posterior, { ...short, draws: 1, sampler: still } as never);
    const given = sampleSync(posterior, { ...short, draws: 1, sampler: still, init: starts } as never);
    for (const name of ["mu", "tau", "theta"]) {
      const own = starts.map((start) => (start as Record<string, number | { values: Float64Array }>)[name]);
      const flat = own.flatMap((value) => (typeof value === "object" ? [...value.values] : [value]));
      expect(values(cold, name)).toEqual(flat);
      // A value and its transform there and back differ in the last place at most.
      for (const [i, value] of values(given, name).entries()) expect(value).toBeCloseTo(flat[i] as number, 12);
    }
    expect(given.$.options).toMatchObject({ init: "values" });
    expect(() => sampleSync(posterior, { ...short, sampler: nuts(), init: starts.slice(1) } as never)).toThrow(
      "init lists 1 starts for 2 chains: give one for each",
    );
  });
  it("checks them even where the answer is exact and needs none", () => {
    expect(() => sampleSync(campaign(1, 1, 3, 1), { init: "zero" as never })).toThrow('init "zero" is unknown');
    expect(() => sampleSync(campaign(1, 1, 3, 1), { init: { rate: 1 } as never })).toThrow(
      "init: the model has no variable `rate`",
    );
  });
  it("names variable, label, value and support when every start is impossible", () => {
    const group = dim("group", ["a", "b"]);
    const impossible = model(() => {
      const mu = normal(800, 1e-3);
      const y = poisson(exp(mu)).over(group);
      return { mu, y };
    });
    const posterior = impossible().observe({ y: [1, 2] });
    expect(() => sampleSync(posterior, { ...short, sampler: nuts(), init: { mu: 800 } })).toThrow(
      /no start found in 100 tries: .*`y\[a\]`.*mu = 800/,
    );
  });
});

describe("options", () => {
  it.each([
    [{ draws: 0 }, "option draws is 0; it must be a whole number of at least 1"],
    [{ chains: 1.5 }, "option chains is 1.5"],
    [{ tune: -1 }, "option tune is -1; it must be a whole number of at least 0"],
    [{ seed: Number.NaN }, "option seed is NaN"],
    [{ sampler: "hmc" }, 'sampler is "hmc"; give "auto" or a sampler such as nuts()'],
  ])("%j is refused in a sentence", (options, message) => {
    expect(() => sampleSync(campaign(1, 1, 3, 1), options as never)).toThrow(message);
  });
  it("refuses a posterior with nothing to infer", () => {
    const all = model(() => ({ y: normal(0, 1) }))().observe({ y: 1 });
    expect(() => sampleSync(all, { sampler: nuts() as never })).toThrow(
      "every variable is observed: there is nothing to infer",
    );
  });
});
