/** Hold every engine to a filter computed in 45 to 190 digits: evidence, moments, distribution function, quantiles. */
import { describe, expect, test } from "vitest";
import golden from "../../testing/fixtures/drift.json" with { type: "json" };
import { type EngineName, jacobi } from "../src/index.js";

interface Scenario {
  readonly name: string;
  readonly theta: number;
  readonly alpha: number;
  readonly beta: number;
  readonly initial_law: string | readonly number[];
  readonly x: readonly number[];
  readonly steps: readonly Step[];
}

interface Step {
  readonly dt: number;
  readonly k: number;
  readonly n: number;
  readonly log_ml_inc: number;
  readonly mean: number;
  readonly var: number;
  readonly cdf: readonly number[];
  readonly pdf: readonly number[];
  readonly quantiles: readonly number[];
}

/** Infinite densities are text in the file. */
const plain = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(plain)
    : typeof value === "string" && value !== "" && !Number.isNaN(Number(value))
      ? Number(value)
      : value;
const scenarios = golden.scenarios.map((scenario) =>
  JSON.parse(JSON.stringify(scenario), (_key, value) => plain(value)),
) as Scenario[];

const filterOf = ({ theta, alpha, beta, initial_law }: Scenario, engine: EngineName) => {
  const process = jacobi({ rate: theta, alpha, beta });
  const [a, b] = Array.isArray(initial_law) ? (initial_law as number[]) : [alpha, beta];
  return process.filter({ engine, start: { alpha: a as number, beta: b as number } });
};

/** What each engine must refuse: beyond its means, and it says so. */
const beyond: Partial<Record<EngineName, RegExp>> = {
  "moran-uniformisation": /1e5/,
  "moran-talbot": /1e5|surprise/,
  lattice: /1e5|surprise/,
  nodes: /1e5|surprise/,
};

describe.each(["spectral", "moran", "moran-uniformisation", "moran-talbot", "lattice", "nodes"] as const)(
  "%s",
  (engine) => {
    test.each(scenarios.filter(({ name }) => !beyond[engine]?.test(name)))("$name", (scenario) => {
      const filter = filterOf(scenario, engine);
      for (const step of scenario.steps) {
        filter.predict(step.dt);
        expect(Math.abs(filter.update(step.k, step.n) - step.log_ml_inc)).toBeLessThan(1e-10);
        expect(Math.abs(filter.mean() / step.mean - 1)).toBeLessThan(1e-10);
        expect(Math.abs(filter.variance() / step.var - 1)).toBeLessThan(1e-10);
        scenario.x.forEach((x, i) => {
          expect(Math.abs(filter.cdf(x) - (step.cdf[i] as number))).toBeLessThan(1e-10);
          if ((step.pdf[i] as number) > 1e-3)
            expect(Math.abs(filter.pdf(x) / (step.pdf[i] as number) - 1)).toBeLessThan(1e-9);
        });
        [0.025, 0.5, 0.975].forEach((p, i) => {
          expect(Math.abs(filter.quantile(p) / (step.quantiles[i] as number) - 1)).toBeLessThan(1e-10);
        });
      }
    });
  },
);

describe("engines say what is beyond them, and stay as they were", () => {
  test.each([
    ["moran-talbot", "surprise_jump", /less probable/],
    ["lattice", "ctr_0p2pct_1e5", /lattice/],
    ["nodes", "ctr_0p2pct_1e5", /nodes/],
    ["nodes", "surprise_jump", /nodes/],
  ] as const)("%s: %s", (engine, name, sentence) => {
    const scenario = scenarios.find((each) => each.name === name) as Scenario;
    const filter = filterOf(scenario, engine);
    let before = Number.NaN;
    expect(() => {
      for (const { dt, k, n } of scenario.steps) {
        filter.predict(dt);
        before = filter.logEvidence();
        filter.update(k, n);
      }
    }).toThrow(sentence);
    expect(filter.logEvidence()).toBe(before);
  });
});

test("the moment-matched beta stays within a seventh of a nat and a sixth in probability where nothing surprises", () => {
  for (const scenario of scenarios.filter(({ name }) => !/surprise/.test(name))) {
    const filter = filterOf(scenario, "moments");
    for (const step of scenario.steps) {
      filter.predict(step.dt);
      expect(Math.abs(filter.update(step.k, step.n) - step.log_ml_inc)).toBeLessThan(0.15);
      scenario.x.forEach((x, i) => {
        expect(Math.abs(filter.cdf(x) - (step.cdf[i] as number))).toBeLessThan(0.17);
      });
    }
  }
});

test.each(golden.transition_density)("transition from $x0 over $t of ($theta, $alpha, $beta)", (point) => {
  const { theta, alpha, beta, x0, t } = point;
  const process = jacobi({ rate: theta, alpha, beta });
  point.x.forEach((x, i) => {
    expect(Math.abs(process.transitionPdf(x, x0, t) / (point.pdf[i] as number) - 1)).toBeLessThan(1e-10);
    expect(Math.abs(process.transitionCdf(x, x0, t) - (point.cdf[i] as number))).toBeLessThan(1e-10);
  });
  expect(process.moments(x0, t).mean).toBeCloseTo(point.mean, 13);
  expect(Math.abs(process.moments(x0, t).variance / point.var - 1)).toBeLessThan(1e-12);
});

test.each(golden.log_ml_surface)(
  "evidence of $name at ($theta, $alpha, $beta)",
  ({ name, theta, alpha, beta, log_ml }) => {
    const scenario = scenarios.find((each) => each.name === name) as Scenario;
    const filter = filterOf({ ...scenario, theta, alpha, beta, initial_law: "stationary" }, "spectral");
    for (const { dt, k, n } of scenario.steps) filter.predict(dt).update(k, n);
    expect(Math.abs(filter.logEvidence() - log_ml)).toBeLessThan(1e-10);
  },
);
