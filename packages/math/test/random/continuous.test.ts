/** Check continuous variates against quadrature of their densities; a right sampler fails a test once in 10⁶ seeds. */
import { describe, expect, test } from "vitest";
import * as loops from "../../src/loops/index.js";
import {
  fillBeta,
  fillGamma,
  fillNormal,
  randomBeta,
  randomDirichlet,
  randomExponential,
  randomGamma,
  randomLogGamma,
  randomStudentT,
} from "../../src/random/index.js";
import { rng } from "../../src/rng/index.js";
import { expectDrawsFit, expectMean, expectStandardNormal } from "./goodness-of-fit.js";

const size = 40_000;
const draw = (label: string, one: (stream: ReturnType<typeof rng>) => number) => {
  const stream = rng(20260101, label);
  return Array.from({ length: size }, () => one(stream));
};
/** Edges that spread `count` bins over mean ± 3 sd. */
const around = (mean: number, sd: number, count = 21) =>
  Array.from({ length: count }, (_, k) => mean + sd * ((6 * k) / (count - 1) - 3));

test("exponential", () => {
  const edges = Array.from({ length: 30 }, (_, k) => -Math.log1p(-(k + 1) / 31));
  const draws = draw("exponential", randomExponential);
  expectDrawsFit(draws, (x) => Math.exp(-x), edges, [0, Infinity]);
  expect(draws.every((x) => x >= 0 && x < Infinity)).toBe(true);
});

describe("gamma", () => {
  /** Density of y = log x. */
  const logDensity = (shape: number) => (y: number) => Math.exp(shape * (y - Math.log(shape)) - Math.exp(y) + shape);

  test.each([0.05, 0.5, 0.999, 1, 1.5, 7, 300])("shape %d", (shape) => {
    const draws = draw(`gamma ${shape}`, (stream) => randomGamma(stream, shape));
    const edges = around(Math.log(shape), 1 / Math.sqrt(shape) + 1 / shape / 2);
    expectDrawsFit(draws.map(Math.log), logDensity(shape), edges);
    expectMean(draws, shape, Math.sqrt(shape));
  });

  test.each([1e-3, 0.2, 5])("logarithm, shape %d", (shape) => {
    const draws = draw(`log gamma ${shape}`, (stream) => randomLogGamma(stream, shape));
    const edges = shape < 1 ? around(-1 / shape, 0.6 / shape) : around(Math.log(shape), 0.5);
    expectDrawsFit(draws, logDensity(shape), edges);
  });

  test.each([1e9, 1e15, 1e300])("shape %d: standardised draws are normal", (shape) => {
    const draws = draw(`gamma ${shape}`, (stream) => randomGamma(stream, shape));
    if (shape < 1e30) expectStandardNormal(draws.map((x) => (x - shape) / Math.sqrt(shape)));
    else expect(draws.every((x) => Math.abs(x / shape - 1) < 1e-12)).toBe(true);
  });

  test.each([1e-3, 1e-10, 1e-300, Number.MIN_VALUE])("shape %d gives no NaN", (shape) => {
    const stream = rng(1, "tiny gamma");
    for (let i = 0; i < 1000; i++) {
      expect(randomGamma(stream, shape)).toBeGreaterThanOrEqual(0);
      expect(randomLogGamma(stream, shape)).not.toBeNaN();
    }
  });

  test.each([0, -1, NaN, Infinity])("shape %d is refused", (shape) => {
    expect(() => randomGamma(rng(1), shape)).toThrow(`shape = ${shape} must be a positive finite number`);
    expect(() => randomLogGamma(rng(1), shape)).toThrow("randomLogGamma");
  });
});

