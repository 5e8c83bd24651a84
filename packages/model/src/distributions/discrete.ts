/** Invert the cdf of a whole-number distribution by bracketing around its mean and bisecting. */
import { exp } from "@credence/math";

/** The smallest whole k between the bounds with `holds(k)`, where `holds` is false below and true from there on. */
function smallest(
  holds: (k: number) => boolean,
  guess: number,
  step: number,
  [least, most]: readonly [number, number],
): number {
  const clamp = (k: number): number => Math.min(most, Math.max(least, Math.floor(k)));
  let width = Math.max(1, step);
  let high = clamp(guess);
  while (!holds(high)) {
    if (high === most) return most;
    high = clamp(high + width);
    width *= 2;
  }
  width = Math.max(1, step);
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

const between = (low: number, high: number): number => Math.floor(low + (high - low) / 2);

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

/** How many terms a sum may have. */
const mostTerms = 1e7;

/**
 * −Σ p log p over the values from `least` to `most`, for masses given by their logs.
 * @throws RangeError when there are more than ten million values.
 */
export function discreteEntropy(logMass: (k: number) => number, [least, most]: readonly [number, number]): number {
  if (!(most - least < mostTerms))
    throw new RangeError(`the entropy would be a sum over ${most - least} counts: too many to add`);
  let entropy = 0;
  for (let k = least; k <= most; k++) {
    const logP = logMass(k);
    if (logP > -Infinity) entropy -= exp(logP) * logP;
  }
  return entropy;
}
