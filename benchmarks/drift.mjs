/** State the drifting rate that the benchmarks filter and learn, and its series of counts. */
import { jacobi } from "@credence/drift";
import { randomBinomial, rng } from "@credence/math";

export const process = jacobi({ rate: 0.4, alpha: 4, beta: 16 });
export const STEP = 0.1;

/** Counts of `length` steps with `trials` each. */
export function series(length, trials) {
  const stream = rng("drift", trials);
  const times = Array.from({ length }, (_, i) => i * STEP);
  const path = process.simulate({ times, rng: stream });
  return Array.from(path, (x, i) => ({ dt: i === 0 ? 0 : STEP, successes: randomBinomial(stream, trials, x), trials }));
}

/** One step of a filter after another, round and round a series. */
export function stepper(filter, steps) {
  let i = 0;
  return () => {
    const { successes, trials } = steps[i++ % steps.length];
    filter.predict(STEP);
    return filter.update(successes, trials);
  };
}

/** The evidence of a whole series. */
export function evidence(filter, steps) {
  let sum = 0;
  for (const { dt, successes, trials } of steps) {
    if (dt > 0) filter.predict(dt);
    sum += filter.update(successes, trials);
  }
  return sum;
}
