/** Hold Hilbert-space approximations to the processes that they approximate, their coefficients to SciPy, and their advice to the published rules. */
import { readFileSync } from "node:fs";
import { derivation } from "@credence/compiler";
import {
  column,
  dim,
  evaluate,
  fourierBasis,
  gaussianProcess,
  graphOf,
  hilbertBasis,
  hilbertGaussianProcess,
  inverseGamma,
  type Joint,
  lengthOf,
  matern12,
  matern32,
  matern52,
  model,
  type NamedNode,
  nodeOf,
  normal,
  periodic,
  posteriorFrom,
  posteriorOf,
  squaredExponential,
} from "@credence/model";
import { nuts } from "@credence/samplers";
import { describe, expect, it } from "vitest";
import { derive, sampleSync } from "../src/index.js";

const fixture = new URL("../../testing/fixtures/gaussian_process.json", import.meta.url);
const { besselScaled }: { besselScaled: readonly { z: number; values: readonly number[] }[] } = JSON.parse(
  readFileSync(fixture, "utf8"),
);

const n = 9;
const day = dim("day", n);
const places = Array.from({ length: n }, (_, i) => i - 4);
const x = column(day, places);

/** The covariance of the values of an approximation: with weights that are each 1 alone, A Aᵀ. */
function impliedCovariance(process: unknown, weights: unknown, rows: number): Float64Array {
  const { quantities } = model(() => ({ weights, process }) as never)() as Joint<unknown>;
  const count = lengthOf(nodeOf(weights as number));
  const program = derivation(posteriorOf(quantities, new Map()), quantities[1] as NamedNode, ["weights"]);
  const columns = Array.from({ length: count }, (_, j) => {
    const unit = new Float64Array(count);
    unit[j] = 1;
    return program.run([unit]).slice();
  });
  return Float64Array.from({ length: rows * rows }, (_, at) =>
    columns.reduce((total, a) => total + (a[Math.floor(at / rows)] as number) * (a[at % rows] as number), 0),
  );
}
const covarianceOf = (process: unknown): Float64Array => evaluate(nodeOf(process as number).args[1] as never);
const worst = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, v, i) => Math.max(most, Math.abs(v - (b[i] as number))), 0);

describe("an approximation in sines", () => {
  const kernels = {
    // the orders by which Matérn covariances converge are 1, 3 and 5 in the number of functions
    squaredExponential: { kernel: squaredExponential({ scale: 1.7, length: 1.5 }), bound: 1e-9 },
    matern52: { kernel: matern52({ scale: 1.7, length: 1.5 }), bound: 1e-5 },
    matern32: { kernel: matern32({ scale: 1.7, length: 1.5 }), bound: 1e-4 },
    matern12: { kernel: matern12({ scale: 1.7, length: 1.5 }), bound: 4e-2 },
  };
  it.each(Object.entries(kernels))("of %s becomes the process as functions grow", (_, { kernel, bound }) => {
    const exact = covarianceOf(gaussianProcess(x, kernel, { noise: 0.5 })).map((v, i) => (i % (n + 1) ? v : v - 0.25));
    const errors = [50, 100, 400].map((functions) => {
      const basis = hilbertBasis("basis", { domain: [-4, 4], functions, boundary: 5 });
      const weights = normal(0, 1).over(basis);
      return worst(impliedCovariance(hilbertGaussianProcess(x, kernel, basis, weights), weights, n), exact);
    });
    expect(errors[2]).toBeLessThan(bound);
    expect(errors[2]).toBeLessThanOrEqual(errors[0] as number);
  });

  it("of two inputs with a length for each is that of products", () => {
    const place = { east: x, north: column(day, [1, 0, 2, -1, 0.5, 1.5, -2, 0, 1]) };
    for (const make of [squaredExponential, matern52]) {
      const kernel = make({ scale: 1.3, length: { east: 2, north: 1.2 } });
      const exact = covarianceOf(gaussianProcess(place, kernel, { noise: 0.5 })).map((v, i) =>
        i % (n + 1) ? v : v - 0.25,
      );
      const bases = {
        east: hilbertBasis("e", { domain: [-4, 4], functions: 24, boundary: 3 }),
        north: hilbertBasis("n", { domain: [-2, 2], functions: 24, boundary: 3 }),
      };
      const weights = normal(0, 1).over(bases.east).over(bases.north);
      const implied = impliedCovariance(hilbertGaussianProcess(place, kernel, bases, weights), weights, n);
      expect(worst(implied, exact)).toBeLessThan(make === matern52 ? 5e-3 : 1e-6);
    }
  });
});

