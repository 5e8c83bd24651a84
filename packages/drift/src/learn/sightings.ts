/** Reduce a series to what bears on its evidence: counts at distinct times, and the gaps between them. */
import { lchoose } from "@credence/math";
import type { Step } from "../observations.js";

/** All counts at one time. */
export interface Sighting {
  /** Time since the sighting before; 0 for the first. */
  readonly gap: number;
  readonly successes: number;
  readonly trials: number;
}

/** The sightings of a series that starts from the stationary law, and the log of its binomial coefficients. */
export function sightingsOf(steps: readonly Step[]): { sightings: Sighting[]; logCoefficients: number } {
  const sightings: Sighting[] = [];
  let gap = 0;
  let logCoefficients = 0;
  for (const { dt, successes, trials } of steps) {
    gap += dt;
    if (trials === 0) continue;
    logCoefficients += lchoose(trials, successes);
    const last = sightings.at(-1);
    if (last === undefined) sightings.push({ gap: 0, successes, trials });
    else if (gap > 0) sightings.push({ gap, successes, trials });
    else
      sightings[sightings.length - 1] = {
        gap: last.gap,
        successes: last.successes + successes,
        trials: last.trials + trials,
      };
    gap = 0;
  }
  return { sightings, logCoefficients };
}
