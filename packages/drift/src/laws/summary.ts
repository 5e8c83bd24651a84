/** Give users what is known of a rate: a law, with its quantiles and intervals. */
import type { Rng } from "@credence/math";
import { type Interval, interval, type Law, quantile } from "./law.js";

/** What is known of the rate at one time. */
export interface RateSummary {
  readonly mean: number;
  readonly variance: number;
  pdf(x: number): number;
  cdf(x: number): number;
  quantile(p: number): number;
  /** The interval with equal tails that holds `mass`, 0.95 unless told otherwise. */
  interval(mass?: number): Interval;
  draw(rng: Rng): number;
}

/** Reads a law. */
export const summaryOf = (law: Law): RateSummary => ({
  mean: law.mean,
  variance: law.variance,
  pdf: law.pdf,
  cdf: law.cdf,
  quantile: (p) => quantile(law, p),
  interval: (mass = 0.95) => interval(law, mass),
  draw: law.draw,
});
