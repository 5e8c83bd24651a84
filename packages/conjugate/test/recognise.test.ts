import {
  bernoulli,
  beta,
  betaBinomial,
  binomial,
  chiSquared,
  column,
  dim,
  exponential,
  gamma,
  graphOf,
  index,
  model,
  normal,
  pick,
  poisson,
  rename,
  uniform,
} from "@credence/model";
import { describe, expect, it } from "vitest";
import { pairs, recognise } from "../src/index.js";
import { exactOf } from "./oracle.js";

const arm = dim("arm", ["A", "B", "C"]);
const day = dim("day", ["Mon", "Tue"]);
const list = (values: Float64Array | undefined): number[] => [...(values ?? [])];

describe("beta-binomial", () => {
  const click = model(({ n }: { n: number }) => {
    const theta = beta(11.5, 48.5);
    const k = binomial(n, theta);
    return { theta, k };
  });
  const exact = exactOf(click({ n: 10 }).observe({ k: 7 }));

  it("has the posterior and evidence of the reference", () => {
    expect(exact.variables[0]?.parameters.map(list)).toEqual([[18.5], [51.5]]);
    expect(exact.logEvidence).toBeCloseTo(-6.512402615387084, 14);
    expect(exact.pieces).toEqual([{ variable: "theta", pair: "beta-binomial", observed: ["k"] }]);
  });
  it("predicts one more observation with as many trials", () => {
    const law = exact.predictives[0];
    expect(law?.name).toBe("k");
    expect(law?.logDensity(0, 0)).toBeCloseTo(-2.860216955919522, 14);
    expect(law?.logDensity(10, 0)).toBeCloseTo(-11.824688270620017, 13);
    expect(law?.logDensity(11, 0)).toBe(-Infinity);
  });
});

