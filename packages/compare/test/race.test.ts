/** Race samplers on small posteriors: fair schedule, counted evaluations, verdicts before cost, intervals, bad input. */
import { dim } from "@credence/draws";
import { rng } from "@credence/math";
import { beta, binomial, column, halfNormal, model, normal } from "@credence/model";
import { metropolis, nuts, type Sampler, slice, type Target } from "@credence/samplers";
import { describe, expect, test } from "vitest";
import { type RaceProgress, race } from "../src/index.js";
import { launchOrder } from "../src/race/schedule.js";
import { ratioOf, spreadOf } from "../src/race/spread.js";

const coin = model(() => {
  const theta = beta(2, 2);
  const heads = binomial(20, theta);
  return { theta, heads };
});
const posterior = coin().observe({ heads: 14 });
const short = { draws: 500, tune: 300, chains: 4, progress: false } as const;

/** Counts evaluations by itself, and notes where its chains start. */
function spied(inner: Sampler): { readonly sampler: Sampler; readonly starts: number[]; count(): number } {
  let count = 0;
  const starts: number[] = [];
  const watched = (target: Target): Target => ({
    ...target,
    logDensity: (memory, q) => {
      count++;
      return target.logDensity(memory, q);
    },
    logDensityGradient: (memory, q, g) => {
      count++;
      return target.logDensityGradient(memory, q, g);
    },
  });
  const start: Sampler["start"] = (target, position, ...rest) => {
    starts.push(position[0] as number);
    return inner.start(watched(target), position, ...rest);
  };
  return { sampler: { ...inner, start }, starts, count: () => count };
}

describe("a race on a posterior with a closed form", () => {
  const told: RaceProgress[] = [];
  const one = spied(nuts());
  const two = spied(slice());
  const entrants = { nuts: one.sampler, slice: two.sampler };
  const run = race(posterior, entrants, { ...short, repeats: 5, seed: 3, progress: (p) => told.push(p) });

  test("agrees with it, and only then counts the cost", async () => {
    const r = await run;
    expect(r.comparison.reference).toBe("exact");
    expect(r.comparison.status).toBe("agree");
    expect(r.results.nuts.withheld).toBeNull();
    expect(r.results.nuts.essPerSecond?.median).toBeGreaterThan(0);
    expect(r.traces.nuts.$.chains).toBe(20);
  });

  test("starts both at the same points, new ones in each repeat, after a run that is discarded", () => {
    expect(one.starts).toHaveLength(1 + 5 * 4);
    one.starts.forEach((start, i) => {
      if (i > 0) expect(start).toBe(two.starts[i]);
    });
    expect(new Set(one.starts.slice(1)).size).toBe(20);
  });

  test("launches in turns, each the first in its own", async () => {
    const { runs } = await run;
    const orders = [1, 2, 3, 4, 5].map((repeat) =>
      runs.filter((each) => each.repeat === repeat).map(({ trace }) => trace),
    );
    expect(orders).toEqual([
      ["nuts", "slice"],
      ["slice", "nuts"],
      ["nuts", "slice"],
      ["slice", "nuts"],
      ["nuts", "slice"],
    ]);
    expect(launchOrder(["a", "b", "c"], 3)).toEqual(["c", "a", "b"]);
    expect(runs.map(({ seed }) => seed)).toEqual([3, 3, 4, 4, 5, 5, 6, 6, 7, 7]);
  });

  test("counts the evaluations that the density saw", async () => {
    const { runs } = await run;
    const counted = runs
      .filter(({ trace }) => trace === "slice")
      .reduce((sum, each) => sum + (each.warmupEvaluations ?? 0) + (each.samplingEvaluations ?? 0), 0);
    // The spy also saw the discarded chain, and the evaluations at which chains are started.
    expect(counted).toBeLessThan(two.count());
    expect(counted).toBeGreaterThan((two.count() * 20) / 21.5);
  });

  test("gives ratios with intervals, each from runs of the same repeat", async () => {
    const { ratios, runs } = await run;
    const [perSecond] = ratios;
    expect(perSecond).toMatchObject({ figure: "essPerSecond", a: "nuts", b: "slice", repeats: 5 });
    const of = (name: string) => runs.filter(({ trace }) => trace === name).map((each) => each.essPerSecond as number);
    const logs = of("nuts").map((rate, i) => Math.log(rate / (of("slice")[i] as number)));
    expect(perSecond?.ratio).toBeCloseTo(Math.exp(logs.reduce((a, b) => a + b) / 5), 10);
    expect(perSecond?.low).toBeLessThan(perSecond?.ratio as number);
    expect(perSecond?.high).toBeGreaterThan(perSecond?.ratio as number);
  });

  test("says how it was run, and is JSON as it is", async () => {
    const r = await run;
    expect(r.settings).toEqual({ repeats: 5, asked: 5, draws: 500, tune: 300, chains: 4, seed: 3, workers: 0 });
    expect(r.machine.host).toContain(process.versions.node);
    expect(r.modelHash).toMatch(/^[0-9a-f]/);
    expect(JSON.parse(JSON.stringify(r))).toEqual(r.data);
    expect(r.table()).toContain("5 repeats of 4 × 500 draws after 300 of warmup, seeds 3 to 7, in one thread");
    expect(told[0]).toEqual({ entrant: "nuts", repeat: 0, repeats: 5, done: 0, total: 12 });
    expect(told.at(-1)).toMatchObject({ entrant: "slice", repeat: 5, done: 11, chain: { phase: "draw" } });
  });
});