describe("an approximation in harmonics", () => {
  it.each(besselScaled)("has the coefficients of SciPy's scaled Bessel functions at z = $z", ({ z, values }) => {
    const basis = fourierBasis("basis", { harmonics: 12 });
    const weights = normal(0, 1).over(basis);
    const here = dim("here", 1);
    const process = hilbertGaussianProcess(
      column(here, [0]),
      // a random length is not judged before there are draws
      periodic({ length: inverseGamma(3, 3), period: 2.5 }),
      basis,
      weights,
    );
    const length = nodeOf(process).args[0];
    expect(length).toBeDefined();
    // at x = 0 cosines are 1 and sines 0: each weight alone gives its coefficient
    const unit = (j: number): Float64Array => Float64Array.from({ length: 25 }, (_, i) => Number(i === j));
    const random = randomIn(process).find((node) => node !== nodeOf(weights)) as never;
    for (let j = 0; j <= 12; j++) {
      const bindings = new Map([
        [nodeOf(weights), unit(j)],
        [random, Float64Array.of(1 / Math.sqrt(z))],
      ]);
      const got = evaluate(nodeOf(process), bindings)[0] as number;
      const wanted = (j === 0 ? 1 : 2) * (values[j] as number);
      expect(Math.abs((got * got) / wanted - 1)).toBeLessThan(1e-12);
    }
  });

  it("becomes the periodic process as harmonics grow", () => {
    const kernel = periodic({ scale: 1.7, length: 0.9, period: 2.5 });
    const exact = covarianceOf(gaussianProcess(x, kernel, { noise: 0.5 })).map((v, i) => (i % (n + 1) ? v : v - 0.25));
    const basis = fourierBasis("basis", { harmonics: 16 });
    const weights = normal(0, 1).over(basis);
    expect(worst(impliedCovariance(hilbertGaussianProcess(x, kernel, basis, weights), weights, n), exact)).toBeLessThan(
      1e-12,
    );
  });
});

/** All random variables below an expression. */
function randomIn(process: unknown): unknown[] {
  const seen = new Set<unknown>();
  const walk = (node: ReturnType<typeof nodeOf>): void => {
    if (seen.has(node)) return;
    seen.add(node);
    node.args.forEach(walk as never);
  };
  walk(nodeOf(process as number));
  return [...seen].filter((node) => (node as ReturnType<typeof nodeOf>).operation.op === "random");
}

describe("the choice of a basis", () => {
  it("follows Riutort-Mayol et al. 2023", () => {
    // boundary max(1.2, reach · longest / S), functions ⌈density · boundary · S / shortest⌉ with S = 30
    const choose = (kernel: "squaredExponential" | "matern32" | "matern52", lengths: readonly [number, number]) => {
      const { size, boundary } = hilbertBasis("basis", { domain: [0, 60], kernel, lengths });
      return [size, boundary];
    };
    expect(choose("squaredExponential", [5, 15])).toEqual([17, 1.6]);
    expect(choose("squaredExponential", [5, 5])).toEqual([13, 1.2]);
    expect(choose("matern52", [5, 30])).toEqual([Math.ceil((2.65 * 4.1 * 30) / 5), 4.1]);
    expect(choose("matern32", [5, 20])).toEqual([Math.ceil((3.42 * 3 * 30) / 5), 3]);
  });

  const basis = hilbertBasis("basis", { domain: [-4, 4], kernel: "matern52", lengths: [1, 4] });
  const weights = normal(0, 1).over(basis);

  it("is refused where a known length is beyond it", () => {
    const at = (length: number) => () => hilbertGaussianProcess(x, matern52({ length }), basis, weights);
    expect(at(1)).not.toThrow();
    expect(at(4)).not.toThrow();
    expect(at(0.9)).toThrow(/the length of matern52 is below 0.9\d*, too short for the 44 functions of "basis"/);
    expect(at(4.2)).toThrow('above 4, too long for the boundary 4.1 of "basis" (Riutort-Mayol et al. 2023)');
    const few = fourierBasis("few", { harmonics: 4 });
    const wave = () => hilbertGaussianProcess(x, periodic({ length: 0.5, period: 3 }), few, normal(0, 1).over(few));
    expect(wave).toThrow("below 0.93, too short for 4 harmonics (harmonics ≥ 3.72 / length");
  });

  it("is a message in the trace where a random length is beyond it", () => {
    const curve = model(() => {
      const length = inverseGamma(20, 6); // about 0.3
      const w = normal(0, 1).over(basis);
      const f = hilbertGaussianProcess(x, matern52({ length }), basis, w);
      const y = normal(f, 0.3);
      return { length, w, f, y };
    });
    const posterior = curve().observe({ y: [1, 0, 2, -1, 0.5, 1.5, -2, 0, 1] });
    const trace = sampleSync(posterior, { sampler: nuts(), draws: 50, tune: 100, progress: false, seed: 1 });
    expect(trace.$.messages.at(-1)).toMatch(
      /too short for the 44 functions of "basis".*; so it is in \d+ % of the draws$/,
    );
    const again = posteriorFrom(graphOf(posterior));
    expect(again.quantities.length).toBe(posterior.quantities.length);
  });
});

