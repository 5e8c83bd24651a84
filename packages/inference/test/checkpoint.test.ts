/** Stop runs of every sampler wherever they are, and hold what comes of them to the run that never stopped, bit for bit. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type AnyTrace, variablesOf } from "@credence/draws";
import { rng } from "@credence/math";
import { bernoulli, beta, binomial, column, dim, gamma, halfNormal, model, normal, poisson } from "@credence/model";
import {
  ellipticalSlice,
  experimental_walnuts,
  gibbs,
  metropolis,
  nuts,
  type Sampler,
  slice,
} from "@credence/samplers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { advance } from "../src/chains.js";
import type { AnyPosterior } from "../src/given.js";
import { readCheckpoint, resume, sample, sampleSync } from "../src/index.js";
import { type ChainRun, prepare } from "../src/run.js";
import { campaign, eightSchools } from "./models.js";

const school = dim("school", 5);
const wards = () =>
  model(() => {
    const spread = gamma(3, 1);
    const rate = gamma(2, spread).over(school);
    const cases = poisson(rate);
    return { spread, rate, cases };
  })().observe({ cases: [3, 0, 7, 2, 4] });
const mixed = () =>
  model(() => {
    const people = poisson(5);
    const bias = beta(50, 50);
    const level = normal(0, 1).over(school);
    const y = normal(level, 1);
    const seen = binomial(people, bias);
    return { people, bias, level, y, seen };
  })().observe({ seen: 3, y: [1, 2, 3, 4, 5] });
const regression = () =>
  model(() => {
    const x = column(school, [-2, -1, 0, 1, 2]);
    const [a, b] = [normal(0, 2), normal(0, 2)];
    const sd = halfNormal(1);
    const cured = bernoulli(0.5);
    const y = normal(b.mul(x).add(a).add(cured), sd);
    return { a, b, sd, cured, y };
  })().observe({ y: [0.1, 0.4, 1.2, 1.6, 2.5] });

/** Posteriors and what moves their variables; tune and draws are small, so that windows, phases and blocks are cut everywhere. */
const cases: readonly (readonly [string, () => AnyPosterior, object])[] = [
  ["nuts", () => eightSchools(false), { sampler: nuts() }],
  ["walnuts", () => eightSchools(false), { sampler: experimental_walnuts({ maxEnergyError: 0.1 }) }],
  ["slice", () => eightSchools(false), { sampler: slice() }],
  ["metropolis", mixed, { sampler: metropolis() }],
  ["gibbs", wards, { sampler: gibbs() }],
  [
    "elliptical slice and slice",
    mixed,
    { sampler: "auto", steps: { level: ellipticalSlice(), bias: slice(), people: metropolis() } },
  ],
  ["steps beside NUTS", mixed, { sampler: "auto", steps: { people: metropolis() }, marginalize: false }],
  ["marginalised, then NUTS", wards, { sampler: nuts(), marginalize: "rate", draws: 40 }],
  ["labels summed out", regression, { sampler: nuts(), marginalize: "cured" }],
];

const sizes = { tune: 120, draws: 60, chains: 2, seed: 11, sampler: nuts(), progress: false } as const;
const bits = (trace: AnyTrace): object => ({
  variables: variablesOf(trace).map(({ name, draws }) => [name, Array.from(draws.values)]),
  stats: Object.fromEntries(Object.entries(trace.$.stats).map(([name, values]) => [name, Array.from(values)])),
  tuning: (trace.$.options as { tuning?: unknown }).tuning,
  messages: trace.$.messages.filter((message) => !message.startsWith("interrupted")),
});

