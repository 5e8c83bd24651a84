/** Hold closed forms whose blocks depend on each other to golden values, and their predictions to ratios of evidence. */
import { readFileSync } from "node:fs";
import { rng } from "@credence/math";
import {
  bernoulli,
  beta,
  categorical,
  column,
  dim,
  dirichlet,
  gamma,
  graphOf,
  index,
  inverseGamma,
  model,
  normal,
  pareto,
  poisson,
  sqrt,
  uniform,
} from "@credence/model";
import { describe, expect, it } from "vitest";
import { type Block, type ClosedBlocks, closedBlocks, recognise } from "../src/index.js";
import type { ExactPosterior } from "../src/types.js";

interface Case {
  readonly family: string;
  readonly data: Record<string, readonly number[]>;
  readonly posterior: Record<string, number & readonly number[] & readonly (readonly number[])[]>;
  readonly log_evidence: number;
  readonly predictive: readonly { readonly x: never; readonly logp: number }[];
}
const fixture = new URL("../../testing/fixtures/conjugate.json", import.meta.url);
const golden = (family: string): Case[] =>
  (JSON.parse(readFileSync(fixture, "utf8")).cases as Case[]).filter((one) => one.family === family);
const [nig, normalGamma, regression] = ["normal-inverse-gamma", "normal-gamma", "linear-regression-nig"].map(
  (family) => golden(family)[0] as Case,
) as [Case, Case, Case];

type Build = () => Record<string, unknown>;
const closed = (build: Build, data: Record<string, unknown>): ExactPosterior => {
  const graph = graphOf(model(build as never)().observe(data as never) as never);
  const found = recognise(graph);
  const exact = "exact" in found ? found.exact : closedBlocks(graph)?.exact;
  if (exact === undefined) throw new Error("no closed form");
  return exact;
};
const cell = (exact: ExactPosterior, name: string, c = 0): number[] =>
  (exact.variables.find((variable) => variable.name === name)?.parameters ?? []).map((p) => p[c] as number);
const predicted = (exact: ExactPosterior, name: string, x: number, position = 0): number =>
  exact.predictives.find((law) => law.name === name)?.logDensity(x, position) as number;

describe("golden values", () => {
  const draw = dim("draw", 4);
  it("normal-inverse-gamma", () => {
    const exact = closed(
      () => {
        const variance = inverseGamma(2, 1);
        const mean = normal(0, sqrt(variance));
        return { variance, mean, x: normal(mean, sqrt(variance)).over(draw) };
      },
      { x: nig.data.x },
    );
    const { mu, kappa, alpha, beta } = nig.posterior as Record<string, number> as { [K in string]: number };
    const [a, b] = [alpha as number, beta as number];
    expect(cell(exact, "variance")[0]).toBeCloseTo(a, 12);
    expect(cell(exact, "variance")[1]).toBeCloseTo(b, 12);
    const [nu, location, scale] = cell(exact, "mean") as [number, number, number];
    expect(nu).toBeCloseTo(2 * a, 12);
    expect(location).toBeCloseTo(mu as number, 12);
    expect(scale).toBeCloseTo(Math.sqrt(b / (a * (kappa as number))), 12);
    expect(exact.logEvidence).toBeCloseTo(nig.log_evidence, 12);
    for (const { x, logp } of nig.predictive) expect(predicted(exact, "x", x)).toBeCloseTo(logp, 11);
  });
  it("normal-gamma", () => {
    const exact = closed(
      () => {
        const precision = gamma(2, 1);
        const mean = normal(0, precision.pow(-0.5));
        return { precision, mean, x: normal(mean, precision.pow(-0.5)).over(draw) };
      },
      { x: normalGamma.data.x },
    );
    const { mu, kappa, shape, rate } = normalGamma.posterior as unknown as Record<string, number>;
    expect(cell(exact, "precision")).toEqual([shape, expect.closeTo(rate as number, 12)]);
    expect(cell(exact, "mean")).toEqual([
      2 * (shape as number),
      expect.closeTo(mu as number, 12),
      expect.closeTo(Math.sqrt((rate as number) / ((shape as number) * (kappa as number))), 12),
    ]);
    expect(exact.logEvidence).toBeCloseTo(normalGamma.log_evidence, 12);
    for (const { x, logp } of normalGamma.predictive) expect(predicted(exact, "x", x)).toBeCloseTo(logp, 11);
  });
  it("linear regression", () => {
    const row = dim("row", 5);
    const slopeOf = (regression.data.X as unknown as number[][]).map(([, x]) => x as number);
    const exact = closed(
      () => {
        const variance = inverseGamma(2, 1);
        const level = normal(0, sqrt(variance).mul(10));
        const slope = normal(0, sqrt(variance).mul(10));
        return { variance, level, slope, y: normal(level.add(slope.mul(column(row, slopeOf))), sqrt(variance)) };
      },
      { y: regression.data.y },
    );
    const { mean, cov_scale, alpha, beta } = regression.posterior;
    const [a, b] = cell(exact, "variance") as [number, number];
    expect(a).toBeCloseTo(alpha as number, 12);
    expect(b).toBeCloseTo(beta as number, 10);
    ["level", "slope"].forEach((name, i) => {
      const scale = Math.sqrt((b / a) * ((cov_scale as readonly (readonly number[])[])[i]?.[i] as number));
      expect(cell(exact, name)).toEqual([
        expect.closeTo(2 * a, 12),
        expect.closeTo((mean as readonly number[])[i] as number, 11),
        expect.closeTo(scale, 11),
      ]);
    });
    expect(exact.logEvidence).toBeCloseTo(regression.log_evidence, 10);
  });
  it.each(golden("pareto-uniform").map((one) => [one.data.x as readonly number[], one] as const))(
    "Pareto and uniform: %j",
    (x, one) => {
      const exact = closed(
        () => {
          const end = pareto(2, 1);
          return { end, x: uniform(0, end).over(dim("seen", x.length)) };
        },
        { x },
      );
      expect(cell(exact, "end")).toEqual([one.posterior.shape, one.posterior.scale]);
      expect(exact.logEvidence).toBeCloseTo(one.log_evidence, 12);
      for (const { x: at, logp } of one.predictive) expect(predicted(exact, "x", at)).toBeCloseTo(logp, 12);
    },
  );
});

