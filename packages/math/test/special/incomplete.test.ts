/** Check the incomplete beta and gamma functions far beyond the ordinary, and their inverses. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as math from "../../src/index.js";

const reference = JSON.parse(readFileSync(new URL("./incomplete-reference.json", import.meta.url), "utf8")) as {
  beta: number[][];
  gamma: number[][];
};

const size = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: low, max: high, noNaN: true }).map((e) => 10 ** e);
const shape = fc.oneof(size(-3, 3), size(-8, 12), size(-300, 300));
const probability = fc.oneof(fc.double({ min: 1e-300, max: 1, maxExcluded: true, noNaN: true }), size(-300, -0.01));
const runs = { numRuns: 3000, seed: 20260101 };

/** Relative, and a rounding of the argument of exp where the value is e^-700 and the like. */
function expectClose(actual: number, expected: number, tolerance: number, what: string): void {
  if (actual === expected) return;
  expect(Math.abs(actual / expected - 1), `${what} = ${actual}, expected ${expected}`).toBeLessThan(tolerance);
}

describe("against mpmath", () => {
  const beta = [math.incBeta, math.incBetaUpper, math.logIncBeta, math.logIncBetaUpper];
  const gamma = [math.incGamma, math.incGammaUpper, math.logIncGamma, math.logIncGammaUpper];

  it("beta: shapes 1e-8 … 1e12, to 2e-13", () => {
    for (const [a, b, x, ...expected] of reference.beta as [number, number, number, ...number[]][]) {
      beta.forEach((f, i) => {
        expectClose(f(a, b, x), expected[i] as number, 2e-13, `${f.name}(${a}, ${b}, ${x})`);
      });
    }
  });

  it("gamma: shapes 1e-8 … 1e12, to 2e-13", () => {
    for (const [a, x, ...expected] of reference.gamma as [number, number, ...number[]][]) {
      gamma.forEach((f, i) => {
        expectClose(f(a, x), expected[i] as number, 2e-13, `${f.name}(${a}, ${x})`);
      });
    }
  });
});

describe("everywhere in the domain", () => {
  it("beta's tails add up to 1 and mirror each other", () => {
    fc.assert(
      fc.property(shape, shape, probability, (a, b, x) => {
        const lower = math.incBeta(a, b, x);
        expect(lower + math.incBetaUpper(a, b, x)).toBeCloseTo(1, 12);
        expect(math.logIncBeta(a, b, x)).toBeLessThanOrEqual(0);
        expect(math.logIncBetaUpper(a, b, x)).toBeLessThanOrEqual(0);
        if (1 - (1 - x) === x) expect(math.incBetaUpper(b, a, 1 - x)).toBeCloseTo(lower, 12);
      }),
      runs,
    );
  });

  it("gamma's tails add up to 1", () => {
    fc.assert(
      fc.property(shape, size(-300, 300), (a, x) => {
        expect(math.incGamma(a, x) + math.incGammaUpper(a, x)).toBeCloseTo(1, 12);
        expect(math.logIncGamma(a, x)).toBeLessThanOrEqual(0);
        expect(math.logIncGammaUpper(a, x)).toBeLessThanOrEqual(0);
      }),
      runs,
    );
  });

  it("beta: I_x(a + 1, b) = I_x(a, b) - x^a y^b / (a B(a, b))", () => {
    fc.assert(
      fc.property(size(-2, 4), size(-2, 4), probability, (a, b, x) => {
        const term = math.exp(math.xlogy(a, x) + math.xlog1py(b, -x) - math.log(a) - math.lbeta(a, b));
        const lower = math.incBeta(a, b, x);
        expect(Math.abs(math.incBeta(a + 1, b, x) - (lower - term))).toBeLessThan(1e-11 * lower + 1e-300);
      }),
      runs,
    );
  });

  it("gamma: Q(a + 1, x) = Q(a, x) + x^a e^-x / Γ(a + 1)", () => {
    fc.assert(
      fc.property(size(-2, 4), size(-2, 4), (a, x) => {
        const term = math.exp(a * math.log(x) - x - math.lgamma(a + 1));
        const upper = math.incGammaUpper(a + 1, x);
        expect(Math.abs(upper - (math.incGammaUpper(a, x) + term))).toBeLessThan(1e-10 * upper + 1e-300);
      }),
      runs,
    );
  });

  it("has closed forms: uniform, power, arcsine, exponential, chi", () => {
    fc.assert(
      fc.property(probability, size(-2, 3), (x, a) => {
        expectClose(math.incBeta(1, 1, x), x, 1e-13, `x = ${x}`);
        expectClose(math.logIncBeta(a, 1, x), a * math.log(x), 1e-12, `a = ${a}, x = ${x}`);
        expectClose(
          math.incBeta(0.5, 0.5, x),
          (2 / Math.PI) * Math.atan2(Math.sqrt(x), Math.sqrt(1 - x)),
          1e-13,
          `x = ${x}`,
        );
        expectClose(math.logIncGammaUpper(1, a), -a, 1e-13, `a = ${a}`);
        expectClose(math.incGammaUpper(0.5, a), math.erfc(Math.sqrt(a)), 5e-13, `a = ${a}`);
      }),
      runs,
    );
  });

  it("at the edges", () => {
    expect([math.incBeta(2, 3, 0), math.incBeta(2, 3, 1), math.incBeta(0, 3, 0.5), math.incBeta(2, 0, 0.5)]).toEqual([
      0, 1, 1, 0,
    ]);
    expect([math.incGamma(2, 0), math.incGamma(2, Infinity), math.incGamma(0, 1)]).toEqual([0, 1, 1]);
    for (const f of [math.incBeta, math.logIncBetaUpper, math.incBetaInverse]) {
      for (const args of [
        [-1, 1, 0.5],
        [1, -1, 0.5],
        [1, 1, -0.1],
        [1, 1, 1.1],
        [Number.NaN, 1, 0.5],
      ] as [number, number, number][]) {
        expect(f(...args)).toBeNaN();
      }
    }
    for (const args of [
      [-1, 0.5],
      [1, -0.5],
      [1, Number.NaN],
    ] as [number, number][]) {
      expect(math.incGamma(...args)).toBeNaN();
      expect(math.incGammaInverse(...args)).toBeNaN();
    }
  });
});

