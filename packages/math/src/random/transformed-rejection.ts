/** Draw bell-shaped counts by transformed rejection with a squeeze, the common core of Hörmann's PTRS and BTRS. */
import type { Rng } from "../rng/index.js";
import { log } from "../special/index.js";

/** A hat fitted to one distribution, in the letters of Hörmann's papers. */
export interface Hat {
  readonly a: number;
  readonly b: number;
  /** Where the counts centre. */
  readonly c: number;
  /** Below this the second uniform is accepted at once. */
  readonly vr: number;
  readonly alpha: number;
  /** Largest possible count. */
  readonly most: number;
}

/**
 * A count whose log probability is `logMass` up to the constant that the hat is fitted to
 * (Hörmann 1993, Insurance: Mathematics and Economics 12:39, algorithm PTRS; J. Stat. Comput. Simul. 46:101,
 * algorithm BTRS).
 */
export function transformedRejection(rng: Rng, hat: Hat, logMass: (count: number) => number): number {
  const { a, b, c, vr, alpha, most } = hat;
  for (;;) {
    const v = rng.uniform();
    const u = rng.uniform() - 0.5;
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + c);
    if (us >= 0.07 && v <= vr) return count;
    if (count >= 0 && count <= most && log((v * alpha) / (a / (us * us) + b)) <= logMass(count)) return count;
  }
}
