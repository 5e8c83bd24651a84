/** Check the identities of the special functions over wide ranges, and their values against stdlib's. */

import betainc from "@stdlib/math-base-special-betainc";
import betaincinv from "@stdlib/math-base-special-betaincinv";
import betaln from "@stdlib/math-base-special-betaln";
import stdDigamma from "@stdlib/math-base-special-digamma";
import stdErf from "@stdlib/math-base-special-erf";
import stdErfc from "@stdlib/math-base-special-erfc";
import stdErfcx from "@stdlib/math-base-special-erfcx";
import gammainc from "@stdlib/math-base-special-gammainc";
import gammaincinv from "@stdlib/math-base-special-gammaincinv";
import gammaln from "@stdlib/math-base-special-gammaln";
import stdTrigamma from "@stdlib/math-base-special-trigamma";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as math from "../../src/index.js";

const runs = { numRuns: 2000, seed: 20260101 };
const size = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: low, max: high, noNaN: true }).map((e) => 10 ** e);
const real = (low: number, high: number): fc.Arbitrary<number> => fc.double({ min: low, max: high, noNaN: true });

/** |actual - expected| within tolerance of the largest term that was added up. */
function expectNear(actual: number, expected: number, scale: number, tolerance = 1e-14): void {
  if (actual === expected) return;
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(tolerance * Math.abs(scale));
}

const check = <T extends unknown[]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  f: (...args: T) => void,
): void =>
  fc.assert(fc.property(...(arbitraries as [fc.Arbitrary<unknown>]), f as unknown as (x: unknown) => void), runs);