/** The last observation repeats the design of the first. */
describe("p(last | others) is the ratio of evidences, whatever the blocks", () => {
  const xs = [1, -0.5, 2, 0.3, 1];
  const ys = [0.4, -1.1, 2.2, 0.1, 1.7];
  const groups = dim("group", 3);
  const of = [1, 2, 3, 2, 1];
  const cases: Record<string, { build: (n: number) => Build; data: readonly number[]; child: string }> = {
    "coefficients of unknown spread": {
      build: (n) => () => {
        const v = inverseGamma(3, 2);
        const slope = normal(0.5, sqrt(v).mul(2));
        return { v, slope, y: normal(slope.mul(column(dim("obs", n), xs.slice(0, n))), sqrt(v)) };
      },
      data: ys,
      child: "y",
    },
    "known means of unknown spread": {
      build: (n) => () => {
        const v = inverseGamma(3, 2);
        return { v, y: normal(0.3, sqrt(v.mul(2))).over(dim("obs", n)) };
      },
      data: ys,
      child: "y",
    },
    "an overall mean and those of groups, of known spread": {
      build: (n) => () => {
        const mu = normal(0, 3);
        const theta = normal(mu, 1.5).over(groups);
        const lies = index(groups, dim("obs", n), of.slice(0, n));
        return { mu, theta, y: normal(theta.at(lies), 0.7) };
      },
      data: ys,
      child: "y",
    },
    "the same of unknown spread": {
      build: (n) => () => {
        const v = inverseGamma(2, 1);
        const mu = normal(0, sqrt(v).mul(3));
        const theta = normal(mu, sqrt(v)).over(groups);
        const lies = index(groups, dim("obs", n), of.slice(0, n));
        return { v, mu, theta, y: normal(theta.at(lies), sqrt(v).mul(0.5)) };
      },
      data: ys,
      child: "y",
    },
    "a mean and a variance for each group": {
      build: (n) => () => {
        const v = inverseGamma(column(groups, [2, 3, 4]), 1.5);
        const mu = normal(0.2, sqrt(v).mul(2));
        const lies = index(groups, dim("obs", n), of.slice(0, n));
        return { v, mu, y: normal(mu.at(lies), sqrt(v).at(lies)) };
      },
      data: ys,
      child: "y",
    },
    "labels beside counts": {
      build: (n) => () => {
        const share = dirichlet(groups, [1, 2, 0.5]);
        const rate = gamma(2, 3);
        return { share, rate, label: categorical(share).over(dim("obs", n)), k: poisson(rate) };
      },
      data: [2, 0, 1, 1, 2],
      child: "label",
    },
    "clicks beside labels": {
      build: (n) => () => {
        const share = dirichlet(groups, [1, 2, 0.5]);
        const rate = beta(2, 3);
        return { share, rate, label: categorical(share), click: bernoulli(rate).over(dim("obs", n)) };
      },
      data: [1, 0, 0, 1, 1],
      child: "click",
    },
  };
  it.each(Object.entries(cases))("%s", (_, { build, data, child }) => {
    const others = { k: 4, label: 1 };
    const seen = (n: number): Record<string, unknown> => {
      const record = build(n)();
      const given = Object.fromEntries(Object.entries(others).filter(([name]) => name in record && name !== child));
      return { ...given, [child]: data.slice(0, n) };
    };
    const n = data.length;
    const [before, after] = [closed(build(n - 1), seen(n - 1)), closed(build(n), seen(n))];
    expect(predicted(before, child, data[n - 1] as number)).toBeCloseTo(after.logEvidence - before.logEvidence, 11);
  });
});

