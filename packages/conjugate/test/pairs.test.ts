import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { pairs } from "../src/index.js";
import type { Pair } from "../src/pairs/types.js";

interface Case {
  readonly family: string;
  readonly prior: Record<string, unknown>;
  readonly data: Record<string, unknown>;
  readonly posterior: Record<string, unknown>;
  readonly log_evidence: number;
  readonly predictive: readonly { readonly x: unknown; readonly logp: number }[];
  readonly note: string;
}
const fixture = new URL("../../testing/fixtures/conjugate.json", import.meta.url);
const cases: readonly Case[] = JSON.parse(readFileSync(fixture, "utf8")).cases;
type AnyPair = Pair<object, object, object, unknown>;
const pairNamed = (name: string): AnyPair => (pairs as unknown as Record<string, AnyPair>)[name] as AnyPair;

const near = (actual: unknown, expected: number, relative = 1e-13): void =>
  expect(Math.abs((actual as number) - expected)).toBeLessThanOrEqual(relative * Math.max(1, Math.abs(expected)));
const nearAll = (actual: unknown, expected: unknown, relative?: number): void => {
  if (typeof expected === "number") near(actual, expected, relative);
  else
    for (const [key, value] of Object.entries(expected as object))
      nearAll((actual as Record<string, unknown>)[key], value, relative);
};

describe.each(cases.map((c, i) => ({ ...c, title: `${c.family} ${i}` })))("$title", (c) => {
  const pair = pairNamed(c.family);
  const trials = /m=(\d+)/.exec(c.note)?.[1];
  const next = trials === undefined ? undefined : { n: Number(trials) };

  it("updates", () => nearAll(pair.update(c.prior, c.data), c.posterior));
  it("knows the evidence", () => near(pair.logEvidence(c.prior, c.data), c.log_evidence));
  it("predicts", () => {
    const law = pair.predictive(pair.update(c.prior, c.data), next);
    for (const { x, logp } of c.predictive) near(law.logDensity(x), logp);
  });
  it("is updated one observation at a time to the same, and its evidence is the sum of predictions", () => {
    const fields = Object.entries(c.data) as [string, unknown[]][];
    const count = fields[0]?.[1].length ?? 0;
    let posterior: object = c.prior;
    let logEvidence = 0;
    let predicted = 0;
    for (let i = 0; i < count; i++) {
      const one = Object.fromEntries(fields.map(([name, values]) => [name, [values[i]]])) as Record<string, unknown[]>;
      const { x, counts, X, y, k } = one;
      const point = X === undefined ? (k ?? x ?? counts)?.[0] : { x: X[0], y: y?.[0] };
      const about = { ...(one.n && { n: one.n[0] }), ...(one.exposure && { exposure: one.exposure[0] }) };
      predicted += pair.predictive(posterior, Object.keys(about).length === 0 ? undefined : about).logDensity(point);
      logEvidence += pair.logEvidence(posterior, one);
      posterior = pair.update(posterior, one);
    }
    nearAll(posterior, c.posterior);
    near(logEvidence, c.log_evidence);
    near(predicted, c.log_evidence);
  });
});