describe("gamma functions", () => {
  it("recur: f(x + 1) = f(x) + term", () => {
    check([size(-3, 6)], (x) => {
      const rounded = x + 1 - 1; // x + 1 is a double
      if (!(rounded > 0)) return;
      const y = rounded + 1;
      expectNear(
        math.lgamma(y),
        math.lgamma(rounded) + math.log(rounded),
        Math.max(1, Math.abs(math.lgamma(y)), -math.log(rounded)),
      );
      expectNear(math.digamma(y), math.digamma(rounded) + 1 / rounded, Math.max(1, 1 / rounded, math.log(y)));
      expectNear(math.trigamma(y), math.trigamma(rounded) - rounded ** -2, Math.max(1 / y, rounded ** -2));
      expectNear(
        math.polygamma2(y),
        math.polygamma2(rounded) + 2 * rounded ** -3,
        Math.max(y ** -2, 2 * rounded ** -3),
      );
    });
  });

  it("reflect: Γ(x) Γ(1 - x) = π / sin πx", () => {
    check([real(-30, 0)], (x) => {
      if (Math.abs(x - Math.round(x)) < 1e-3) return;
      const s = Math.sin(Math.PI * (x - Math.round(x)));
      const cotangent = Math.cos(Math.PI * (x - Math.round(x))) / s;
      const reflected = math.lgamma(1 - x);
      expectNear(math.lgamma(x), Math.log(Math.PI / Math.abs(s)) - reflected, Math.max(8, reflected), 1e-13);
      expectNear(
        math.digamma(x),
        math.digamma(1 - x) - Math.PI * cotangent,
        Math.max(8, Math.abs(cotangent) * Math.PI),
        1e-11,
      );
      expectNear(math.trigamma(x), (Math.PI / s) ** 2 - math.trigamma(1 - x), (Math.PI / s) ** 2, 1e-10);
    });
  });

  it("are each other's derivatives", () => {
    check([size(-2, 3)], (x) => {
      const h = 1e-4 * x;
      const slope = (f: (x: number) => number): number =>
        (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h);
      const noise = (value: number): number => 1e-9 * (Math.abs(value) + 1 / x + 1 / x ** 2);
      expect(Math.abs(slope(math.lgamma) - math.digamma(x))).toBeLessThan(
        1e-8 * (1 + Math.abs(math.digamma(x)) + Math.abs(math.lgamma(x)) / x),
      );
      expect(Math.abs(slope(math.digamma) - math.trigamma(x))).toBeLessThan(noise(math.trigamma(x)) + 1e-9);
      expect(Math.abs(slope(math.trigamma) - math.polygamma2(x))).toBeLessThan(
        noise(math.polygamma2(x)) + 1e-9 / x ** 3 + 1e-9,
      );
    });
  });

  it("vanish or diverge where they should", () => {
    expect(math.lgamma(1) === 0 && math.lgamma(2) === 0).toBe(true);
    for (const x of [0, -1, -2, -100, Infinity, -Infinity]) expect(math.lgamma(x)).toBe(Infinity);
    expect(math.digamma(0)).toBe(-Infinity);
    expect(math.trigamma(0)).toBe(Infinity);
    expect(math.digamma(-3)).toBeNaN();
    expect(math.digamma(Infinity)).toBe(Infinity);
    expect(math.trigamma(Infinity)).toBe(0);
    for (const f of [math.lgamma, math.digamma, math.trigamma, math.polygamma2]) expect(f(Number.NaN)).toBeNaN();
  });

  it("never give NaN for positive doubles", () => {
    check([fc.double({ min: 5e-324, max: Number.MAX_VALUE, noNaN: true })], (x) => {
      for (const f of [math.lgamma, math.digamma, math.trigamma, math.polygamma2, math.stirlingRemainder])
        expect(f(x)).not.toBeNaN();
    });
  });

  it("lgammaDiff telescopes and undoes itself", () => {
    check([size(-2, 15), size(-12, 3), size(-12, 3)], (x, d, e) => {
      const whole = math.lgammaDiff(x, d + e);
      const parts = math.lgammaDiff(x, d) + math.lgammaDiff(x + d, e);
      expectNear(
        whole,
        parts,
        Math.max(Math.abs(whole), (d + e) * Math.max(1, Math.abs(math.digamma(x))), x * 0),
        1e-11,
      );
    });
    expect(math.lgammaDiff(7.5, 0)).toBe(0);
    expectNear(math.lgammaDiff(7.5, -2), -math.lgammaDiff(5.5, 2), 5);
    expectNear(math.lgammaDiff(1e15, 1), math.log(1e15), 35);
  });

  it("lbeta is symmetric, and recurs: B(a + 1, b) = B(a, b) a / (a + b)", () => {
    check([size(-10, 12), size(-10, 12)], (a, b) => {
      expect(math.lbeta(a, b)).toBe(math.lbeta(b, a));
      const one = a + 1;
      if (one - 1 !== a) return;
      const expected = math.lbeta(a, b) - math.log1p(b / a);
      expectNear(math.lbeta(one, b), expected, Math.max(1, Math.abs(math.lbeta(a, b))), 1e-13);
    });
    expect([math.lbeta(0, 1), math.lbeta(2, Infinity)]).toEqual([Infinity, -Infinity]);
  });

  it("lbetaDiff is the difference where that keeps digits, and exact in the limit where it does not", () => {
    check([size(-2, 2), size(-2, 2), fc.nat(50), fc.nat(50)], (a, b, y, m) => {
      const whole = math.lbeta(a + y, b + m);
      expectNear(
        math.lbetaDiff(a, b, y, m),
        whole - math.lbeta(a, b),
        Math.max(1, Math.abs(whole), Math.abs(math.lbeta(a, b))),
        1e-13,
      );
    });
    // B(a + 1, b) / B(a, b) = a / (a + b)
    expectNear(math.lbetaDiff(3e12, 7e12, 1, 0), math.log(0.3), 1, 1e-15);
    expectNear(math.lbetaDiff(3e12, 7e12, 1, 1), math.log(0.3 * 0.7) - 1e-13, 1, 1e-15);
    expect(math.lbetaDiff(5, 6, 0, 0)).toBe(0);
  });

  it("lchoose obeys Pascal's rule and symmetry", () => {
    check([fc.integer({ min: 2, max: 900 }), fc.nat(900)], (n, k) => {
      if (k < 1 || k > n - 1) return;
      const sum = math.logAddExp(math.lchoose(n - 1, k), math.lchoose(n - 1, k - 1));
      expectNear(math.lchoose(n, k), sum, Math.max(1, sum), 1e-14);
      expect(math.lchoose(n, k)).toBe(math.lchoose(n, n - k));
    });
    expect([math.lchoose(5, 0), math.lchoose(5, 5), math.lchoose(5, 6), math.lchoose(5, -1)]).toEqual([
      0,
      0,
      -Infinity,
      -Infinity,
    ]);
  });
});

