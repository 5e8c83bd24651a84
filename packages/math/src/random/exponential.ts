/** Draw waiting times of a Poisson process with unit rate. */
import type { Rng } from "../rng/index.js";
import { log1p } from "../special/index.js";

/** A draw from the exponential distribution with mean 1, by inversion. Zero once in 2⁵³ draws, at most 36.7. */
export function randomExponential(rng: Rng): number {
  return -log1p(-rng.uniform());
}
