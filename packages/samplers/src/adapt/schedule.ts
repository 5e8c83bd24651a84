/** Divide warmup into an early phase, growing metric windows and a last phase for the step size alone (nutpie's schedule). */

/** nuts-rs `adapt_strategy.rs`: shares of warmup, and windows counted in usable draws. */
export const SCHEDULE = {
  earlyShare: 0.3,
  stepSizeShare: 0.15,
  earlyWindow: 10,
  firstWindow: 80,
  growth: 1.5,
  /** What the step size needs at least to settle, up to half of a short warmup. */
  fewestForStepSize: 20,
} as const;

/** Transitions before `earlyEnd` use short windows; the metric is fixed from `metricEnd` on. */
export interface Phases {
  readonly earlyEnd: number;
  readonly metricEnd: number;
}

/** @param warm whether the metric is that of an earlier run, which short windows would only spoil */
export function phases(tune: number, warm: boolean = false): Phases {
  const fewest = Math.min(SCHEDULE.fewestForStepSize, Math.ceil(tune / 2));
  return {
    earlyEnd: warm ? 0 : Math.floor(SCHEDULE.earlyShare * tune),
    metricEnd: tune - Math.max(fewest, Math.floor(SCHEDULE.stepSizeShare * tune)),
  };
}
