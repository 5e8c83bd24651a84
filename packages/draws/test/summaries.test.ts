/** Compare the summaries of draws with those of R (mean, sd, quantile type 7) and of coda (HPDinterval). */
import { readFileSync } from "node:fs";
import { draws, hdi } from "@credence/draws";
import { describe, expect, test } from "vitest";

type Encoded = number | string;
type Table = Readonly<Record<string, Encoded>>;

interface Case {
  readonly name: string;
  readonly n_chains: number;
  readonly n_draws: number;
  readonly draws: readonly (readonly Encoded[])[];
  readonly expected: {
    readonly mean: Encoded;
    readonly sd: Encoded;
    readonly quantile_type7: Table | { readonly error: string } | null;
    readonly hdi_coda: Readonly<Record<string, readonly [Encoded, Encoded]>> | null;
  };
}

const fixture = new URL("../../testing/fixtures/diagnostics.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(fixture, "utf8")) as { readonly cases: readonly Case[] };

/** Rounding of doubles only: relative to the value, or to the spread where the value is a difference of large numbers. */
function near(actual: number, expected: number, scale: number): void {
  if (Number.isFinite(expected)) {
    expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.max(Math.abs(expected), scale));
  } else {
    expect(actual).toBe(expected);
  }
}

describe.each(cases)("$name", ({ n_chains, n_draws, draws: rows, expected }) => {
  const values = Float64Array.from(rows.flat(), Number);
  const x = draws({ chains: n_chains, draws: n_draws, axes: [], values });
  const sd = Number(expected.sd);
  const scale = Number.isFinite(sd) ? sd : 0;

  test("mean and sd", () => {
    near(x.mean(), Number(expected.mean), scale);
    near(x.sd(), sd, scale);
  });

  test("quantiles", () => {
    for (const [q, value] of Object.entries(expected.quantile_type7 ?? {})) {
      if (q !== "error") near(x.quantile(Number(q)), Number(value), scale);
    }
  });

  test("highest density intervals", () => {
    for (const [mass, [low, high]] of Object.entries(expected.hdi_coda ?? {})) {
      expect(x.interval(Number(mass))).toEqual({ low: Number(low), high: Number(high) });
    }
  });
});

describe("hdi", () => {
  test("of one draw is that draw, of NaN is NaN", () => {
    expect(hdi([3], 0.9)).toEqual({ low: 3, high: 3 });
    expect(hdi([1, Number.NaN, 2], 0.5)).toEqual({ low: Number.NaN, high: Number.NaN });
  });

  test("finds draws that pile up at infinity", () => {
    const values = [1, 2, ...Array.from({ length: 8 }, () => Number.POSITIVE_INFINITY)];
    expect(hdi(values, 0.5)).toEqual({ low: Number.POSITIVE_INFINITY, high: Number.POSITIVE_INFINITY });
  });

  test("leaves the draws as they are", () => {
    const values = Float64Array.of(3, 1, 2);
    hdi(values, 0.5);
    expect([...values]).toEqual([3, 1, 2]);
  });

  test("names a mass that is none", () => {
    expect(() => hdi([1, 2], 94)).toThrow("the mass is 94; give a number above 0 and at most 1");
    expect(() => hdi([], 0.5)).toThrow("there are no draws");
  });
});
