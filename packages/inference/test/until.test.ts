/** Hold runs that stop by themselves to what they promise: the same prefix of draws, figures as told, no more than asked. */
import { essBulk, essTail, rhat } from "@credence/diagnostics";
import { scalarsOf } from "@credence/draws";
import { metropolis, nuts } from "@credence/samplers";
import { describe, expect, it } from "vitest";
import { sample, sampleSync } from "../src/index.js";
import { eightSchools } from "./models.js";

const posterior = eightSchools(false);
const options = { sampler: nuts(), tune: 300, chains: 2, seed: 3, progress: false } as const;

describe("until", () => {
  it("stops at the first look with enough effective draws, the same however it is run", async () => {
    const enough = sampleSync(posterior, { ...options, until: { ess: 300, rhat: 1.02 } });
    const { draws } = enough.$;
    const longer = sampleSync(posterior, { ...options, draws: draws + 100 });
    expect(enough.$.interrupted).toBe(false);
    for (const [i, { name, chains }] of scalarsOf(enough).entries()) {
      expect(Math.min(essBulk(chains), essTail(chains)), name).toBeGreaterThanOrEqual(300);
      expect(rhat(chains), name).toBeLessThanOrEqual(1.02);
      const of = scalarsOf(longer)[i]?.chains as readonly Float64Array[];
      expect(of.map((chain) => Array.from(chain.subarray(0, draws)))).toEqual(chains.map((chain) => Array.from(chain)));
    }
    expect(enough.$.messages.at(-1)).toMatch(/^until: enough: with \d+ draws in each chain the smallest effective/);
    const awaited = await sample(posterior, { ...options, until: { ess: 300, rhat: 1.02 } });
    expect(awaited.$.draws).toBe(draws);
  });

  it("makes no more draws than asked, and says that it was not reached", () => {
    const { $ } = sampleSync(posterior, { ...options, sampler: metropolis(), draws: 150, until: { ess: 4000 } });
    expect([$.draws, $.interrupted]).toEqual([150, false]);
    expect($.messages.at(-1)).toMatch(/^until: not reached: with 150 draws .* give more draws than 150/);
  });

  it("ends when time is up", () => {
    const { $ } = sampleSync(posterior, { ...options, until: { seconds: 0.4 }, draws: 1e6 });
    expect($.draws).toBeGreaterThan(0);
    expect($.draws).toBeLessThan(1e6);
    expect([$.interrupted, $.messages.at(-1)?.slice(0, 30)]).toEqual([false, "until: 0.4 seconds are over: w"]);
    expect(() => sampleSync(posterior, { ...options, tune: 1e6, until: { seconds: 0.1 } })).toThrow(
      "the 0.1 seconds of until were over during warmup: there are no draws to return",
    );
  });

  it.each([
    [{}, "until is {}; say when to stop, as in until: { ess: 400, rhat: 1.01, seconds: 60 }"],
    [5, "until is 5; say when to stop"],
    [{ ess: -1 }, "until.ess is -1; it must be a number greater than 0"],
    [{ rhat: 1 }, "until.rhat is 1; it must be a number greater than 1"],
    [{ draws: 5 }, 'until: unknown option "draws"'],
  ])("refuses %j", (until, message) => {
    expect(() => sampleSync(posterior, { ...options, until: until as object })).toThrow(message);
  });
});

describe("warmStart", () => {
  it("begins where the earlier run ended, with its tuning, and needs little warmup", () => {
    const first = sampleSync(posterior, { ...options, tune: 1000 });
    const { tune: _, ...rest } = options;
    const next = sampleSync(posterior, { ...rest, warmStart: first, seed: 9 });
    expect([next.$.tune, (next.$.options as { init: string }).init]).toEqual([100, "warmStart"]);
    expect(next.$.messages.filter((message) => message.includes("warmup"))).toEqual([]);
    const tuning = (trace: typeof first) =>
      (trace.$.options as unknown as { tuning: { metric: number[]; stepSize: number }[] }).tuning;
    expect(tuning(next).map(({ metric }) => metric)).toEqual(tuning(first).map(({ metric }) => metric));
    // Both step sizes aim at the same acceptance: after 100 iterations they agree within a factor of 2.
    for (const [c, { stepSize }] of tuning(next).entries())
      expect(Math.abs(Math.log2(stepSize / (tuning(first)[c]?.stepSize ?? 0)))).toBeLessThan(1);
    for (const { chains, name } of scalarsOf(next)) expect(rhat(chains), name).toBeLessThan(1.05);
  });

  it("is missed where a cold warmup is short", () => {
    const { messages } = sampleSync(posterior, { ...options, tune: 50 }).$;
    expect(messages).toContain(
      "a warmup of 50 iterations from nothing is short, and the draws may be poor: give more (tune: 1000), or the trace of an earlier run (warmStart: trace)",
    );
  });

  it("is refused where it does not fit", () => {
    const first = sampleSync(posterior, { ...options, draws: 10 });
    const warm =
      (warmStart: unknown, more: object = {}) =>
      () =>
        sampleSync(posterior, { ...options, ...more, warmStart } as object);
    expect(warm(3)).toThrow("warmStart is no trace: give one that sample returned");
    expect(warm(first, { sampler: metropolis() })).toThrow(
      "warmStart: the trace was made by nuts and this run is by metropolis: give the same sampler",
    );
    expect(warm(sampleSync(posterior, { draws: 10 }))).toThrow(
      'warmStart: the trace was made by "integrated", which learns nothing that a run could take over',
    );
    expect(warm(sampleSync(posterior, { ...options, draws: 10, keep: ["mu"] }))).toThrow(
      "warmStart: the trace has no variable `tau`",
    );
  });
});
