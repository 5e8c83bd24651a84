/** Subtract log gammas whose arguments are close or huge, where the plain difference has lost its digits. */
import { log } from "../elementary/log.js";
import { log1p } from "../elementary/log1p.js";
import { log1pMinus } from "../logarithmic/log1p-minus.js";
import { digamma } from "./digamma.js";
import { lgamma } from "./lgamma.js";
import { stirlingRemainderAbove, stirlingRemainderDiff, stirlingSlopeAbove, stirlingSlopeDiff } from "./stirling.js";

const LARGE = 10;

/**
 * log Γ(x + d) - log Γ(x) for x > 0, x + d > 0: the log of the rising factorial (x)_d. Relative accuracy for small d,
 * and for x so large that x + d is not a double.
 *
 * By Stirling's formula, d log x + (x + d - ½) log(1 + d/x) - d + S(x + d) - S(x) (DLMF 5.11.1).
 */
export function lgammaDiff(x: number, d: number): number {
  if (d < 0) return -lgammaDiff(x + d, -d);
  if (x >= LARGE) return differenceAbove(x, d);
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  return d < 0.5 && d < 1e100 * x ? differenceBelow(x, d) : lgamma(x + d) - lgamma(x);
}

function differenceAbove(x: number, d: number): number {
  const t = d / x;
  const lead = t < 1 ? x * log1pMinus(t) + (d - 0.5) * log1p(t) : (x + d - 0.5) * log1p(t) - d;
  return d * log(x) + lead + stirlingRemainderDiff(x, d);
}

/** Shift x above 10; the product of the ratios (x + i + d) / (x + i), less 1, is kept so that small d lose nothing. */
function differenceBelow(x: number, d: number): number {
  let excess = 0;
  let at = x;
  for (; at < LARGE; at += 1) {
    const t = d / at;
    excess += t + excess * t;
  }
  return differenceAbove(at, d) - log1p(excess);
}

/**
 * log[(x)_k / x^k] = log Γ(x + k) - log Γ(x) - k log x for x > 0, k ≥ 0, by which likelihoods of counts differ from
 * their limit of known rates. Exactly 0 for k = 0 and 1; small and accurate where x is much larger than k.
 *
 * x φ(k/x) - ½ log(1 + k/x) + S(x + k) - S(x) with φ(t) = (1 + t) log(1 + t) - t.
 */
export function logRisingRatio(x: number, k: number): number {
  if (!(x >= LARGE && k >= 2)) return risingElsewhere(x, k);
  const t = k / x;
  const change = stirlingRemainderAbove(x + k) - stirlingRemainderAbove(x);
  if (t > SMALL) {
    const l = log1p(t);
    return (x + k - 0.5) * l - k + change;
  }
  const v = t / (2 + t);
  const s = artanhExcess(v * v);
  return x * v * (t + 2 * (1 + t) * s) - v * (1 + s) + change;
}

/** The same for x below 10 or k below 2. */
function risingElsewhere(x: number, k: number): number {
  if (k === 0 || k === 1) return 0;
  if (x < LARGE) return fewFactors(x, k) ? log(productOfFactors(x, k)) : lgammaDiff(x, k) - k * log(x);
  const t = k / x;
  const phi = t < 1 ? (1 + t) * log1pMinus(t) + t * t : (1 + t) * log1p(t) - t;
  return x * phi - 0.5 * log1p(t) + stirlingRemainderDiff(x, k);
}

/**
 * The slope of {@link logRisingRatio} in x, ψ(x + k) - ψ(x) - k/x: exactly 0 for k = 0 and 1, accurate where x is much
 * larger than k.
 *
 * log(1 + t) - t + ½ t / (x + k) + S'(x + k) - S'(x) with t = k/x.
 */
export function risingRatioSlope(x: number, k: number): number {
  if (!(x >= LARGE && k >= 2)) return slopeElsewhere(x, k);
  const t = k / x;
  const bend = (0.5 * t) / (x + k) + (stirlingSlopeAbove(x + k) - stirlingSlopeAbove(x));
  if (t > SMALL) return log1p(t) - t + bend;
  const v = t / (2 + t);
  return v * (2 * artanhExcess(v * v) - t) + bend;
}

/** The same for x below 10 or k below 2. */
function slopeElsewhere(x: number, k: number): number {
  if (k === 0 || k === 1) return 0;
  if (x < LARGE) return fewFactors(x, k) ? slopeOfFactors(x, k) : digamma(x + k) - digamma(x) - k / x;
  const t = k / x;
  return log1pMinus(t) + (0.5 * t) / (x + k) + stirlingSlopeDiff(x, k);
}

/** Up to here log(1 + t) is a short series in t / (2 + t). */
const SMALL = 0.25;

/** artanh(v) / v - 1 = z/3 + z²/5 + … for z = v² ≤ 1/81. */
function artanhExcess(z: number): number {
  const high = 1 / 11 + z * (1 / 13 + z * (1 / 15 + z * (1 / 17)));
  return z * (1 / 3 + z * (1 / 5 + z * (1 / 7 + z * (1 / 9 + z * high))));
}

/** Up to so many factors 1 + i/x are multiplied one by one. */
const FEW = 12;
const fewFactors = (x: number, k: number): boolean => k <= FEW && Number.isInteger(k) && x > 1e-20;

/** (x)_k / x^k for whole k: the product of 1 + i/x for i < k. */
function productOfFactors(x: number, k: number): number {
  let product = 1;
  for (let i = 1; i < k; i++) product *= 1 + i / x;
  return product;
}

function slopeOfFactors(x: number, k: number): number {
  let sum = 0;
  for (let i = 1; i < k; i++) sum += i / (x + i);
  return -sum / x;
}