describe("a posterior by weights", () => {
  const smooth = squaredExponential({ scale: 1.2, length: 2 });
  const y = [1, 0.4, 0.9, 1.5, 0.2, -1, -0.5, 0, 1];
  const basis = hilbertBasis("basis", { domain: [-5, 6], kernel: "squaredExponential", lengths: [1, 3] });
  const curve = model(({ at }: { at: typeof x }) => {
    const weights = normal(0, 1).over(basis);
    const f = hilbertGaussianProcess(at, smooth, basis, weights);
    const seen = normal(f, 0.3);
    return { weights, f, seen };
  });

  // 3 + 3 means and sds at 4.5 standard errors of a quarter of 4,000 draws, plus the error of the approximation
  it("is that of the process, at the data and beyond them", () => {
    const trace = sampleSync(curve({ at: x }).observe({ seen: y }), { sampler: nuts(), seed: 2, progress: false });
    const later = dim("later", 3);
    const given = gaussianProcess(x, smooth, { noise: 0.3 });
    const ahead = gaussianProcess(column(later, [-4.5, 0.5, 5]), smooth, { given });
    const bindings = new Map([[nodeOf(given), Float64Array.from(y)]]);
    const [mean, covariance] = nodeOf(ahead).args.map((arg) => evaluate(arg, bindings)) as [Float64Array, Float64Array];
    const further = column(day, [-4.5, 0.5, 5, 0, 0, 0, 0, 0, 0]);
    const { f } = derive(curve({ at: further }), trace);
    for (let i = 0; i < 3; i++) {
      const sd = Math.sqrt(covariance[4 * i] as number);
      expect(Math.abs((f.mean().values[i] as number) - (mean[i] as number))).toBeLessThan(
        (4.5 * sd) / Math.sqrt(1000) + 0.01,
      );
      expect(Math.abs((f.sd().values[i] as number) / sd - 1)).toBeLessThan(4.5 / Math.sqrt(2000) + 0.01);
    }
  });
});

describe("refusals", () => {
  const basis = hilbertBasis("basis", { domain: [-4, 4], functions: 30, boundary: 3 });
  const weights = normal(0, 1).over(basis);
  const kernel = squaredExponential({ length: 2 });
  const harmonic = fourierBasis("harmonic", { harmonics: 8 });
  const refused: readonly (readonly [string, () => unknown, string])[] = [
    [
      "an input outside the domain",
      () => hilbertGaussianProcess(column(day, [0, 1, 2, 3, 4, 5, 0, 0, 0]), kernel, basis, weights),
      'the input `x` is 5 at "day" 6, outside the domain [-4, 4]',
    ],
    [
      "a sum",
      () => hilbertGaussianProcess(x, kernel.add(kernel), basis, weights),
      "add processes of the parts of a sum",
    ],
    [
      "weights of another law",
      () => hilbertGaussianProcess(x, kernel, basis, normal(0, 2).over(basis)),
      "normal(0, 1).over(basis)",
    ],
    [
      "weights without the basis",
      () => hilbertGaussianProcess(x, kernel, basis, normal(0, 1) as never),
      "normal(0, 1).over(basis)",
    ],
    [
      "harmonics for a smooth kernel",
      () => hilbertGaussianProcess(x, kernel, harmonic, normal(0, 1).over(harmonic)),
      "wants a hilbertBasis",
    ],
    [
      "sines for a periodic kernel",
      () => hilbertGaussianProcess(x, periodic({ length: 1, period: 2 }), basis, weights),
      "wants a fourierBasis",
    ],
    [
      "a basis too few",
      () => hilbertGaussianProcess({ a: x, b: x }, kernel, { a: basis }, weights),
      "give one for each, as in { a: …, b: … }",
    ],
    [
      "a dim that is no basis",
      () => hilbertGaussianProcess(x, kernel, dim("basis", 30) as never, weights),
      "wants a hilbertBasis",
    ],
    ["an empty domain", () => hilbertBasis("b", { domain: [1, 1], functions: 3, boundary: 2 }), "the domain is 1,1"],
    ["a boundary inside", () => hilbertBasis("b", { domain: [0, 1], functions: 3, boundary: 1 }), "the boundary is 1"],
    ["no functions", () => hilbertBasis("b", { domain: [0, 1], functions: 0, boundary: 2 }), "the size 0"],
    [
      "lengths in the wrong order",
      () => hilbertBasis("b", { domain: [0, 1], kernel: "matern32", lengths: [2, 1] }),
      "give [shortest, longest]",
    ],
    [
      "lengths of a kernel without a rule",
      () => hilbertBasis("b", { domain: [0, 1], kernel: "matern12" as never, lengths: [1, 2] }),
      "no sizes are recommended",
    ],
    ["half a harmonic", () => fourierBasis("b", { harmonics: 0.5 }), "there are 0.5 harmonics"],
  ];
  it.each(refused)("of %s", (_, make, sentence) => {
    expect(make).toThrow(sentence);
  });
});