describe("many gammas at once", () => {
  const filled = (shapes: readonly number[]): Float64Array => {
    const into = new Float64Array(size);
    fillGamma(
      rng(20260101, "fill", ...shapes),
      into.map((_, i) => shapes[i % shapes.length] as number),
      into,
    );
    return into;
  };
  // a shape of 1 is where the squeeze decides least
  test.each([0.05, 0.5, 1, 1.5, 7, 300])("gamma of shape %d, among others", (shape) => {
    const own = Array.from(filled([shape, 3])).filter((_, i) => i % 2 === 0);
    const edges = around(Math.log(shape), 1 / Math.sqrt(shape) + 1 / shape / 2);
    expectDrawsFit(own.map(Math.log), (y) => Math.exp(shape * (y - Math.log(shape)) - Math.exp(y) + shape), edges);
    expectMean(own, shape, Math.sqrt(shape));
  });
  test("are the same draws in WebAssembly and in JavaScript, as are betas and normals", () => {
    const spread = (least: number) =>
      Float64Array.from({ length: 20_001 }, (_, i) => least + 30 * ((i * 0.618) % 1) ** 4);
    const [shapes, small] = [spread(1), spread(0.02)];
    const drawn = (tier: loops.Tier): readonly unknown[] => {
      loops.useTier(tier);
      const stream = rng("tiers");
      const filled = [shapes, shapes, shapes, small, small].map(({ length }) => new Float64Array(length));
      const [normals, gammas, betas, smallGammas, smallBetas] = filled as [Float64Array, ...Float64Array[]];
      fillNormal(stream, normals);
      fillGamma(stream, shapes, gammas as Float64Array);
      fillBeta(stream, shapes, shapes.slice().reverse(), betas as Float64Array);
      fillGamma(stream, small, smallGammas as Float64Array);
      fillBeta(stream, small, shapes, smallBetas as Float64Array);
      return [filled, stream.state()];
    };
    const compiled = drawn("A");
    expect(drawn("C")).toEqual(compiled);
    loops.useTier("A");
  });
  test("an impossible shape is refused", () => {
    expect(() => fillGamma(rng(1), Float64Array.of(2, 0), new Float64Array(2))).toThrow("shape = 0");
    expect(() => fillGamma(rng(1), Float64Array.of(Infinity), new Float64Array(1))).toThrow("shape = Infinity");
  });
});

describe("beta", () => {
  const logit = (x: number) => Math.log(x) - Math.log1p(-x);
  /** Density of y = logit x, its logarithm zero at the mode. */
  const logitDensity = (a: number, b: number) => {
    const at = (y: number) => -a * Math.log1p(Math.exp(-y)) - b * Math.log1p(Math.exp(y));
    const stable = (y: number) => (Math.abs(y) < 700 ? at(y) : y < 0 ? a * y : -b * y);
    return (y: number) => Math.exp(stable(y) - stable(Math.log(a / b)));
  };

  test.each([
    [1, 1],
    [2, 5],
    [0.5, 0.5],
    [0.3, 4],
    [30, 0.8],
    [200, 100],
  ])("a = %d, b = %d", (a, b) => {
    const draws = draw(`beta ${a} ${b}`, (stream) => randomBeta(stream, a, b));
    const edges = around(Math.log(a / b), Math.sqrt(1 / a + 1 / b));
    expectDrawsFit(draws.map(logit), logitDensity(a, b), edges);
    expectMean(draws, a / (a + b), Math.sqrt((a * b) / (a + b + 1)) / (a + b));
  });

  test.each([
    [1, 1],
    [2, 5],
    [0.3, 4],
    [200, 100],
  ])("a = %d, b = %d, many at once", (a, b) => {
    const draws = new Float64Array(size);
    fillBeta(rng(20260101, "fill", a, b), new Float64Array(size).fill(a), new Float64Array(size).fill(b), draws);
    const edges = around(Math.log(a / b), Math.sqrt(1 / a + 1 / b));
    expectDrawsFit(Array.from(draws, logit), logitDensity(a, b), edges);
    expectMean([...draws], a / (a + b), Math.sqrt((a * b) / (a + b + 1)) / (a + b));
    const wrong = (): void => fillBeta(rng(1), Float64Array.of(a), Float64Array.of(Number.NaN), new Float64Array(1));
    expect(wrong).toThrow("b = NaN must be a positive finite number");
  });

  test.each([
    [1e-3, 1e-3],
    [1e-2, 3e-3],
  ])("a = %d, b = %d, where most draws are next to 0 or 1", (a, b) => {
    const draws = draw(`beta ${a} ${b}`, (stream) => randomBeta(stream, a, b));
    expectDrawsFit(draws.map(logit), logitDensity(a, b), [-600, -300, -100, -30, 0, 30]);
  });

  test.each([
    [1e-300, 3e-300],
    [1e-308, 3e-308],
    [5e-324, 5e-324],
  ])("a = %d, b = %d is a coin", (a, b) => {
    const draws = draw(`coin ${a}`, (stream) => randomBeta(stream, a, b));
    expect(draws.every((x) => x === 0 || x === 1)).toBe(true);
    const p = a / (a + b);
    expectMean(draws, p, Math.sqrt(p * (1 - p)));
  });

  test("large, lopsided and refused parameters", () => {
    const draws = draw("beta large", (stream) => randomBeta(stream, 1e15, 1e15));
    expectStandardNormal(draws.map((x) => (x - 0.5) * Math.sqrt(8e15)));
    expect(randomBeta(rng(1), 1e300, 1e-300)).toBe(1);
    expect(randomBeta(rng(1), 1e300, 1e300)).toBeCloseTo(0.5, 15);
    expect(() => randomBeta(rng(1), 0, 1)).toThrow("a = 0");
    expect(() => randomBeta(rng(1), 1, NaN)).toThrow("b = NaN");
  });
});