test("an entrant that draws from another law is not counted, and the others are", async () => {
  const inner = nuts();
  const wrong: Sampler = {
    ...inner,
    start: (target, ...rest) =>
      inner.start(
        {
          ...target,
          logDensity: (m, q) => target.logDensity(m, q) - 0.5 * (m[q] as number) ** 2,
          logDensityGradient: (m, q, g) => {
            const value = target.logDensityGradient(m, q, g);
            m[g] = (m[g] as number) - (m[q] as number);
            return value - 0.5 * (m[q] as number) ** 2;
          },
        },
        ...rest,
      ),
  };
  const r = await race(posterior, { right: nuts(), wrong }, { ...short, repeats: 2 });
  expect(r.comparison.verdict.right.status).toBe("agree");
  expect(r.results.wrong.withheld).toBe("it differs");
  expect(r.results.wrong.essPerSecond).toBeNull();
  expect(r.results.right.essPerSecond?.median).toBeGreaterThan(0);
  expect(r.ratios.find(({ figure }) => figure === "essPerSecond")?.ratio).toBeNull();
  expect(r.notes[0]).toBe("wrong is not counted, since its draws are not to be trusted: it differs.");
  expect(r.notes.join()).toContain("Ratios have no interval: that takes at least 5 repeats, and there are 2.");
});

test("entrants may integrate out, step, and answer exactly; all start alike", async () => {
  const group = dim("group", 5);
  const means = model(() => {
    const tau = halfNormal(1);
    const mu = normal(0, tau).over(group);
    const y = normal(mu, column(group, [1, 1, 1, 1, 1]));
    return { tau, mu, y };
  });
  const r = await race(
    means().observe({ y: [0.3, -0.2, 1.1, 0.4, -0.9] }),
    { auto: "auto", left: { sampler: slice(), marginalize: ["mu"] }, stepped: { steps: { tau: slice() } } },
    { ...short, repeats: 1, reference: "auto" },
  );
  expect(r.names).toEqual(["auto", "left", "stepped"]);
  expect(r.comparison.verdict.left.status).toBe("agree");
  expect(r.ratios[0]).toMatchObject({ low: null, high: null, repeats: 1 });
  expect(await r.toHtml()).toContain("Ratios have no interval");
});

