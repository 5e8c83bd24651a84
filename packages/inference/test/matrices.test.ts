/** Check models with vectors and matrices: densities against the plain-number face, slopes, draws, layouts and refusals. */
import { compilePosterior } from "@credence/compiler";
import { rng } from "@credence/math";
import {
  type Axes,
  assume,
  categoricalLogit,
  cholesky,
  column,
  covariance,
  dim,
  dirichlet,
  dirichletMultinomial,
  dot,
  evaluate,
  graphOf,
  halfNormal,
  inverseWishart,
  lkjCorr,
  lkjCorrCholesky,
  logDet,
  matmul,
  model,
  multinomial,
  multivariateNormal,
  multivariateNormalCholesky,
  multivariateStudentT,
  nodeOf,
  normal,
  ordered,
  orderedLogistic,
  orderedProbit,
  type Posterior,
  posteriorFrom,
  prime,
  rename,
  scaleRows,
  solveTriangular,
  type Variable,
  wishart,
} from "@credence/model";
import { describe, expect, it } from "vitest";
import { distributions, sampleSync, simulate } from "../src/index.js";

const coef = dim("coef", ["intercept", "slope", "curve"]);
const square = [coef, prime(coef)];
const group = dim("group", 4);
const obs = dim("obs", 6);
const matrix = [
  [2, 0.5, -0.3],
  [0.5, 1, 0.2],
  [-0.3, 0.2, 0.7],
];
const known = assume.covariance(column(square, matrix.flat()), coef);
const predictor = column(obs, [-1, -0.5, 0, 0.5, 1, 1.5]);
const numbers = (length: number, seed: number): number[] => {
  const stream = rng(seed, "matrices");
  return Array.from({ length }, () => stream.normal());
};

/** Compares the gradient of a compiled log density with central differences at a few positions. */
function expectSlopes(posterior: Posterior<unknown, unknown>): void {
  const compiled = compilePosterior(posterior);
  const n = compiled.dimension;
  const memory = new Float64Array(3 * n);
  for (const seed of [1, 2]) {
    const q = numbers(n, seed).map((v) => 0.5 * v);
    memory.set(q);
    expect(compiled.logDensityGradient(memory, 0, n)).toBeGreaterThan(-Infinity);
    const gradient = memory.slice(n, 2 * n);
    const at = (i: number, by: number): number => {
      memory.set(q, 2 * n);
      memory[2 * n + i] = (q[i] as number) + by;
      return compiled.logDensity(memory, 2 * n);
    };
    const h = 1e-3;
    gradient.forEach((slope, i) => {
      const difference = (at(i, -2 * h) - 8 * at(i, -h) + 8 * at(i, h) - at(i, 2 * h)) / (12 * h);
      expect(Math.abs(slope - difference), `slope ${i}: ${slope}, ${difference}`).toBeLessThan(
        1e-6 * (1 + Math.abs(difference)),
      );
    });
  }
}

const hierarchical = (centred: boolean) =>
  model(() => {
    const mu = normal(0, 3).over(coef);
    const tau = halfNormal(1).over(coef);
    const chol = lkjCorrCholesky(coef, 2);
    const vectors = multivariateNormalCholesky(mu, scaleRows(tau, chol)).over(group);
    const b = centred ? vectors : vectors.nonCentered();
    const y = normal(b, 1).over(obs);
    return { mu, tau, chol, b, y };
  })().observe({ y: column([group, coef, obs], numbers(4 * 3 * 6, 5)) });

