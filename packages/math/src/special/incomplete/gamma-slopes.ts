/** Differentiate the logs of the regularised incomplete gamma functions in x and in the shape. */
import { expm1 } from "../elementary/expm1.js";
import { digamma, logMinusDigamma } from "../gamma/digamma.js";
import { exp } from "../generated/exp.js";
import { log, log1p } from "../generated/log.js";
import { expm1Minus } from "../logarithmic/expm1-minus.js";
import { continuedFractionSlope } from "./continued-fraction.js";
import { gammaTail, lowerSeries, PEAKED, peak, upperFraction } from "./gamma-tail.js";
import { peakMean } from "./peak-integral.js";
import type { Tail } from "./tail.js";

/**
 * ∂ log P(a, x) / ∂x: the density of gamma(a, 1) at x over its cdf. Relative error about 1e-12, in the far tail too; a, x > 0.
 */
export function logIncGammaInX(a: number, x: number): number {
  if (!isProper(a, x)) return Number.NaN;
  const tail = gammaTail(a, x);
  return tail.lower ? densityOverOwn(a, x, tail) : densityOverOwn(a, x, tail) * odds(tail);
}

/** ∂ log Q(a, x) / ∂x: minus the hazard of gamma(a, 1) at x. */
export function logIncGammaUpperInX(a: number, x: number): number {
  if (!isProper(a, x)) return Number.NaN;
  const tail = gammaTail(a, x);
  return -(tail.lower ? densityOverOwn(a, x, tail) * odds(tail) : densityOverOwn(a, x, tail));
}

/**
 * ∂ log P(a, x) / ∂a = E[log T | T ≤ x] − ψ(a) for T from gamma(a, 1), below 0. Absolute error about 1e-14 times
 * 1 + |log x|; a, x > 0.
 */
export function logIncGammaInShape(a: number, x: number): number {
  if (!isProper(a, x)) return Number.NaN;
  const tail = gammaTail(a, x);
  return tail.lower ? inShape(a, x, tail) : -inShape(a, x, tail) * odds(tail);
}

/** ∂ log Q(a, x) / ∂a = E[log T | T > x] − ψ(a), above 0. */
export function logIncGammaUpperInShape(a: number, x: number): number {
  if (!isProper(a, x)) return Number.NaN;
  const tail = gammaTail(a, x);
  return tail.lower ? -inShape(a, x, tail) * odds(tail) : inShape(a, x, tail);
}

const isProper = (a: number, x: number): boolean => a > 0 && a < Infinity && x >= 0;

/** A tail over the other one; 0 where it has no probability. */
export function odds({ log }: Tail): number {
  return log === -Infinity ? 0 : exp(log) / -expm1(log);
}

/** Which expansion of its tail holds: those of `gammaTail`, with one series for all that lies below. */
const isPeaked = (a: number): boolean => a >= PEAKED;

/** The density of gamma(a, 1) at x over its tail: the reciprocal of what the tail is in terms of it. */
function densityOverOwn(a: number, x: number, { lower, log }: Tail): number {
  if (log === -Infinity) return lower ? Infinity : x === Infinity ? 1 : 0;
  if (isPeaked(a)) return 1 / x / peak(a, x);
  return lower ? 1 / (x * lowerSeries(a, x)) : upperFraction(a, x) / x;
}

/** The slope of a tail's own log in the shape. */
function inShape(a: number, x: number, { lower, log }: Tail): number {
  if (log === -Infinity) return lower ? -Infinity : 0;
  if (isPeaked(a)) return logOverMean(a, x) + (lower ? -1 : 1) * meanStep(a, x);
  if (lower) return logOf(x) - digamma(a + 1) - seriesSlope(a, x);
  const fraction = continuedFractionSlope({
    numerator: (m) => m * (a - m),
    denominator: (m) => x - a + 1 + 2 * m,
    numeratorSlope: (m) => m,
    denominatorSlope: () => -1,
  });
  return logOverMean(a, x) - fraction;
}

const logOf = log;

/** log x − ψ(a), whose parts are close where x is. */
function logOverMean(a: number, x: number): number {
  const d = (x - a) / a;
  return (d > -0.4 && d < 0.6 ? log1p(d) : log(x / a)) + logMinusDigamma(a);
}

/** The mean distance of log T from log x, for T in the tail: the integrand is that of the peak. */
function meanStep(a: number, x: number): number {
  const sign = x <= a ? -1 : 1;
  return peakMean(
    Math.abs(a - x),
    x,
    (u) => x * expm1Minus(sign * u),
    (u) => u,
  );
}

/** −∂ log S / ∂a − 1/a of the series S = Σ x^n / (a (a + 1) … (a + n)). */
function seriesSlope(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  let harmonic = 0;
  let slope = 0;
  for (let n = 1; ; n++) {
    term *= x / (a + n);
    harmonic += 1 / (a + n);
    const next = slope + term * harmonic;
    if (next === slope) return slope / sum;
    slope = next;
    sum += term;
  }
}