describe("error functions and the normal", () => {
  it("complement each other", () => {
    check([real(-30, 30)], (x) => {
      expectNear(math.erf(x) + math.erfc(x), 1, 1, 4e-16);
      expect(math.erf(-x)).toBe(-math.erf(x));
      expectNear(math.stdNormalCdf(x) + math.stdNormalCdf(-x), 1, 1, 4e-16);
      expectNear(math.erfcx(Math.abs(x)) * math.exp(-x * x), math.erfc(Math.abs(x)), math.erfc(Math.abs(x)), 1e-13);
    });
  });

  it("stdNormalLogCdf is the log of the cdf, and goes on where that vanishes", () => {
    check([real(-37, 8)], (x) => {
      const log = math.log(math.stdNormalCdf(x));
      expectNear(math.stdNormalLogCdf(x), log, Math.max(Math.abs(log), 1), 4e-16);
    });
    expect(math.stdNormalLogCdf(-1e154)).toBeLessThan(-1e307);
    expect(math.stdNormalLogCdf(-Infinity)).toBe(-Infinity);
    expect(math.stdNormalLogCdf(Infinity)).toBeCloseTo(0, 300);
  });

  it("probit undoes the cdf in both tails", () => {
    check([real(-37.5, 8)], (x) => {
      // dx = dp / φ(x): the cdf's rounding matters only above 0
      const rounding = x > 0 ? 1.2e-16 / Math.exp(-0.5 * x * x) / 0.39 : 0;
      expectNear(math.probit(math.stdNormalCdf(x)), x, 1, 4e-15 * Math.max(1, Math.abs(x)) + 2 * rounding);
    });
    expect([math.probit(0), math.probit(0.5), math.probit(1)]).toEqual([-Infinity, 0, Infinity]);
    expect(math.probit(1.5)).toBeNaN();
  });

  it("Owen's T has its symmetries and special values", () => {
    check([real(-10, 10), real(-20, 20)], (h, a) => {
      expect(math.owensT(h, -a) + math.owensT(h, a)).toBe(0);
      expect(math.owensT(-h, a) - math.owensT(h, a)).toBe(0);
      const p = math.stdNormalCdf(h);
      expectNear(math.owensT(h, 1), 0.5 * p * math.stdNormalCdf(-h), 0.5 * p * math.stdNormalCdf(-h), 1e-13);
      expectNear(math.owensT(0, a), math.atan(a) / (2 * Math.PI), 0.25, 1e-15);
    });
    expectNear(math.owensT(1, Infinity), 0.5 * math.stdNormalCdf(-1), 0.1);
  });
});

