/** Find the shortest interval that holds a given share of the draws. */

/** An interval, ends included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Round to the nearest whole number, halves to the even one, as R's `round` does. */
function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

/**
 * Highest density interval of draws whose density has one peak: of all intervals between two sorted draws
 * `round(n * mass)` places apart (at least 1, at most n - 1), the narrowest, and of equals the lowest.
 * Chen and Shao (1999), "Monte Carlo estimation of Bayesian credible and HPD intervals", Journal of Computational and
 * Graphical Statistics 8(1); the rounding is that of `HPDinterval` of the R package coda.
 *
 * @param values - The draws in any order, pooled over chains; they are not changed.
 * @param mass - The share of the draws to hold, 0 < mass ≤ 1.
 * @returns The ends in the draws' unit; both NaN if a draw is NaN.
 * @throws RangeError if there are no draws or `mass` is outside (0, 1].
 */
export function hdi(values: ArrayLike<number>, mass: number): Interval {
  checkHdi(values.length, mass);
  return hdiOfSorted(Float64Array.from(values).sort(), mass);
}

function checkHdi(n: number, mass: number): void {
  if (n === 0) throw new RangeError("hdi: there are no draws; an interval needs at least one");
  if (!(mass > 0 && mass <= 1)) throw new RangeError(`hdi: the mass is ${mass}; give a number above 0 and at most 1`);
}

/** The interval of draws that are in ascending order already, a NaN among them first or last; see {@link hdi}. */
export function hdiOfSorted(sorted: Float64Array, mass: number): Interval {
  const n = sorted.length;
  checkHdi(n, mass);
  if (Number.isNaN(sorted[0]) || Number.isNaN(sorted[n - 1])) return { low: Number.NaN, high: Number.NaN };
  const gap = n === 1 ? 0 : Math.max(1, Math.min(n - 1, roundHalfEven(n * mass)));
  const at = (i: number): number => sorted[i] as number;
  let best = 0;
  let narrowest = Infinity;
  for (let i = 0; i + gap < n; i++) {
    // Two draws at the same infinity are no distance apart, though their difference is NaN.
    const width = at(i) === at(i + gap) ? 0 : at(i + gap) - at(i);
    if (width >= narrowest) continue;
    best = i;
    narrowest = width;
  }
  return { low: at(best), high: at(best + gap) };
}
