/** Compute the log of the regularised incomplete beta function at log odds, with its slopes, so that no digit of either tail is rounded away. */
import { expm1 } from "../elementary/expm1.js";
import { digamma } from "../gamma/digamma.js";
import { lgamma1p } from "../gamma/lgamma.js";
import { lgammaDiff } from "../gamma/lgamma-difference.js";
import { exp } from "../generated/exp.js";
import { log1p } from "../generated/log.js";
import { invLogit, logInvLogit } from "../generated/logistic.js";
import { expm1Minus } from "../logarithmic/expm1-minus.js";
import { log1pMinus } from "../logarithmic/log1p-minus.js";
import { meanExcess } from "./beta-excess.js";
import { betaTail, isPeaked, isSmall, lowerFraction, lowerPeak, smallSum } from "./beta-tail.js";
import { continuedFractionSlope } from "./continued-fraction.js";
import { odds } from "./gamma-slopes.js";
import { peakMean } from "./peak-integral.js";
import { logLowerOf } from "./tail.js";

/** Below these log odds x underflows, and I_x is the first term of its power series, x^a / (a B(a, b)). */
const FAR = -700;

/** A point given by its log odds w: x = 1 / (1 + e^-w) and y = 1 − x, neither rounded off the other. */
interface Point {
  readonly w: number;
  readonly x: number;
  readonly y: number;
}
const pointAt = (w: number): Point => ({ w, x: invLogit(w), y: invLogit(-w) });
const mirrored = ({ w, x, y }: Point): Point => ({ w: -w, x: y, y: x });

/**
 * log I_x(a, b) at x = 1 / (1 + e^-w), for a, b > 0: the log cdf of beta(a, b) at log odds w. Its complement is that of
 * (b, a, −w). Relative error about 1e-12 however far out.
 */
export function logIncBetaAtOdds(a: number, b: number, w: number): number {
  if (w < FAR) return a * w - lgamma1p(a) + lgammaDiff(b, a);
  const { x, y } = pointAt(w);
  return logLowerOf(betaTail(a, b, x, y));
}

/** Its slope in w: the density of the log odds over the cdf. */
export const logIncBetaAtOddsInOdds = (a: number, b: number, w: number): number =>
  slope(a, b, w, densityOverLower, (a, b, at) => -densityOverLower(b, a, at));

/** Its slope in a: E[log T | T ≤ x] − ψ(a) + ψ(a + b) for T from beta(a, b), below 0. */
export const logIncBetaAtOddsInA = (a: number, b: number, w: number): number =>
  slope(a, b, w, lowerInA, (a, b, at) => lowerInB(b, a, at));

/** Its slope in b: E[log(1 − T) | T ≤ x] − ψ(b) + ψ(a + b), above 0. */
export const logIncBetaAtOddsInB = (a: number, b: number, w: number): number =>
  slope(a, b, w, lowerInB, (a, b, at) => lowerInA(b, a, at));

type Slope = (a: number, b: number, at: Point) => number;

/** The slope of the lower tail's log, by that of the tail which is computed: minus the upper one's times its odds. */
function slope(a: number, b: number, w: number, ofLower: Slope, ofUpper: Slope): number {
  if (!(a > 0 && b > 0 && a + b < Infinity) || Number.isNaN(w)) return Number.NaN;
  const at = pointAt(w);
  if (w < FAR) return ofLower(a, b, at);
  const tail = betaTail(a, b, at.x, at.y);
  if (tail.lower) return ofLower(a, b, at);
  const share = odds(tail);
  return share === 0 ? 0 : -ofUpper(a, b, mirrored(at)) * share;
}

// What follows is of the lower tail, of an expansion that holds there (see `betaTail`).

/** Density of the log odds over the lower tail. */
function densityOverLower(a: number, b: number, { w, x, y }: Point): number {
  if (w < FAR) return a;
  if (isSmall(a, b, x)) return (a * exp(b * logInvLogit(-w))) / (1 + a * smallSum(a, b, x));
  return isPeaked(a, b) ? 1 / lowerPeak(a, b, x, y) : lowerFraction(a, b, x, y);
}