describe("log densities of models", () => {
  it("are the sums of those on plain numbers, over groups", () => {
    const values = numbers(12, 3);
    const posterior = model(() => {
      const s = halfNormal(1);
      const b = multivariateNormal(column(coef, [1, 2, 3]), known).over(group);
      const t = multivariateStudentT(4, 0, known).over(group);
      return { s, b, t };
    })().observe({ b: column([group, coef], values), t: column([coef, group], values) });
    const compiled = compilePosterior(posterior, "constrained");
    const rows = Array.from({ length: 4 }, (_, g) => values.slice(3 * g, 3 * g + 3));
    const columns = Array.from({ length: 4 }, (_, g) => [0, 1, 2].map((c) => values[4 * c + g] as number));
    const plain =
      rows.reduce(
        (sum, x) => sum + (distributions.multivariate_normal?.logDensity(x, { mu: [1, 2, 3], cov: matrix }) as number),
        0,
      ) +
      columns.reduce(
        (sum, x) =>
          sum + (distributions.multivariate_student_t?.logDensity(x, { nu: 4, mu: 0, Sigma: matrix }) as number),
        0,
      ) +
      (distributions.half_normal?.logDensity(1, { sigma: 1 }) as number);
    const memory = new Float64Array(compiled.dimension); // s = exp 0
    expect(compiled.logDensity(memory, 0)).toBeCloseTo(plain, 11);
  });
  it.each([
    ["centred vectors over groups", () => hierarchical(true)],
    ["non-centred vectors over groups", () => hierarchical(false)],
    [
      "covariances of their own for every group",
      () =>
        model(() => {
          const sd = halfNormal(1).over(group);
          const r = lkjCorr(coef, 1.5);
          const b = multivariateNormalCholesky(0, scaleRows(sd, cholesky(r)));
          return { sd, r, b };
        })().observe({}),
    ],
    [
      "Wishart matrices",
      () =>
        model(() => {
          const w = wishart(6, known);
          const v = inverseWishart(7, known).over(group);
          const x = multivariateNormal(0, w);
          return { w, v, x };
        })().observe({ x: [0.3, -0.2, 1] }),
    ],
    [
      "t vectors, non-centred",
      () =>
        model(() => {
          const nu = halfNormal(10);
          const x = multivariateStudentT(nu, 1, known).over(group).nonCentered();
          const y = normal(x, 1);
          return { nu, x, y };
        })().observe({ y: column([group, coef], numbers(12, 9)) }),
    ],
    [
      "counts and labels",
      () =>
        model(() => {
          const p = dirichlet(coef, 1).over(group);
          const seen = multinomial(10, p);
          const alpha = halfNormal(1).over(coef);
          const more = dirichletMultinomial(coef, 10, alpha).over(group);
          const eta = normal(0, 1).over(coef);
          const kind = categoricalLogit(coef, eta).over(obs);
          const cut = dim("cut", 2);
          const cuts = ordered(normal(0, 2).over(cut), cut);
          const grade = orderedLogistic(cut, predictor, cuts);
          const other = orderedProbit(cut, predictor, cuts);
          return { p, seen, alpha, more, eta, kind, cuts, grade, other };
        })().observe({
          seen: column([group, coef], [3, 3, 4, 10, 0, 0, 1, 2, 7, 5, 5, 0]),
          more: column([group, coef], [3, 3, 4, 10, 0, 0, 1, 2, 7, 5, 5, 0]),
          kind: [0, 1, 2, 2, 1, 0],
          grade: [0, 1, 2, 2, 1, 0],
          other: [0, 1, 2, 0, 1, 2],
        }),
    ],
    [
      "products, solutions and determinants",
      () =>
        model(() => {
          const r = lkjCorrCholesky(coef, 2);
          const v = normal(0, 1).over(coef).over(group);
          const turned = matmul(covariance(r), v, coef);
          const back = solveTriangular(r, solveTriangular(r, turned), { transpose: true });
          const y = normal(dot(back, turned, coef).add(logDet(r)), 1);
          return { r, v, y };
        })().observe({ y: [1, 2, 3, 4] }),
    ],
  ] as [string, () => Posterior<unknown, unknown>][])("have the slopes of differences: %s", (_, make) => {
    expectSlopes(make());
  });
  it("survive a journey as plain data", () => {
    const posterior = hierarchical(false) as Posterior<unknown, unknown>;
    const again = posteriorFrom(graphOf(posterior));
    const at = (p: Posterior<unknown, unknown>): number =>
      compilePosterior(p).logDensity(Float64Array.from(numbers(21, 4)), 0);
    expect(at(again)).toBe(at(posterior));
  });
  it("agree between centred and non-centred up to the Jacobian: log det L for every group", () => {
    const [centred, free] = [hierarchical(true), hierarchical(false)].map((p) => compilePosterior(p as never));
    if (centred === undefined || free === undefined) throw new Error("two posteriors");
    const position = Float64Array.from(numbers(free.dimension, 8));
    const values = new Map(free.constrain(position).map((v, i) => [free.latents[i]?.name as string, v.slice()]));
    const own = centred.positionOf(values, new Float64Array(centred.dimension));
    const back = free.positionOf(values, new Float64Array(free.dimension));
    back.forEach((v, i) => {
      expect(v).toBeCloseTo(position[i] as number, 9);
    });
    const [tau, chol] = [values.get("tau") as Float64Array, values.get("chol") as Float64Array];
    const logDetL = [0, 1, 2].reduce((sum, k) => sum + Math.log((tau[k] as number) * (chol[4 * k] as number)), 0);
    expect(centred.logDensity(own, 0) + 4 * logDetL).toBeCloseTo(free.logDensity(position, 0), 9);
  });
});

