/** State what a series of counts is, and check it as a whole before anything is computed. */
import { requireCounts, requireElapsed } from "./check.js";

/** Successes among trials, `dt` after the observation before (or after the start). */
export interface Step {
  readonly dt: number;
  readonly successes: number;
  readonly trials: number;
}

/** Successes among trials at a time. */
export interface Observation {
  readonly time: number;
  readonly successes: number;
  readonly trials: number;
}

/** @throws RangeError when there are none, or one is impossible */
export function requireSteps(steps: readonly Step[], caller: string): void {
  if (!Array.isArray(steps) || steps.length === 0)
    throw new RangeError(`${caller}: there are no observations; pass at least one { dt, successes, trials }`);
  steps.forEach(({ dt, successes, trials }, i) => {
    requireElapsed(dt, `${caller}: steps[${i}].dt`);
    requireCounts(successes, trials, `${caller}: steps[${i}]`);
  });
}

/**
 * Observations at times as steps between them; the first is at the start.
 *
 * @throws RangeError when there are none, times run backwards, or counts are impossible
 */
export function stepsOf(observations: readonly Observation[]): Step[] {
  if (!Array.isArray(observations) || observations.length === 0)
    throw new RangeError("stepsOf: there are no observations; pass at least one { time, successes, trials }");
  return observations.map(({ time, successes, trials }, i) => {
    if (!Number.isFinite(time))
      throw new RangeError(`stepsOf: the time of observation ${i + 1} is ${String(time)}; it must be a finite number`);
    const before = i === 0 ? time : (observations[i - 1] as Observation).time;
    if (time < before)
      throw new RangeError(
        `stepsOf: observation ${i + 1} is at time ${time}, before the one at ${before}; sort the observations by time`,
      );
    requireCounts(successes, trials, `stepsOf: observation ${i + 1}`);
    return { dt: time - before, successes, trials };
  });
}