function lowerInA(a: number, b: number, { w, x, y }: Point): number {
  const logX = logInvLogit(w);
  const both = digamma(a + b);
  if (w < FAR) return logX + both - digamma(1 + a);
  if (isSmall(a, b, x)) {
    const [sum, slopes] = [smallSum(a, b, x), smallSlopes(a, b, x)];
    return logX + both - digamma(1 + a) + (sum + a * slopes.inA) / (1 + a * sum);
  }
  const center = logX - digamma(a) + both;
  if (isPeaked(a, b)) return center - meanUnder(a, b, x, y, (u) => log1p(y * expm1(u)));
  return center - fractionSlope(a, b, x, y, "a");
}

function lowerInB(a: number, b: number, { w, x, y }: Point): number {
  const both = digamma(a + b);
  if (w < FAR) return both - digamma(b);
  if (isSmall(a, b, x)) return both - digamma(b) + (a * smallSlopes(a, b, x).inB) / (1 + a * smallSum(a, b, x));
  const center = logInvLogit(-w) - digamma(b) + both;
  if (isPeaked(a, b)) return center - meanUnder(a, b, x, y, (u) => log1p(x * expm1(-u)));
  return center - fractionSlope(a, b, x, y, "b");
}

/** Derivatives of the sum in the power series: of its terms pₙ / (a + n), pₙ = Π (k − b) x / k. */
function smallSlopes(a: number, b: number, x: number): { readonly inA: number; readonly inB: number } {
  let [power, slope, inA, inB] = [1, 0, 0, 0];
  for (let n = 1; ; n++) {
    slope = (slope * (n - b) - power) * (x / n);
    power *= ((n - b) * x) / n;
    const next = [inA - power / (a + n) ** 2, inB + slope / (a + n)] as const;
    if (next[0] === inA && next[1] === inB) return { inA, inB };
    [inA, inB] = next;
  }
}

/** The mean of f(u) where log odds w − u are distributed as in the lower tail. */
function meanUnder(a: number, b: number, x: number, y: number, f: (u: number) => number): number {
  const n = a + b;
  const p = Math.min(x, y);
  const sign = x < y ? -1 : 1;
  const bend = (u: number): number => n * (log1pMinus(p * expm1(sign * u)) + p * expm1Minus(sign * u));
  return peakMean(meanExcess(a, b, x, y), n * x * y, bend, f);
}

/** The derivative of the log of `lowerFraction` in a or b. */
function fractionSlope(a: number, b: number, x: number, y: number, by: "a" | "b"): number {
  const excess = meanExcess(a, b, x, y);
  const common = (m: number): number => {
    const d = a + 2 * m - 1;
    return ((a + m - 1) / d) * (m / d) * ((a + b + m - 1) * x) * x;
  };
  const first = (m: number): number => (m === 0 ? 0 : m + (m * (b - m) * x) / (a + 2 * m - 1));
  const share = (m: number): number => (a + m) / (a + 2 * m + 1);
  const rest = (m: number): number => excess + 1 + m * (2 - x);
  const inA = {
    numeratorSlope: (m: number) => common(m) * (b - m) * (1 / (a + m - 1) - 2 / (a + 2 * m - 1) + 1 / (a + b + m - 1)),
    denominatorSlope: (m: number) =>
      (m === 0 ? 0 : (-m * (b - m) * x) / (a + 2 * m - 1) ** 2) +
      ((m + 1) / (a + 2 * m + 1) ** 2) * rest(m) +
      share(m) * y,
  };
  const inB = {
    numeratorSlope: (m: number) => common(m) * ((b - m) / (a + b + m - 1) + 1),
    denominatorSlope: (m: number) => (m === 0 ? 0 : (m * x) / (a + 2 * m - 1)) - share(m) * x,
  };
  return continuedFractionSlope({
    numerator: (m) => common(m) * (b - m),
    denominator: (m) => first(m) + share(m) * rest(m),
    ...(by === "a" ? inA : inB),
  });
}