describe("inverses", () => {
  /** The smaller tail at the inverse may differ by what 1e-11 of x makes of it. */
  const moderate = size(-2, 9);

  it("beta: back to the probability", () => {
    fc.assert(
      fc.property(moderate, moderate, probability, (a, b, p) => {
        for (const [inverse, tail] of [
          [math.incBetaInverse, math.logIncBeta],
          [math.incBetaUpperInverse, math.logIncBetaUpper],
        ] as const) {
          const x = inverse(a, b, p);
          if (x < 1e-290 || x > 0.999) continue;
          const density = a * math.log(x) + b * math.log1p(-x) - math.lbeta(a, b);
          const elasticity = math.exp(density - math.log(p)) / (1 - x);
          expect(Math.abs(tail(a, b, x) - math.log(p)), `${inverse.name}(${a}, ${b}, ${p})`).toBeLessThan(
            1e-11 * elasticity + 1e-13 * (1 + Math.abs(math.log(p))),
          );
        }
      }),
      runs,
    );
  });

  it("gamma: back to the probability", () => {
    fc.assert(
      fc.property(moderate, probability, (a, p) => {
        for (const [inverse, tail] of [
          [math.incGammaInverse, math.logIncGamma],
          [math.incGammaUpperInverse, math.logIncGammaUpper],
        ] as const) {
          const x = inverse(a, p);
          if (x < 1e-290) continue;
          const elasticity = math.exp(a * math.log(x) - x - math.lgamma(a) - math.log(p));
          expect(Math.abs(tail(a, x) - math.log(p)), `${inverse.name}(${a}, ${p})`).toBeLessThan(
            1e-11 * elasticity + 1e-13 * (1 + Math.abs(math.log(p))),
          );
        }
      }),
      runs,
    );
  });

  it("stay in the support for any shape", () => {
    fc.assert(
      fc.property(shape, shape, probability, (a, b, p) => {
        for (const x of [math.incBetaInverse(a, b, p), math.incBetaUpperInverse(a, b, p)]) {
          expect(x >= 0 && x <= 1, `beta(${a}, ${b}) at ${p}: ${x}`).toBe(true);
        }
        for (const x of [math.incGammaInverse(a, p), math.incGammaUpperInverse(a, p)]) {
          expect(x >= 0, `gamma(${a}) at ${p}: ${x}`).toBe(true);
        }
      }),
      runs,
    );
  });

  it("at the ends", () => {
    expect([math.incBetaInverse(2, 3, 0), math.incBetaInverse(2, 3, 1)]).toEqual([0, 1]);
    expect([math.incBetaUpperInverse(2, 3, 0), math.incBetaUpperInverse(2, 3, 1)]).toEqual([1, 0]);
    expect([math.incGammaInverse(2, 0), math.incGammaInverse(2, 1)]).toEqual([0, Infinity]);
    expect([math.incGammaUpperInverse(2, 0), math.incGammaUpperInverse(2, 1)]).toEqual([Infinity, 0]);
  });
});