test("an exact answer takes part", async () => {
  const r = await race(posterior, { auto: "auto", metropolis: metropolis() }, { ...short, draws: 2000, repeats: 1 });
  expect(r.results.auto.sampler).toBe("exact");
  expect(r.results.auto.secondsToEss400?.median).toBeGreaterThan(0);
  expect(r.results.auto.essPerEvaluation).toBeNull();
  expect(r.results.metropolis.stepsPerDraw).toBeNull();
});

describe("a race that is stopped", () => {
  test("judges the repeats that are complete", async () => {
    const stop = new AbortController();
    const progress = ({ repeat }: RaceProgress) => {
      if (repeat === 2) stop.abort();
    };
    const r = await race(posterior, { a: nuts(), b: slice() }, { ...short, progress, signal: stop.signal });
    expect([r.settings.repeats, r.settings.asked, r.interrupted]).toEqual([1, 5, true]);
    expect(r.notes[0]).toBe("The race was stopped: 1 of 5 repeats are complete and counted.");
  });

  test("has nothing to say before one is", async () => {
    const signal = AbortSignal.abort("enough");
    await expect(race(posterior, { a: nuts() }, { ...short, signal })).rejects.toThrow(
      "race: stopped before a repeat was complete",
    );
  });
});

test.each([
  [{}, {}, "race has no entrants: name them"],
  [{ a: nuts }, {}, "race: a is the function nuts, not yet called; give a sampler such as nuts()"],
  [{ a: null }, {}, "race: a is null; give a sampler"],
  [{ a: { sampler: nuts(), seed: 2 } }, {}, "race: a has seed of its own, which is the same for all entrants"],
  [{ a: { smapler: nuts() } }, {}, 'race: a has the unknown option "smapler"; did you mean'],
  [{ a: { sampler: "hmc" } }, {}, 'race: a: sampler is "hmc"'],
  [{ a: nuts() }, { repeats: 0 }, "race: option repeats is 0; it must be a whole number of at least 1"],
  [{ a: nuts() }, { repeat: 3 }, 'race: unknown option "repeat"'],
  [{ a: nuts() }, { ...short, reference: "b", repeats: 1 }, 'the reference "b" is none of the traces'],
])("%j with %j is refused in a sentence", async (entrants, options, message) => {
  await expect(race(posterior, entrants as never, options as never)).rejects.toThrow(message);
});

describe("ratios", () => {
  test("are those of a normal mean of logarithms (Student's t with 4 degrees of freedom: 2.776)", () => {
    const { ratio, low, high } = ratioOf([1, 2, 4, 8, 16], [1, 1, 1, 1, 1]);
    // Logs are 0 to 4 times log 2: mean 2, sd √2.5, so that the reach is 2.7764 √(2.5 / 5).
    expect(ratio).toBeCloseTo(4, 12);
    expect(Math.log2((high as number) / 4)).toBeCloseTo(2.776445105 * Math.sqrt(0.5), 8);
    expect(Math.log2(4 / (low as number))).toBeCloseTo(2.776445105 * Math.sqrt(0.5), 8);
  });

  test("have intervals that hold the ratio 95 times in 100", () => {
    const random = rng("ratios");
    const jitter = (): number => Math.exp(0.3 * random.normal());
    const held = Array.from({ length: 4000 }, () => {
      const pace = Array.from({ length: 5 }, jitter);
      const [a, b] = [3, 1].map((speed) => pace.map((own) => speed * own * jitter())) as [number[], number[]];
      const { low, high } = ratioOf(a, b);
      return (low as number) <= 3 && 3 <= (high as number);
    }).filter(Boolean).length;
    // Four standard errors of a share of 4000: fails by chance once in 16,000 seeds; the seed is fixed.
    expect(Math.abs(held / 4000 - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / 4000));
  });

  test("leave out what was not measured", () => {
    expect(ratioOf([2, null], [1, 1])).toEqual({ ratio: 2, low: null, high: null, repeats: 1 });
    expect(ratioOf([null], [1])).toEqual({ ratio: null, low: null, high: null, repeats: 0 });
    expect(spreadOf([3, null, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
    expect(spreadOf([null])).toBeNull();
  });
});