describe("dims", () => {
  it("adds up the cells that read a cell of the prior", () => {
    const exact = exactOf(
      model(() => {
        const theta = beta(column(arm, [1, 2, 3]), 1).over(day);
        const k = binomial(column(arm, [10, 20, 30]), theta);
        return { theta, k };
      })().observe({ k: column([day, arm], [1, 2, 3, 4, 5, 6]) }),
    );
    expect(exact.variables[0]?.axes.map(({ name }) => name)).toEqual(["arm", "day"]);
    expect(exact.variables[0]?.parameters.map(list)).toEqual([
      [2, 5, 4, 7, 6, 9],
      [10, 7, 19, 16, 28, 25],
    ]);
  });

  it("reads a prior broadcast over further dims", () => {
    const exact = exactOf(
      model(() => {
        const theta = beta(1, 1).over(arm);
        const y = bernoulli(theta).over(day);
        return { theta, y };
      })().observe({ y: column([arm, day], [1, 1, 0, 1, 0, 0]) }),
    );
    expect(exact.variables[0]?.parameters.map(list)).toEqual([
      [3, 2, 1],
      [1, 2, 3],
    ]);
  });

  it("follows lookups at known labels, also twice and after renaming, and leaves unread cells at their prior", () => {
    const visit = dim("visit", 5);
    const visitArm = index(arm, visit, ["C", "A", "C", "C", "A"]);
    const group = dim("group", 3);
    const exact = exactOf(
      model(() => {
        const mu = normal(0, column(arm, [1, 2, 4]));
        const level = rename(mu.at(visitArm), visit, dim("row", 5));
        const y = normal(level, 1);
        const theta = beta(1, 1).over(arm);
        const k = binomial(4, rename(theta, arm, group));
        return { mu, level, y, theta, k };
      })().observe({ y: [1, 2, 3, 4, 5], k: [0, 2, 4] }),
    );
    const [mu, theta] = exact.variables;
    const posteriorOf = (variance: number, x: number[]) =>
      pairs["normal-known-variance"].update({ mean: 0, variance, known_variance: 1 }, { x });
    const expected = [posteriorOf(1, [2, 5]), posteriorOf(4, []), posteriorOf(16, [1, 3, 4])];
    const [means, sds] = (mu?.parameters ?? []).map(list) as [number[], number[]];
    for (const [i, { mean, variance }] of expected.entries()) {
      expect(means[i]).toBeCloseTo(mean, 14);
      expect((sds[i] as number) ** 2).toBeCloseTo(variance, 14);
    }
    expect(theta?.parameters.map(list)).toEqual([
      [1, 3, 5],
      [5, 3, 1],
    ]);
  });

  it("looks up single labels", () => {
    const exact = exactOf(
      model(() => {
        const rate = beta(1, 1).over(arm);
        const lift = rate.at(pick(arm, "B")).div(rate.at(pick(arm, "A")));
        const k = binomial(10, rate.at(pick(arm, "B")));
        return { rate, lift, k };
      })().observe({ k: 4 }),
    );
    expect(exact.variables[0]?.parameters.map(list)).toEqual([
      [1, 5, 1],
      [1, 7, 1],
    ]);
    expect(exact.predictives[0]?.axes).toEqual([]);
  });

  it("multiplies Poisson rates by known exposures over their own dims", () => {
    const exposure = column([arm, day], [1, 2, 3, 4, 5, 6]);
    const exact = exactOf(
      model(() => {
        const lambda = gamma(2, 0.5).over(arm);
        const y = poisson(exposure.mul(lambda).div(2));
        return { lambda, y };
      })().observe({ y: column([arm, day], [3, 1, 0, 2, 9, 7]) }),
    );
    expect(exact.variables[0]?.parameters.map(list)).toEqual([
      [6, 4, 18],
      [2, 4, 6],
    ]);
    const by = ["A", "B", "C"].map((_, a) =>
      pairs["gamma-poisson"].logEvidence(
        { shape: 2, rate: 0.5 },
        {
          x: [
            [3, 1],
            [0, 2],
            [9, 7],
          ][a] as number[],
          exposure: [
            [0.5, 1],
            [1.5, 2],
            [2.5, 3],
          ][a] as number[],
        },
      ),
    );
    expect(exact.logEvidence).toBeCloseTo(
      by.reduce((s, v) => s + v, 0),
      12,
    );
    const one = pairs["gamma-poisson"].predictive({ shape: 18, rate: 6 }, { exposure: 3 }).logDensity(4);
    expect(exact.predictives[0]?.logDensity(4, 5)).toBeCloseTo(one, 14);
  });
});