it("joint draws have the marginals that are stated (4.5 standard errors: 1 false alarm in 10⁵)", () => {
  const draw = dim("draw", 4);
  const joint = model(() => {
    const variance = inverseGamma(2, 1);
    const mean = normal(0, sqrt(variance));
    return { variance, mean, x: normal(mean, sqrt(variance)).over(draw) };
  });
  const { plan, exact } = closedBlocks(graphOf(joint().observe({ x: nig.data.x } as never) as never)) as ClosedBlocks;
  const [variance, mean] = plan.removed as [Block, Block];
  const count = 20_000;
  const [v, m] = [new Float64Array(count), new Float64Array(count)];
  variance.draw([], count, rng("closed", "variance"), [v]);
  mean.draw([v], count, rng("closed", "mean"), [m]);
  const [nu, location, scale] = cell(exact, "mean") as [number, number, number];
  // the share below the upper quartile of the t distribution with 8 degrees of freedom, 0.70639
  expect(nu).toBe(8);
  const below = m.filter((x) => (x - location) / scale < 0.7063866).length / count;
  expect(Math.abs(below - 0.75)).toBeLessThan(4.5 * Math.sqrt((0.75 * 0.25) / count));
});

describe("near misses have no closed form", () => {
  const draw = dim("draw", 4);
  const x = [0.5, -1.2, 2, 0.1];
  const none = (build: Build): void => {
    const graph = graphOf(model(build as never)().observe({ x } as never) as never);
    expect("exact" in recognise(graph)).toBe(false);
    expect(closedBlocks(graph)).toBeUndefined();
  };
  it("a mean whose spread is another power of the variance", () =>
    none(() => {
      const v = inverseGamma(2, 1);
      const mean = normal(0, v);
      return { v, mean, x: normal(mean, sqrt(v)).over(draw) };
    }));
  it("a mean of known spread beside an unknown variance", () =>
    none(() => {
      const v = inverseGamma(2, 1);
      const mean = normal(0, 2);
      return { v, mean, x: normal(mean, sqrt(v)).over(draw) };
    }));
  it("a gamma variance", () =>
    none(() => {
      const v = gamma(2, 1);
      const mean = normal(0, sqrt(v));
      return { v, mean, x: normal(mean, sqrt(v)).over(draw) };
    }));
  it("a uniform whose lower end is not zero, and a Pareto end that is squared", () => {
    const y = [0.4, 1.2, 2, 0.3];
    for (const build of [
      () => {
        const end = pareto(2, 1);
        return { end, x: uniform(0.1, end).over(draw) };
      },
      () => {
        const end = pareto(2, 1);
        return { end, x: uniform(0, end.pow(2)).over(draw) };
      },
    ])
      expect("reason" in recognise(graphOf(model(build)().observe({ x: y } as never) as never))).toBe(true);
  });
});
