/** State what every belief about a rate can be asked, and answer what follows from its distribution function. */
import { findRoot, invLogit, logit, type Rng } from "@credence/math";
import { requireRate } from "../check.js";

/** A distribution of a rate in [0, 1]. */
export interface Law {
  readonly mean: number;
  readonly variance: number;
  /** Density at x in [0, 1]; infinite at an end where the density is. */
  pdf(x: number): number;
  /** P(X ≤ x). */
  cdf(x: number): number;
  /** One draw. */
  draw(rng: Rng): number;
}

/** An interval that holds a share of the probability, with equal tails. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The x with P(X ≤ x) = p, to about 1e-13 in log odds. */
export function quantile(law: Law, p: number): number {
  requireRate(p, "quantile: p");
  if (p === 0 || p === 1) return p;
  const { mean, variance } = law;
  const spread = Math.max(Math.sqrt(variance) / (mean * (1 - mean)), 1e-12);
  const excess = (u: number): number => law.cdf(invLogit(u)) - p;
  const centre = logit(mean);
  let low = centre - spread;
  let high = centre + spread;
  for (let width = spread; excess(low) > 0 && low > -745; width *= 2) low -= width;
  for (let width = spread; excess(high) < 0 && high < 745; width *= 2) high += width;
  if (excess(low) > 0) return 0;
  if (excess(high) < 0) return 1;
  return invLogit(findRoot(excess, low, high, { tolerance: 1e-13 }));
}

/** The interval with equal tails that holds `mass`. */
export const interval = (law: Law, mass: number): Interval => ({
  low: quantile(law, (1 - mass) / 2),
  high: quantile(law, (1 + mass) / 2),
});