describe("several pieces", () => {
  it("answers each variable by its own observations, and one by several", () => {
    const exact = exactOf(
      model(() => {
        const theta = beta(1, 1);
        const lambda = gamma(1, 1);
        const spare = normal(3, 2).over(arm);
        const y = bernoulli(theta).over(day);
        const k = binomial(10, theta);
        const count = poisson(lambda);
        return { group: { theta, lambda }, spare, y, k, count };
      })().observe({ y: [1, 0], k: 7, count: 3 }),
    );
    expect(exact.variables.map(({ name }) => name)).toEqual(["group.theta", "group.lambda", "spare"]);
    expect(exact.pieces).toEqual([
      { variable: "group.theta", pair: "beta-bernoulli", observed: ["y"] },
      { variable: "group.theta", pair: "beta-binomial", observed: ["k"] },
      { variable: "group.lambda", pair: "gamma-poisson", observed: ["count"] },
      { variable: "spare", pair: "prior", observed: [] },
    ]);
    expect(exact.variables[0]?.parameters.map(list)).toEqual([[9], [5]]);
    expect(exact.variables[2]?.parameters.map(list)).toEqual([
      [3, 3, 3],
      [2, 2, 2],
    ]);
    const trials = pairs["beta-bernoulli"].logEvidence({ alpha: 1, beta: 1 }, { x: [1, 0] });
    const more = pairs["beta-binomial"].logEvidence({ alpha: 2, beta: 2 }, { n: [10], k: [7] });
    expect(exact.logEvidence).toBeCloseTo(
      trials + more + pairs["gamma-poisson"].logEvidence({ shape: 1, rate: 1 }, { x: [3] }),
      14,
    );
  });

  it("knows exponential rates as gamma ones, and uniform proportions as beta ones", () => {
    const exact = exactOf(
      model(() => {
        const rate = exponential(column(arm, [1, 2, 3]));
        const theta = uniform(0, 1);
        const chi = chiSquared(3);
        const spare = exponential(2);
        return { rate, theta, chi, spare, y: poisson(rate), k: binomial(10, theta), z: poisson(chi) };
      })().observe({ y: [0, 1, 2], k: 3, z: 1 }),
    );
    expect(exact.variables.map(({ family, parameters }) => [family.name, ...parameters.map(list)])).toEqual([
      ["gamma", [1, 2, 3], [2, 3, 4]],
      ["beta", [4], [8]],
      ["gamma", [2.5], [1.5]],
      ["exponential", [2]],
    ]);
  });

  it("keeps what was observed as known in other parameters", () => {
    // n is Poisson and observed, so that k given n is binomial of known size
    const exact = exactOf(
      model(() => {
        const lambda = gamma(2, 1);
        const n = poisson(lambda);
        const theta = beta(1, 1);
        const k = binomial(n, theta);
        return { lambda, n, theta, k };
      })().observe({ n: 9, k: 4 }),
    );
    expect(exact.variables.map(({ parameters }) => parameters.map(list))).toEqual([
      [[11], [2]],
      [[5], [6]],
    ]);
  });

  it("adds the constant of observations that depend on nothing unknown", () => {
    const exact = exactOf(
      model(() => {
        const theta = beta(2, 3);
        const k = binomial(10, theta);
        const z = normal(1, 2).over(arm);
        const w = betaBinomial(10, 2, 3);
        return { theta, k, z, w };
      })().observe({ k: 7, z: [1, 3, 5], w: 7 }),
    );
    const half = -0.5 * Math.log(8 * Math.PI);
    const own = pairs["beta-binomial"].logEvidence({ alpha: 2, beta: 3 }, { n: [10], k: [7] });
    expect(exact.logEvidence).toBeCloseTo(3 * half - 0.5 - 2 + 2 * own, 12);
    expect(exact.predictives.map(({ name }) => name)).toEqual(["k", "z", "w"]);
    expect(exact.predictives[1]?.logDensity(3, 2)).toBeCloseTo(half - 0.5, 14);
    expect(exact.predictives[2]?.logDensity(11, 0)).toBe(-Infinity);
  });

  it("leaves the graph as it was", () => {
    const posterior = model(() => {
      const theta = beta(column(arm, [1, 2, 3]), column(arm, [1, 1, 1]));
      const k = binomial(10, theta);
      return { theta, k };
    })().observe({ k: [1, 2, 3] });
    const graph = graphOf(posterior);
    const before = JSON.stringify(graph);
    const [once, twice] = [recognise(graph), recognise(graph)];
    expect("exact" in once && once.exact.variables).toEqual("exact" in twice && twice.exact.variables);
    expect(JSON.stringify(graph)).toBe(before);
  });
});

it("answers thousands of cells, each like a model of its own", () => {
  const cells = dim("cell", 20_000);
  const n = Array.from({ length: cells.size }, (_, i) => (i * 7919) % 1000);
  const k = n.map((trials, i) => (i * 104_729) % (trials + 1));
  const exact = exactOf(
    model(() => {
      const theta = beta(0.5, 2).over(cells);
      const y = binomial(column(cells, n), theta);
      return { theta, y };
    })().observe({ y: k }),
  );
  const pair = pairs["beta-binomial"];
  let total = 0;
  for (let i = 0; i < cells.size; i++) {
    const data = { n: [n[i] as number], k: [k[i] as number] };
    total += pair.logEvidence({ alpha: 0.5, beta: 2 }, data);
    if (i % 997 !== 0) continue;
    expect(exact.variables[0]?.parameters.map((p) => p[i])).toEqual([
      0.5 + (k[i] as number),
      2 + (n[i] as number) - (k[i] as number),
    ]);
  }
  expect(Math.abs(exact.logEvidence / total - 1)).toBeLessThan(1e-14);
});