describe("Student's t", () => {
  test.each([0.5, 1, 2, 5, 100])("%d degrees of freedom", (nu) => {
    const draws = draw(`t ${nu}`, (stream) => randomStudentT(stream, nu));
    const density = (x: number) => Math.exp(-((nu + 1) / 2) * Math.log1p((x * x) / nu));
    expectDrawsFit(draws, density, around(0, 2));
  });

  test("few and many degrees of freedom", () => {
    expect(draw("t tiny", (stream) => randomStudentT(stream, 1e-3)).some(Number.isNaN)).toBe(false);
    expectStandardNormal(draw("t large", (stream) => randomStudentT(stream, 1e15)));
    expect(() => randomStudentT(rng(1), 0)).toThrow("degreesOfFreedom = 0");
  });
});

describe("Dirichlet", () => {
  test.each([[[1, 1, 1]], [[0.1, 2, 7]], [[1e-3, 2e-3, 3e-3]], [[1e-308, 2e-308, 1e-308]], [[50, 1e3]]])(
    "%j has the moments of its beta margins and adds up to 1",
    (alpha) => {
      const stream = rng(7, "dirichlet", alpha.join());
      const draws = Array.from({ length: size }, () => randomDirichlet(stream, alpha));
      const whole = alpha.reduce((sum, a) => sum + a, 0);
      alpha.forEach((a, k) => {
        const margin = draws.map((x) => x[k] as number);
        const variance = ((a / whole) * (1 - a / whole)) / (whole + 1);
        expectMean(margin, a / whole, Math.sqrt(variance));
        // The fourth central moment is at most the variance, for values in [0, 1].
        expectMean(
          margin.map((x) => (x - a / whole) ** 2),
          variance,
          Math.sqrt(variance),
        );
      });
      const offs = draws.map((x) => Math.abs(x.reduce((sum, value) => sum + value, 0) - 1));
      expect(Math.max(...offs)).toBeLessThanOrEqual(4e-16);
    },
  );

  test("one category is certain, none is refused", () => {
    expect(randomDirichlet(rng(1), [0.3])).toEqual(Float64Array.of(1));
    expect(() => randomDirichlet(rng(1), [])).toThrow("alpha is empty");
    expect(() => randomDirichlet(rng(1), [1, 0])).toThrow("alpha[1] = 0");
  });
});