describe("logarithms of sums", () => {
  it("undo each other", () => {
    check([real(-700, 700)], (x) => {
      // the log of a small x is rounded to 1e-13
      if (x > 1e-300) expectNear(math.log1pExp(math.logExpm1(x)), x, x, 2e-13);
      expectNear(math.logInvLogit(x), -math.log1pExp(-x), 1, 0);
      if (x < 0)
        expectNear(
          math.log1mExp(math.log1mExp(x)),
          x,
          Math.abs(x) > 36 ? 1e3 : Math.max(1, Math.abs(x)),
          Math.abs(x) > 30 ? 1 : Math.exp(-x) * 1e-15,
        );
      if (Math.abs(x) < 30) expectNear(math.logit(math.invLogit(x)), x, 1, 1e-15 * (3 + Math.exp(Math.max(0, x))));
    });
  });

  it("logSumExp shifts with its values, ignores their order, and matches softmax", () => {
    check([fc.array(real(-700, 700), { minLength: 1, maxLength: 20 })], (values) => {
      const total = math.logSumExp(values);
      expectNear(math.logSumExp(values.map((v) => v + 1000)), total + 1000, 1000, 1e-14);
      expectNear(math.logSumExp([...values].reverse()), total, Math.max(1, Math.abs(total)), 1e-14);
      const weights = math.softmax(values);
      expectNear(
        weights.reduce((s, w) => s + w, 0),
        1,
        1,
        1e-14,
      );
      math.logSoftmax(values).forEach((v, i) => {
        expectNear(v, (values[i] as number) - total, 1400, 1e-15);
      });
    });
    expect(math.logSumExp([])).toBe(-Infinity);
    expect(math.logSumExp([1, Number.NaN, 3])).toBeNaN();
    expect(math.logSumExp([Infinity, Number.NaN])).toBeNaN();
    expect(math.logAddExp(-Infinity, -Infinity)).toBe(-Infinity);
    expect([math.logDiffExp(3, 3), math.logDiffExp(3, -Infinity)]).toEqual([-Infinity, 3]);
    expect(math.logDiffExp(2, 3)).toBeNaN();
  });

  it("0 log 0 is 0", () => {
    expect([math.xlogy(0, 0), math.xlog1py(0, -1), math.xlogy(0, Infinity)]).toEqual([0, 0, 0]);
    expect(math.xlogy(0, Number.NaN)).toBeNaN();
  });

  it("log1pSquare holds for numbers of any size", () => {
    check([real(-1e6, 1e6)], (x) => expectNear(math.log1pSquare(x), Math.log1p(x * x), 1, 2e-15));
    for (const x of [1e-200, 1e-9, 1e-3]) expectNear(math.log1pSquare(x), Math.log1p(x * x), x * x, 3e-16);
    for (const x of [2 ** 30, 1e12, -1e153, 1e200, -1e308]) {
      expectNear(math.log1pSquare(x), 2 * Math.log(Math.abs(x)), 1e3, 1e-15);
    }
    const edge = 2 ** 30;
    expectNear(math.log1pSquare(edge * (1 - 2 ** -53)), math.log1pSquare(edge), 42, 1e-15);
    expect([0, -0, Infinity, -Infinity].map(math.log1pSquare)).toEqual([0, 0, Infinity, Infinity]);
    expect(math.log1pSquare(Number.NaN)).toBeNaN();
  });

  it("log1pMinus and expm1Minus keep second-order terms", () => {
    check([real(-0.99, 3)], (x) => {
      expectNear(math.log1pMinus(x), Math.log1p(x) - x, Math.max(Math.abs(x), 1e-300), 1e-15);
      expectNear(math.expm1Minus(x), Math.expm1(x) - x, Math.max(Math.abs(x), 1e-300), 3e-15);
    });
    expectNear(math.log1pMinus(1e-9), -5e-19 + 1e-27 / 3, 5e-19, 1e-15);
    expectNear(math.expm1Minus(1e-9), 5e-19 + 1e-27 / 6, 5e-19, 1e-15);
  });
});