describe("layouts", () => {
  it("keep proportions of every group together", () => {
    const posterior = model(() => ({ w: dirichlet(coef, 1).over(group), y: normal(0, 1) }))().observe({ y: 0 });
    const compiled = compilePosterior(posterior as never);
    const [w] = compiled.constrain(Float64Array.from(numbers(8, 2)));
    for (let g = 0; g < 4; g++)
      expect((w as Float64Array).slice(3 * g, 3 * g + 3).reduce((a, b) => a + b)).toBeCloseTo(1, 14);
  });
  it("broadcast by name, whichever dim comes first", () => {
    const factor = cholesky(known);
    const tall = column([group, coef], numbers(12, 1));
    const wide = column(
      [coef, group],
      Array.from({ length: 12 }, (_, i) => numbers(12, 1)[(i % 4) * 3 + Math.floor(i / 4)] as number),
    );
    const values = (x: typeof tall): number[] =>
      [0, 1, 2, 3].map((g) => {
        const row = nodeOf(dot(solveTriangular(factor, x), column(coef, [1, 2, 3]), coef));
        return evaluate(row)[g] as number;
      });
    expect(values(tall)).toEqual(values(wide as unknown as typeof tall));
  });
});

describe("draws", () => {
  it("of vectors over groups have the covariance of the model (false alarms: 1 in 1e6 each)", () => {
    const joint = model(() => {
      const b = multivariateNormal(column(coef, [1, 0, -1]), known).over(group);
      const mixed = dot(b, column(coef, [1, -2, 3]), coef);
      return { b, mixed };
    })();
    const draws = 4000;
    const { b } = simulate(joint, { draws, seed: 3 }) as unknown as { b: { values: Float64Array; dims: string[] } };
    expect(b.dims).toEqual(["group", "coef"]);
    const weights = [1, -2, 3];
    const variance = weights.reduce(
      (sum, v, i) => sum + weights.reduce((s, w, j) => s + v * w * (matrix[i]?.[j] as number), 0),
      0,
    );
    const n = draws * 4;
    const combined = Array.from({ length: n }, (_, r) =>
      weights.reduce((sum, w, i) => sum + w * ((b.values[3 * r + i] as number) - [1, 0, -1][i]!), 0),
    );
    const mean = combined.reduce((sum, v) => sum + v, 0) / n;
    const spread = combined.reduce((sum, v) => sum + v * v, 0) / n;
    expect(Math.abs(mean)).toBeLessThan(4.9 * Math.sqrt(variance / n));
    expect(Math.abs(spread / variance - 1)).toBeLessThan(4.9 * Math.sqrt(2 / n));
  });
  it("of the posterior of a normal mean match the closed form (false alarms: 1 in 1e5)", () => {
    // prior N(0, Σ), one observation each with sd 1: posterior mean Σ (Σ + I)⁻¹ y
    const y = [1, -1, 2];
    const posterior = model(() => {
      const mu = multivariateNormal(0, known).nonCentered();
      const seen = normal(mu, 1);
      return { mu, seen };
    })().observe({ seen: y });
    const trace = sampleSync(posterior, { seed: 2, draws: 2000, tune: 500, chains: 2, progress: false });
    const plusOne = matrix.map((row, i) => row.map((v, j) => v + Number(i === j)));
    const factor = assume.covariance(column(square, plusOne.flat()), coef);
    const solved = solveTriangular(cholesky(factor), solveTriangular(cholesky(factor), column(coef, y)), {
      transpose: true,
    });
    const mean = evaluate(nodeOf(matmul(known, solved, coef)));
    const means = trace.mu.mean().values;
    mean.forEach((v, i) => {
      expect(Math.abs((means[i] as number) - v)).toBeLessThan(4.5 * Math.sqrt(1 / 1000));
    });
  });
  it("of matrices over groups are matrices of their kind", () => {
    const joint = model(() => ({ r: lkjCorr(coef, 1).over(group), w: wishart(5, known).over(group) }))();
    const { r } = simulate(joint, { draws: 5, seed: 1 }) as unknown as { r: { values: Float64Array; dims: string[] } };
    expect(r.dims).toEqual(["group", "coef", "coef'"]);
    for (let at = 0; at < r.values.length; at += 9)
      for (let i = 0; i < 3; i++) {
        expect(r.values[at + 4 * i]).toBe(1);
        for (let j = 0; j < 3; j++) expect(r.values[at + 3 * i + j]).toBe(r.values[at + 3 * j + i]);
      }
  });
});