describe("numbers that break plain formulas", () => {
  // mpmath 1.3.0, 60 digits: differences of loggamma
  it.each([
    [3e8, 7e8, 1, 1, -20.723265837946411],
    [3e8, 7e8, 3e8, 7e8, -10.846821168295755],
    [3e8, 7e8, 0.1, 1e9, -234553893.18688244],
    [0, 1e9, 0.5, 0.5, -10.933997861522906],
    [1e9, 0, 1e9, 1, -0.69314718055994531],
    [1, 1, 1e-10, 1e12, -49.96372486531006],
    [0, 1000, 10, 1e9, -9.9999949550033786e-6],
    [1, 0, 1e9, 1, -9.999999995e-10],
    [1, 999, 1e-300, 1, -690.77552789821371],
  ])("beta-binomial: %d and %d under beta(%d, %d)", (k, m, alpha, beta, expected) => {
    const evidence = pairs["beta-binomial"].logEvidence({ alpha, beta }, { n: [k + m], k: [k] });
    expect(Math.abs(evidence / expected - 1)).toBeLessThan(1e-15 * 4);
  });

  // mpmath 1.3.0, 60 digits
  it.each([
    [1e9, 1e9, 1, 1, -21.723265837446411],
    [1e9, 1, 1e9, 1, -11.627145042082851],
    [0, 1e-9, 1e9, 1, -0.99999999950000006],
    [0, 1e9, 1e-9, 1, -2.0723265837946412e-8],
    [5, 1e-6, 1e9, 1e3, -5.7874917372820462],
    [1e9, 0.5, 1e-3, 2, -1609437940.044045],
    [100, 1e-12, 1e-10, 1e12, -5553.8352443011205],
  ])("gamma-poisson: %d over %d under gamma(%d, %d)", (x, exposure, shape, rate, expected) => {
    const evidence = pairs["gamma-poisson"].logEvidence({ shape, rate }, { x: [x], exposure: [exposure] });
    expect(Math.abs(evidence / expected - 1)).toBeLessThan(1e-15 * 4);
  });

  it("knows 0 of n, n of n and 0 of 0", () => {
    const { update, logEvidence } = pairs["beta-binomial"];
    const uniform = { alpha: 1, beta: 1 };
    expect(update(uniform, { n: [0], k: [0] })).toEqual({ alpha: 1, beta: 1, n: 0 });
    expect(logEvidence(uniform, { n: [0], k: [0] })).toBe(0);
    expect(logEvidence(uniform, { n: [], k: [] })).toBe(0);
    for (const n of [1, 10, 1000, 1e9]) {
      near(logEvidence(uniform, { n: [n], k: [0] }), -Math.log(n + 1), 1e-15);
      near(logEvidence(uniform, { n: [n], k: [n] }), -Math.log(n + 1), 1e-15);
    }
    expect(pairs["beta-bernoulli"].logEvidence(uniform, { x: [] })).toBe(0);
    expect(pairs["gamma-poisson"].update({ shape: 2, rate: 3 }, { x: [] })).toEqual({ shape: 2, rate: 3 });
  });

  it("moves a normal mean from a vague prior without overflow", () => {
    const pair = pairs["normal-known-variance"];
    const prior = { mean: 0, variance: 1e300, known_variance: 1 };
    const { mean, variance } = pair.update(prior, { x: [1e6, 1e6 + 1] });
    near(mean, 1e6 + 0.5, 1e-15);
    near(variance, 0.5, 1e-15);
    near(pair.logEvidence(prior, { x: [3] }), -0.5 * Math.log(2 * Math.PI) - 150 * Math.log(10), 1e-15);
  });

  it("takes batches of any sizes to the same posterior", () => {
    const k = Array.from({ length: 500 }, (_, i) => (i * 7919) % 23);
    const n = k.map((x, i) => x + ((i * 104729) % 31));
    const { update, logEvidence } = pairs["beta-binomial"];
    const prior = { alpha: 0.1, beta: 0.7 };
    const whole = update(prior, { n, k });
    for (const size of [1, 7, 100]) {
      let [posterior, evidence] = [prior as { alpha: number; beta: number }, 0];
      for (let i = 0; i < k.length; i += size) {
        const batch = { n: n.slice(i, i + size), k: k.slice(i, i + size) };
        evidence += logEvidence(posterior, batch);
        const { alpha, beta } = update(posterior, batch);
        posterior = { alpha, beta };
      }
      near(posterior.alpha, whole.alpha, 4e-16);
      near(posterior.beta, whole.beta, 4e-16);
      near(evidence, logEvidence(prior, { n, k }), 1e-14);
    }
  });
});

describe("predictive laws", () => {
  it("sum to one", () => {
    const total = (f: (x: number) => number, most: number): number =>
      Array.from({ length: most + 1 }, (_, x) => Math.exp(f(x))).reduce((a, b) => a + b, 0);
    near(total(pairs["beta-binomial"].predictive({ alpha: 0.3, beta: 2.1 }, { n: 40 }).logDensity, 40), 1, 1e-14);
    near(total(pairs["gamma-poisson"].predictive({ shape: 3, rate: 0.5 }, { exposure: 2 }).logDensity, 600), 1, 1e-13);
    near(total(pairs["beta-negative-binomial"].predictive({ alpha: 30, beta: 2, r: 2.5 }).logDensity, 3000), 1, 1e-13);
    near(total(pairs["dirichlet-categorical"].predictive({ alpha: [0.2, 3, 1] }).logDensity, 2), 1, 1e-15);
  });

  it("give nothing to what cannot happen", () => {
    const trials = pairs["beta-binomial"].predictive({ alpha: 2, beta: 2 }, { n: 3 });
    for (const x of [-1, 0.5, 4, Number.NaN]) expect(trials.logDensity(x)).toBe(-Infinity);
    expect(pairs["gamma-exponential"].predictive({ shape: 2, rate: 2 }).logDensity(-1)).toBe(-Infinity);
    expect(pairs["dirichlet-categorical"].predictive({ alpha: [1, 1] }).logDensity(2)).toBe(-Infinity);
  });
});

describe("errors", () => {
  it("name the field and the value", () => {
    const { update, predictive } = pairs["beta-binomial"];
    expect(() => update({ alpha: 0, beta: 1 }, { n: [1], k: [1] })).toThrow(
      "beta-binomial: alpha is 0; it must be a positive number",
    );
    expect(() => update({ alpha: 1, beta: 1 }, { n: [1], k: [2] })).toThrow("k[0] is 2; it must be at most n[0] = 1");
    expect(() => update({ alpha: 1, beta: 1 }, { n: [1, 2], k: [1] })).toThrow("n has 2 values and k has 1");
    expect(() => update({ alpha: 1, beta: 1 }, { n: [2], k: [0.5] })).toThrow("k[0] is 0.5; it must be a whole number");
    expect(() => predictive({ alpha: 1, beta: 1 })).toThrow("how many trials");
    expect(() => pairs["gamma-poisson"].update({ shape: 1, rate: 1 }, { x: [1], exposure: [0] })).toThrow(
      "exposure[0] is 0",
    );
    expect(() =>
      pairs["normal-known-variance"].update({ mean: 0, variance: 1, known_variance: 1 }, { x: [Number.NaN] }),
    ).toThrow("x[0] is NaN");
    expect(() => pairs["dirichlet-categorical"].update({ alpha: [1, 1] }, { x: [2] })).toThrow(
      "label 2 does not exist",
    );
  });
});
