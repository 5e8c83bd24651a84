/** Invert the cdf of a whole-number distribution by bracketing around its mean and bisecting. */
import { deviance, exp, stirlingExcess } from "@credence/math";

/** The smallest whole k between the bounds with `holds(k)`, where `holds` is false below and true from there on. */
function smallest(
  holds: (k: number) => boolean,
  guess: number,
  step: number,
  [least, most]: readonly [number, number],
): number {
  const clamp = (k: number): number => Math.min(most, Math.max(least, Math.floor(k)));
  // a spread that is not known, or no double, is no help
  const first = step > 1 && step < Infinity ? step : 1;
  let width = first;
  let high = clamp(Math.min(guess > least ? guess : least, Number.MAX_VALUE));
  while (!holds(high)) {
    if (high === most) return most;
    high = clamp(high + width);
    width *= 2;
  }
  width = first;
  let low = clamp(high - width);
  while (low > least && holds(low)) {
    high = low;
    low = clamp(low - width);
    width *= 2;
  }
  if (holds(low)) return low;
  // beyond 2^53 neighbours are further apart than 1, and the middle falls on one of them
  for (let middle = between(low, high); middle > low && middle < high; middle = between(low, high)) {
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The middle; where counts differ by orders of magnitude, that of their orders. */
const between = (low: number, high: number): number =>
  low >= 0 && high > 4 * low + 4
    ? Math.floor(Math.sqrt(low + 1) * Math.sqrt(Math.min(high, Number.MAX_VALUE)))
    : Math.floor(low + (high - low) / 2);

/** The smallest k with cdf(k) ≥ p; `mean` and `sd` only say where to look first. */
export function discreteQuantile(
  p: number,
  mean: number,
  sd: number,
  bounds: readonly [number, number],
  cdf: (k: number) => number,
): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  return p === 1 ? bounds[1] : smallest((k) => cdf(k) >= p, mean, sd, bounds);
}

/** The smallest k with sf(k) ≤ p. */
export function discreteUpperQuantile(
  p: number,
  mean: number,
  sd: number,
  bounds: readonly [number, number],
  sf: (k: number) => number,
): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  return p === 0 ? bounds[1] : smallest((k) => sf(k) <= p, mean, sd, bounds);
}

/** So many terms over a bell and both its tails are as good as all. */
const enough = 4096;
/** A log mass from here down counts for nothing. */
const negligible = -45;

/**
 * −Σ p log p over the values from `least` to `most`, for masses given by their logs. A bell that vanishes at both ends is
 * summed at even steps, which for smooth functions is exact to rounding (the trapezoid rule; Trefethen and Weideman 2014).
 *
 * @throws RangeError when more than `mostTerms` masses would be added.
 */
export function discreteEntropy(
  logMass: (k: number) => number,
  [least, most]: readonly [number, number],
  mostTerms = 1e6,
): number {
  const bell = logMass(least) < negligible && logMass(most) < negligible;
  const step = bell ? Math.max(1, Math.floor((most - least) / enough)) : 1;
  const steps = Math.floor((most - least) / step);
  if (!(steps < mostTerms))
    throw new RangeError(`the entropy would be a sum over ${most - least} counts: too many to add`);
  let entropy = 0;
  for (let i = 0; i <= steps; i++) {
    const logP = logMass(least + i * step);
    if (logP > -Infinity) entropy -= step * exp(logP) * logP;
  }
  return entropy;
}

// Log masses by the saddle-point expansion (Loader 2000), which keeps its digits however large the counts are.

export const logPoissonMass = (k: number, rate: number): number => -deviance(k, rate) - stirlingExcess(k);

/** For counts that need not be whole, given the probabilities of success and of failure. */
export const logBinomialMass = (k: number, n: number, success: number, failure: number): number =>
  stirlingExcess(n) -
  stirlingExcess(k) -
  stirlingExcess(n - k) -
  deviance(k, n * success) -
  deviance(n - k, n * failure);