describe("NaN and infinite arguments", () => {
  const unary = Object.values(math.special).filter(
    (f) => f.length === 1 && f !== (math.softmax as unknown) && f !== (math.logSumExp as unknown),
  ) as ((x: number) => number)[];
  it.each(unary.map((f) => [f.name, f] as const))("%s returns", (_name, f) => {
    expect(f(Number.NaN)).toBeNaN();
    for (const x of [Infinity, -Infinity, -1e300, -5e-324, 1e300]) expect(typeof f(x)).toBe("number");
  });

  const several = {
    ...math.special,
    lbetaDiff: math.lbetaDiff,
    logRisingRatio: math.logRisingRatio,
    stirlingRemainder: math.stirlingRemainder,
    log1pMinus: math.log1pMinus,
    expm1Minus: math.expm1Minus,
  };
  it("functions of several arguments return also", () => {
    const values = [Number.NaN, Infinity, -Infinity, 0, 0.5, -0.5, 1e300, -1e300];
    for (const [name, f] of Object.entries(several) as [string, (...args: number[]) => unknown][]) {
      if (name === "softmax" || name === "log_sum_exp" || name === "multigamma_ln") continue;
      for (const a of values)
        for (const b of values)
          for (const c of f.length > 2 ? values : [1]) expect(typeof f(a, b, c, c)).toBe("number");
    }
  });
});

describe("Bessel functions", () => {
  it("obey Turán's inequality 0 < I₁/I₀ < 1 and the Wronskian's derivative I₀' = I₁", () => {
    check([size(-3, 5)], (x) => {
      const ratio = math.exp(math.logBesselI1(x) - math.logBesselI0(x));
      expect(ratio > 0 && ratio < 1).toBe(true);
      const h = 1e-4 * Math.min(1, x);
      const slope = (math.logBesselI0(x + h) - math.logBesselI0(x - h)) / (2 * h);
      expect(Math.abs(slope - ratio)).toBeLessThan(1e-7 + (4e-16 * math.logBesselI0(x)) / h);
    });
    expect([math.logBesselI0(0), math.logBesselI1(0), math.logBesselI0(Infinity)]).toEqual([0, -Infinity, Infinity]);
  });
});

/** stdlib 0.2 ports Cephes, Boost and FreeBSD's libm: an implementation by other hands. */
describe("against stdlib", () => {
  const relative = (actual: number, expected: number, tolerance: number, what: string): void => {
    if (actual !== expected)
      expect(Math.abs(actual / expected - 1), `${what}: ${actual}, stdlib ${expected}`).toBeLessThan(tolerance);
  };

  it("gamma and error functions to 1e-13", () => {
    check([size(-3, 5)], (x) => {
      relative(math.lgamma(x), gammaln(x), 1e-13 * Math.max(1, 0.1 / Math.abs(math.lgamma(x))), `lgamma(${x})`);
      relative(math.digamma(x), stdDigamma(x), 1e-13 * Math.max(1, 0.1 / Math.abs(math.digamma(x))), `digamma(${x})`);
      relative(math.trigamma(x), stdTrigamma(x), 1e-13, `trigamma(${x})`);
      relative(math.erf(x), stdErf(x), 1e-14, `erf(${x})`);
      relative(math.erfc(x), stdErfc(x), 1e-14, `erfc(${x})`);
      relative(math.erfcx(x), stdErfcx(x), 1e-13, `erfcx(${x})`);
    });
  });

  it("beta and incomplete functions to 1e-11", () => {
    check([size(-1, 2), size(-1, 2), real(0.01, 0.99)], (a, b, x) => {
      expectNear(math.lbeta(a, b), betaln(a, b), Math.max(1, Math.abs(math.lbeta(a, b))), 1e-13);
      expectNear(math.incBeta(a, b, x), betainc(x, a, b), math.incBeta(a, b, x) + 1e-300, 1e-11);
      expectNear(math.incGamma(a, b), gammainc(b, a), math.incGamma(a, b) + 1e-300, 1e-11);
    });
  });

  it("inverses to 1e-9", () => {
    check([size(-0.5, 2), size(-0.5, 2), real(0.001, 0.999)], (a, b, p) => {
      relative(math.incBetaInverse(a, b, p), betaincinv(p, a, b), 1e-9, `incBetaInverse(${a}, ${b}, ${p})`);
      relative(math.incGammaInverse(a, p), gammaincinv(p, a), 1e-9, `incGammaInverse(${a}, ${p})`);
    });
  });
});