describe("refusals", () => {
  const bad = (values: readonly number[]) => () => assume.covariance(column(square, values), coef);
  it("name what a covariance must be", () => {
    expect(bad([1, 0, 0, 0, 1, 0, 0, 0, -1])).toThrow("symmetric positive definite");
    expect(bad([1, 0.5, 0, 0, 1, 0, 0, 0, 1])).toThrow("symmetric positive definite");
    expect(() => assume.covariance(column(coef, [1, 2, 3]) as never, coef)).toThrow("coef'");
    expect(() => cholesky(column(coef, [1, 2, 3]) as never)).toThrow("primed copy");
    expect(() => multivariateNormal(0, column(coef, [1, 2, 3]) as never)).toThrow("primed copy");
    expect(() => solveTriangular(cholesky(known), column(group, [1, 2, 3, 4]))).toThrow('"coef"');
  });
  it("name counts that do not add up, and copies along a dim of the matrix", () => {
    const counts = model(() => ({ x: multinomial(5, assume.simplex(column(coef, [0.2, 0.3, 0.5]), coef)) }));
    expect(() => counts().observe({ x: [1, 1, 1] })).toThrow("add up to 5");
    expect(() => (multivariateNormal(0, known) as Variable<string>).over(prime(coef))).toThrow("another dim");
    expect(() => orderedLogistic(group, 0, column(group, [1, 2, 2, 3]))).toThrow("increase");
  });
  it("of the plain-number face are RangeErrors with a sentence", () => {
    const normalOf = distributions.multivariate_normal;
    expect(() => normalOf?.logDensity([1, 2], { mu: 0, cov: matrix })).toThrow(/x has 2.*cov has 3/);
    expect(() => normalOf?.logDensity([1, 2], { mu: 0, cov: [[1, 2], [3]] })).toThrow("as many columns as rows");
    expect(() =>
      normalOf?.logDensity([1, 2], {
        mu: 0,
        cov: [
          [1, 2],
          [2, 1],
        ],
      }),
    ).toThrow("positive definite");
    expect(() => distributions.lkj_corr?.random(rng(1), { eta: 2 })).toThrow("dimension");
    expect(
      distributions.lkj_corr?.logDensity(
        [
          [1, 2],
          [2, 1],
        ],
        { eta: 2 },
      ),
    ).toBe(-Infinity);
  });
});

const axesNames = (axes: Axes): string[] => axes.map(({ name }) => name);
describe("dims", () => {
  it("of products and factors", () => {
    const r = lkjCorrCholesky(coef, 1);
    const v = normal(0, 1).over(group).over(coef);
    expect(axesNames(nodeOf(matmul(covariance(r), v, coef)).axes)).toEqual(["coef", "group"]);
    expect(axesNames(nodeOf(multivariateNormalCholesky(v, r)).axes)).toEqual(["group", "coef"]);
    expect(axesNames(nodeOf(covariance(r).mul(rename(normal(0, 1).over(coef), coef, prime(coef)))).axes)).toEqual([
      "coef",
      "coef'",
    ]);
  });
});
