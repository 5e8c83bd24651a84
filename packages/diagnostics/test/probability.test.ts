/** Check probabilities of events: their standard error is that of the mean of a 0/1 sequence, as R's posterior gives it. */
import { type DIMS, dim, type RunSource, type Trace, trace } from "@credence/draws";
import { describe, expect, test } from "vitest";
import { probability } from "../src/probability.js";
import { decodeRows, type Encoded, expectClose, readFixture } from "./fixture.js";

interface Shop {
  readonly x: { readonly [DIMS]: never };
  readonly rate: { readonly [DIMS]: "arm" };
}

interface Case {
  readonly name: string;
  readonly draws: readonly (readonly Encoded[])[];
  readonly expected: { readonly mean: Encoded; readonly mcse_mean: Encoded };
}

const arm = dim("arm", ["A", "B"]);

function traceOf(rows: readonly (readonly number[])[], more: Partial<RunSource> = {}): Trace<Shop> {
  const x = Float64Array.from(rows.flat());
  const rate = Float64Array.from({ length: 2 * x.length }, (_, i) => (i % 2 === 0 ? 0.5 : (x[(i - 1) / 2] as number)));
  const run = { sampler: "nuts", seed: 1, elapsedMs: 0, chains: rows.length, draws: rows[0]?.length ?? 0 };
  return trace<Shop>(
    [
      { name: "x", axes: [], values: x },
      { name: "rate", axes: [arm], values: rate },
    ],
    { ...run, ...more },
  );
}

describe("probability", () => {
  const { cases } = readFixture<{ readonly cases: readonly Case[] }>("diagnostics");

  test.each(cases.filter(({ name }) => name === "binary" || name === "rare_binary"))("$name", ({ draws, expected }) => {
    const made = traceOf(decodeRows(draws));
    for (const result of [
      probability(made, ({ x }) => x === 1),
      probability(made, ({ rate }) => rate.at({ arm: "B" }) > rate.at({ arm: "A" })),
    ]) {
      expectClose(result.mean, expected.mean, 1e-12, "mean");
      expectClose(result.mcse, expected.mcse_mean, 1e-10, "mcse");
    }
  });

  test("of independent draws has the error of a binomial share", () => {
    const { mean, mcse } = probability(traceOf([[1, 0, 0, 1, 0]], { independent: true }), ({ x }) => x > 0);
    expect(mean).toBe(0.4);
    expect(mcse).toBeCloseTo(Math.sqrt((0.4 * 0.6) / 4), 14);
  });

  test("has no error to tell when all draws agree", () => {
    expect(probability(traceOf([[1, 2, 3, 4]]), ({ x }) => x > 0)).toEqual({ mean: 1, mcse: Number.NaN });
  });

  test("does not take NaN for no, where the event looks", () => {
    const broken = traceOf([[1, Number.NaN, 3, Number.NaN]]);
    expect(() => probability(broken, ({ x }) => x > 2)).toThrow("2 of 4 values of `x` are NaN");
    expect(() => probability(broken, ({ rate }) => rate.at({ arm: "B" }) > 2)).toThrow(
      "2 of 8 values of `rate` are NaN",
    );
    expect(probability(broken, () => true).mean).toBe(1);
  });

  test("wants a yes or no, and draws", () => {
    const event = (() => undefined) as unknown as () => boolean;
    expect(() => probability(traceOf([[1, 2]]), event)).toThrow("The event answered undefined for draw 0");
    expect(() => probability(traceOf([[]]), () => true)).toThrow(RangeError);
  });
});
