/** Check vectors that sum to zero, directions and proportions moved in other ways: against closed forms and draws. */
import { compilePosterior } from "@credence/compiler";
import { rng } from "@credence/math";
import {
  column,
  dim,
  dirichlet,
  evaluate,
  graphOf,
  inputNode,
  model,
  nodeOf,
  normal,
  posteriorFrom,
  type SimplexTransform,
  unitVector,
  type VectorFamily,
  zeroSumNormal,
} from "@credence/model";
import { nuts } from "@credence/samplers";
import { describe, expect, it } from "vitest";
import { explain, sampleSync, simulate } from "../src/index.js";

const group = dim("group", ["a", "b", "c", "d"]);
const options = { sampler: nuts(), seed: 3, progress: false } as const;
const densityOf = (variable: unknown, values: readonly number[]): number => {
  const node = nodeOf(variable as never);
  if (node.operation.op !== "random") throw new Error("not random");
  const x = inputNode("x", node.axes);
  return evaluate(
    node.operation.family.logDensity(x, ...node.args),
    new Map([[x, Float64Array.from(values)]]),
  )[0] as number;
};

describe("zeroSumNormal", () => {
  it("has the density of PyMC's ZeroSumNormal", () => {
    // pymc: sum(-x² / 2σ² − log(σ √2π) (n − 1) / n)
    const x = [0.3, -1.2, 0.4, 0.5];
    const each = x.map((v) => -(v * v) / (2 * 1.7 ** 2) - Math.log(1.7 * Math.sqrt(2 * Math.PI)) * 0.75);
    expect(densityOf(zeroSumNormal(group, 1.7), x)).toBeCloseTo(
      each.reduce((a, b) => a + b),
      12,
    );
  });
  it("is normal in each of n − 1 orthonormal coordinates: two labels are one normal with sd sigma √2 / 2", () => {
    const pair = dim("pair", 2);
    // the element is u / √2 for a coordinate u with sd sigma
    const u = 0.6 * Math.SQRT2;
    const coordinate = -0.5 * (u / 0.9) ** 2 - Math.log(0.9 * Math.sqrt(2 * Math.PI));
    expect(densityOf(zeroSumNormal(pair, 0.9), [0.6, -0.6])).toBeCloseTo(coordinate, 12);
  });
  it("draws and samples vectors that sum to zero, with its variance (5 standard errors)", () => {
    const prior = model(() => {
      const effect = zeroSumNormal(group, 2);
      const y = normal(effect, 1e6);
      return { effect, y };
    });
    const wanted = 4 * (1 - 1 / 4);
    const drawn = simulate(prior(), { draws: 4000, seed: 2 }).effect;
    const sampled = sampleSync(prior().observe({ y: [0, 0, 0, 0] }), options).effect;
    for (const effect of [drawn, sampled]) {
      const { values } = effect;
      for (let at = 0; at < values.length; at += 4)
        expect(Math.abs([0, 1, 2, 3].reduce((sum, i) => sum + (values[at + i] as number), 0))).toBeLessThan(1e-12);
      const sd = effect.at({ group: "b" }).sd();
      expect(Math.abs(sd * sd - wanted)).toBeLessThan(5 * wanted * Math.sqrt(2 / 1500));
      // correlation −1 / (n − 1)
      const [b, c] = ["b", "c"].map((label) => effect.at({ group: label as "b" }).values) as [
        Float64Array,
        Float64Array,
      ];
      const product = b.reduce((sum, v, i) => sum + v * (c[i] as number), 0) / b.length;
      expect(Math.abs(product + wanted / 3)).toBeLessThan(5 * wanted * Math.sqrt(1.2 / 1500));
    }
  });
  it("has a posterior in closed form: that of a multivariate normal less its mean (5 standard errors)", () => {
    const data = [3.1, 0.2, 1.9, 0.8];
    const m = model(() => {
      const effect = zeroSumNormal(group, 1.5);
      const y = normal(effect.add(1.5), 0.7);
      return { effect, y };
    });
    const trace = sampleSync(m().observe({ y: data }), options);
    // orthonormal coordinates are shrunk by 1.5² / (1.5² + 0.7²)
    const shrink = 1.5 ** 2 / (1.5 ** 2 + 0.7 ** 2);
    const average = data.reduce((a, b) => a + b) / 4;
    const sd = Math.sqrt(0.7 ** 2 * shrink * 0.75);
    ["a", "b", "c", "d"].forEach((label, i) => {
      const mean = trace.effect.at({ group: label as "a" }).mean();
      expect(Math.abs(mean - shrink * ((data[i] as number) - average))).toBeLessThan((5 * sd) / Math.sqrt(1500));
    });
  });
  it("may have one sd for each label of another dim, and refuses one for each of its own", () => {
    const year = dim("year", 3);
    expect(nodeOf(zeroSumNormal(group, column(year, [1, 2, 3])) as never).axes.map(({ name }) => name)).toEqual([
      "year",
      "group",
    ]);
    expect(() => zeroSumNormal(group, column(group, [1, 2, 3, 4]))).toThrow('sigma varies along "group"');
    expect(() => zeroSumNormal(dim("one", 1), 1)).toThrow("one label");
    expect(() => zeroSumNormal(group, -1)).toThrow("the sigma of zeroSumNormal is -1");
    expect(() => model(() => ({ effect: zeroSumNormal(group, 1) }))().observe({ effect: [1, 2, 3, 4] })).toThrow(
      "lies outside the support",
    );
  });
});

