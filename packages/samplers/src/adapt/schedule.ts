/** Divide warmup into windows of draws that the metric is estimated from, and phases for the step size alone. */

/** nuts-rs `adapt_strategy.rs`: shares of warmup, and windows counted in usable draws. */
export const SCHEDULE = {
  earlyShare: 0.3,
  stepSizeShare: 0.15,
  /** Of the phase for the step size alone, what it takes from where a search left it to about right. */
  eagerShare: 0.33,
  earlyWindow: 10,
  firstWindow: 80,
  growth: 1.5,
  /** What the step size needs at least to settle, up to half of a short warmup. */
  fewestForStepSize: 20,
} as const;

/** Stan's `windowed_adaptation.hpp`: transitions of a warmup long enough for them, shares of a shorter one. */
const STAN = { early: 75, window: 25, late: 50, earlyShare: 0.15, lateShare: 0.1, fewest: 20 } as const;

/** When draws are collected, and when older ones are let go. All counts are of transitions made. */
export interface Schedule {
  /** Draws are collected after this, and the metric is fixed from `metricEnd` on. */
  readonly metricStart: number;
  readonly metricEnd: number;
  /** Until here a new metric does not set the step size back, but for the first time. */
  readonly earlyEnd: number;
  /** The size of the first window. */
  readonly firstWindow: number;
  /** From here on the step size is about right, and moves little; never in Stan's schedule. */
  readonly calmFrom: number;
  /** The size of the next window, where one of size `window` with `newer` usable draws ends now; else undefined. */
  next(seen: number, newer: number, window: number): number | undefined;
}

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

/** nutpie's: an early phase of short windows, then growing ones, each only where another fits in before the end. */
export function growingWindows(tune: number, warm: boolean): Schedule {
  const { earlyEnd, metricEnd } = phases(tune, warm);
  return {
    metricStart: 0,
    metricEnd,
    earlyEnd,
    firstWindow: SCHEDULE.firstWindow,
    calmFrom: metricEnd + Math.ceil(SCHEDULE.eagerShare * (tune - metricEnd)),
    next: (seen, newer, window) => {
      const early = seen < earlyEnd;
      const size = early ? SCHEDULE.earlyWindow : window;
      if (newer < size || seen + size > metricEnd) return undefined;
      return early ? window : Math.floor(SCHEDULE.growth * window);
    },
  };
}

/** Stan's: nothing is collected at first, then windows double, each estimate from its own window. */
export function stanWindows(tune: number): Schedule {
  const ends = stanWindowEnds(tune);
  return {
    metricStart: ends.start,
    metricEnd: ends.last,
    earlyEnd: 0,
    firstWindow: STAN.window,
    calmFrom: Infinity,
    next: (seen, _, window) => (ends.all.has(seen) ? 2 * window : undefined),
  };
}

function stanWindowEnds(tune: number): { readonly start: number; readonly last: number; readonly all: Set<number> } {
  if (tune < STAN.fewest) return { start: 0, last: 0, all: new Set() };
  const fits = STAN.early + STAN.window + STAN.late <= tune;
  const start = fits ? STAN.early : Math.floor(STAN.earlyShare * tune);
  const last = tune - (fits ? STAN.late : Math.floor(STAN.lateShare * tune));
  const all = new Set<number>();
  for (let end = start, size = fits ? STAN.window : last - start; end < last; size *= 2) {
    end = end + 3 * size > last ? last : end + size;
    all.add(end);
  }
  return { start, last, all };
}