describe("a checkpoint", () => {
  let folder = "";
  let count = 0;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "credence-checkpoint-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (): string => path.join(folder, `${count++}.ckpt`);

  /** Runs to `goals` of the chains, and dies after storing everything. */
  const stopped = (posterior: AnyPosterior, options: object, goals: readonly number[]): string => {
    const checkpoint = file();
    const run = prepare(posterior, { ...sizes, ...options, checkpoint }) as ChainRun;
    run.records.forEach((record, c) => {
      advance(record, run.machine, run.sizes, goals[c] as number, Infinity);
    });
    run.checkpoint?.close(run.records);
    return checkpoint;
  };

  describe.each(cases)("of %s", (_, posterior, options) => {
    it("goes on from any boundary as if the run had never stopped", async () => {
      const whole = bits(sampleSync(posterior(), { ...sizes, ...options } as object));
      const total = sizes.tune + ((options as { draws?: number }).draws ?? sizes.draws);
      for (const goals of [
        [0, 17],
        [47, 119],
        [121, total],
      ]) {
        const at = stopped(posterior(), options, goals);
        expect(bits(await resume(at, { progress: false }))).toEqual(whole);
      }
    });
  });

  it("cut anywhere, as by a crash, goes on the same, and repeats no draw otherwise", async () => {
    const posterior = eightSchools(false);
    const whole = bits(sampleSync(posterior, sizes));
    const at = file();
    const start = stopped(posterior, {}, [0, 0]);
    const head = readFileSync(start).length; // its states at the end take as much as those at the start and more
    await sample(posterior, { ...sizes, checkpoint: at });
    const all = readFileSync(at);
    const stream = rng("cut");
    for (let i = 0; i < 6; i++) {
      const cut = Math.floor(head + stream.uniform() * (all.length - head));
      writeFileSync(at, all.subarray(0, cut));
      expect(bits(await resume(at, { progress: false }))).toEqual(whole);
    }
  });

  it("holds what was reported, at every report", async () => {
    const at = file();
    const reported = [0, 0];
    let least = Infinity;
    await sample(eightSchools(false), {
      ...sizes,
      tune: 20,
      draws: 400,
      checkpoint: at,
      progress: ({ chain, done }) => {
        reported[chain] = done - 20;
        if (Math.min(...reported) <= 0) return;
        least = Math.min(least, readCheckpoint(at).$.draws - Math.min(...reported));
      },
    });
    expect(least).toBe(0);
  });

  it("goes on to more draws than were asked for, and keeps that in mind", async () => {
    const longer = bits(sampleSync(eightSchools(false), { ...sizes, draws: 150 }));
    const at = stopped(eightSchools(false), {}, [180, 180]);
    expect(bits(await resume(at, { draws: 150, progress: false }))).toEqual(longer);
    expect(bits(await resume(at))).toEqual(longer);
    await expect(resume(at, { draws: 100 })).rejects.toThrow(
      "option draws is 100; it must be a whole number of at least 150",
    );
  });

  it("of an answer without chains answers again", async () => {
    const at = file();
    const exact = await sample(campaign(1, 1, 10, 7), { ...sizes, sampler: "auto", checkpoint: at });
    expect(exact.$.sampler).toBe("exact");
    expect(bits(await resume(at))).toEqual(bits(exact));
    expect(bits(readCheckpoint(at))).toEqual(bits(exact));
  });

  it("keeps what was to be kept, and gives the types of the posterior", async () => {
    const posterior = eightSchools(false);
    const at = stopped(posterior, { keep: ["mu"] }, [140, 150]);
    const partial = readCheckpoint(at, { posterior });
    expect([partial.$.interrupted, partial.$.draws, partial.$.messages.at(-1)]).toEqual([
      true,
      20,
      "interrupted before all draws were made",
    ]);
    const trace = await resume(at, { posterior });
    expect(trace.$.variables.map(({ name }) => name)).toEqual(["mu"]);
    expect(trace.mu.values.length).toBe(120);
    expect(trace.$.interrupted).toBe(false);
  });

  it("an interrupted run is resumed by its file", async () => {
    const posterior = eightSchools(false);
    const draws = 30_000; // many slices, so that no chain has them all when the other begins to draw
    const whole = bits(sampleSync(posterior, { ...sizes, draws }));
    const at = file();
    const controller = new AbortController();
    const reached = [0, 0];
    const partial = await sample(posterior, {
      ...sizes,
      draws,
      checkpoint: at,
      signal: controller.signal,
      progress: ({ chain, done }) => {
        reached[chain] = done;
        if (Math.min(...reached) > sizes.tune) controller.abort();
      },
    });
    expect(partial.$.interrupted).toBe(true);
    expect(bits(await resume(at, { progress: false }))).toEqual(whole);
  });

  describe("is refused with a sentence", () => {
    const posterior = eightSchools(false);
    it.each([
      [
        "where a file is",
        () => stopped(posterior, {}, [0, 0]),
        /checkpoint: .*ckpt is there already: go on with it by resume\(".*ckpt"\), or remove it/,
      ],
      [
        "in a folder that is not there",
        () => path.join(folder, "none", "a.ckpt"),
        /checkpoint: the folder of .*a\.ckpt does not exist: make it first/,
      ],
      ["that is a folder", () => folder, /checkpoint: .* is there already/],
      ["that is no path", () => 7, /checkpoint is 7; give the path of a file, as in checkpoint: "run\.ckpt"/],
    ])("%s", async (_, at, message) => {
      await expect(sample(posterior, { ...sizes, checkpoint: at() as string })).rejects.toThrow(message);
    });

    it("with a sampler of one's own", async () => {
      const own = { ...nuts(), name: "mine" } as Sampler<"continuous">;
      await expect(sample(posterior, { ...sizes, sampler: own, checkpoint: file() })).rejects.toThrow(
        "checkpoint: the sampler mine is code of your own, which a file cannot hold",
      );
    });

    it("when it is resumed in vain", async () => {
      const at = stopped(posterior, {}, [130, 130]);
      await expect(resume(path.join(folder, "none"))).rejects.toThrow(
        /resume: there is no file .*none; sample\(posterior, \{ checkpoint/,
      );
      await expect(resume("")).rejects.toThrow('resume wants the path of a checkpoint and got ""');
      await expect(resume(at, { until: 3 } as object)).rejects.toThrow('resume: unknown option "until"');
      await expect(resume(at, { posterior: eightSchools(true) })).rejects.toThrow(
        /resume: .* is a run of another model, or of other data, than the posterior given/,
      );
      expect(() => readCheckpoint(stopped(posterior, {}, [90, 130]))).toThrow(
        "during warmup: there are no draws to return",
      );
      const bytes = readFileSync(at);
      bytes[3000] = (bytes[3000] as number) ^ 1;
      writeFileSync(at, bytes);
      await expect(resume(at)).rejects.toThrow(/resume: .* is damaged at byte \d+: a checksum differs/);
      writeFileSync(at, "theta,1\n");
      await expect(resume(at)).rejects.toThrow(/resume: .* is no checkpoint/);
    });
  });
});