describe("unitVector", () => {
  const space = dim("space", ["x", "y", "z"]);
  it("has the density of a uniform direction: one over the surface of the sphere", () => {
    expect(densityOf(unitVector(space), [0.6, 0, 0.8])).toBeCloseTo(-Math.log(4 * Math.PI), 12);
    expect(densityOf(unitVector(dim("plane", 2)), [0.6, 0.8])).toBeCloseTo(-Math.log(2 * Math.PI), 12);
    // of any sd that all have
    expect(densityOf(unitVector(space, 3.3), [0.6, 0, 0.8])).toBeCloseTo(-Math.log(4 * Math.PI), 12);
  });
  it("integrates to one over the circle where standard deviations differ", () => {
    const plane = dim("plane", 2);
    const count = 400;
    let total = 0;
    for (let i = 0; i < count; i++) {
      const angle = (2 * Math.PI * i) / count;
      total += Math.exp(densityOf(unitVector(plane, column(plane, [0.6, 1.4])), [Math.cos(angle), Math.sin(angle)]));
    }
    expect((total * 2 * Math.PI) / count).toBeCloseTo(1, 12);
  });
  it("draws and samples directions with their second moments (5 standard errors)", () => {
    const prior = model(() => {
      const way = unitVector(space);
      const y = normal(way, 1e6);
      return { way, y };
    });
    const drawn = simulate(prior(), { draws: 4000, seed: 2 }).way;
    const sampled = sampleSync(prior().observe({ y: [0, 0, 0] }), options).way;
    for (const way of [drawn, sampled]) {
      const z = way.at({ space: "z" }).values;
      const second = z.reduce((sum, v) => sum + v * v, 0) / z.length;
      // z is uniform on [−1, 1]: z² has mean 1/3 and variance 4/45
      expect(Math.abs(second - 1 / 3)).toBeLessThan(5 * Math.sqrt(4 / 45 / 1000));
      const { values } = way;
      for (let at = 0; at < values.length; at += 3) {
        const squares = [0, 1, 2].reduce((sum, i) => sum + (values[at + i] as number) ** 2, 0);
        expect(squares).toBeCloseTo(1, 12);
      }
    }
    const family = nodeOf(unitVector(space) as never).operation as { readonly family: VectorFamily };
    expect(family.family.random(rng(1), new Float64Array(3).fill(1))).toHaveLength(3);
  });
  it("refuses a dim of one label, and values of another length", () => {
    expect(() => unitVector(dim("one", 1))).toThrow("a direction needs two or more");
    expect(() => model(() => ({ way: unitVector(space) }))().observe({ way: [1, 1, 1] })).toThrow(
      "outside the support",
    );
  });
});

describe("proportions moved in other ways", () => {
  const part = dim("part", 3);
  const make = (transform?: SimplexTransform) =>
    model(() => {
      const share = dirichlet(part, [2, 3, 4], transform === undefined ? {} : { transform });
      const y = normal(share, 1e6);
      return { share, y };
    })().observe({ y: [0, 0, 0] });
  it.each(["isometric", "stickBreaking", "additive"] as const)("%s has the means of the Dirichlet", (transform) => {
    const trace = sampleSync(make(transform), options);
    [2, 3, 4].forEach((alpha, i) => {
      const mean = alpha / 9;
      const sd = Math.sqrt((mean * (1 - mean)) / 10);
      expect(Math.abs(trace.share.at({ part: i + 1 }).mean() - mean)).toBeLessThan((5 * sd) / Math.sqrt(1000));
    });
  });
  it("are told by explain, keep their way as plain data, and put a position at different places", () => {
    expect(JSON.stringify(explain(make("stickBreaking")))).toContain("breaks of a stick");
    const at = (transform: SimplexTransform): number => {
      const compiled = compilePosterior(posteriorFrom(graphOf(make(transform))));
      return compiled.constrain(Float64Array.of(0.3, -0.4))[0]?.[0] as number;
    };
    expect(new Set(["isometric", "stickBreaking", "additive"].map((t) => at(t as SimplexTransform))).size).toBe(3);
    expect(() => dirichlet(part, 1, { transform: "logit" as never })).toThrow("transform is one of");
  });
});
