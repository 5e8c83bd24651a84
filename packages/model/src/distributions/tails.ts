/** Complete and invert tails that are known by their logs, where there is no closed form. */
import { exp, findRoot, log, log1p } from "@credence/math";

/** log P(X ≤ t) and log P(X > t), each precise at least where it is the smaller one. */
export interface LogTails {
  readonly lower: (t: number) => number;
  readonly upper: (t: number) => number;
}

/** The log of a tail by its complement where it is more than about half, so that it is precise near 0. */
export const precise = (own: number, other: number): number => (own > -0.6 ? log1p(-exp(other)) : own);

/** Where to look for a quantile: from the middle outwards in steps of that width, doubled each time, within the bounds. */
export interface Search {
  readonly middle: number;
  readonly width: number;
  readonly least?: number;
  readonly most?: number;
}

/** The t with P(X ≤ t) = p, by the smaller of the two tails. */
export const lowerQuantile = (p: number, tails: LogTails, search: Search): number =>
  p > 0.5 ? above(1 - p, tails, search) : below(p, tails, search);
/** The t with P(X > t) = p. */
export const upperQuantile = (p: number, tails: LogTails, search: Search): number =>
  p > 0.5 ? below(1 - p, tails, search) : above(p, tails, search);

function below(p: number, { lower }: LogTails, search: Search): number {
  if (p === 0) return search.least ?? -Infinity;
  const target = log(p);
  return rootOf((t) => lower(t) - target, search);
}
function above(p: number, { upper }: LogTails, search: Search): number {
  if (p === 0) return search.most ?? Infinity;
  const target = log(p);
  return rootOf((t) => target - upper(t), search);
}

/** Where an increasing function is 0; NaN where it is NaN. */
function rootOf(f: (t: number) => number, { middle, width, least = -Infinity, most = Infinity }: Search): number {
  if (Number.isNaN(f(middle))) return Number.NaN;
  let [low, high, step] = [middle, middle, width];
  while (f(low) > 0) {
    if (low <= least) return least;
    high = low;
    low = Math.max(low - step, least);
    step *= 2;
  }
  step = width;
  while (f(high) < 0) {
    if (high >= most) return most;
    low = high;
    high = Math.min(high + step, most);
    step *= 2;
  }
  // a root at 0 has no digits of its own to be relative to
  return low === high ? low : findRoot(f, low, high, { tolerance: 1e-16 * width });
}
