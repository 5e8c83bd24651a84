/** Translate between the shapes of a beta distribution and its mean and variance. */
import type { Moments } from "../process/moments.js";

/** Mean and variance of beta(a, b). */
export function betaMoments(a: number, b: number): Moments {
  const s = a + b;
  return { mean: a / s, variance: ((a / s) * (b / s)) / (s + 1) };
}

/** The beta distribution with this mean and variance. */
export function matched({ mean, variance }: Moments): { a: number; b: number } {
  const concentration = (mean * (1 - mean)) / variance - 1;
  return { a: mean * concentration, b: (1 - mean) * concentration };
}
