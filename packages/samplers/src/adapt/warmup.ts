/** Adapt the step size and the metric of a Hamiltonian kernel during warmup, and freeze them after it. */
import type { Rng } from "@credence/math";
import { stateOffset } from "../hamiltonian/operations.js";
import type { PhaseSpace } from "../hamiltonian/space.js";
import type { Trajectory } from "../hamiltonian/trajectory.js";
import type { Stats } from "../types.js";
import {
  average,
  averagedStep,
  calmAveraging,
  currentStep,
  type DualAveraging,
  startAveraging,
} from "./dual-averaging.js";
import type { AdaptationScheme, Metric, StoredWindows } from "./metric.js";
import { growingWindows, SCHEDULE, stanWindows } from "./schedule.js";
import { findStepSize } from "./step-size.js";

/** The step size to use next, and how it learns. */
export interface Warmup {
  stepSize(): number;
  /** Learns from one transition; does nothing once `tune` transitions were seen. */
  learn(stats: Stats, moved: boolean): void;
  /** How far it has come, as plain JSON; undefined once `tune` transitions were seen. */
  state(): WarmupState | undefined;
}

/** What warmup needs to go on, beside the step size and the metric. */
export type WarmupState = {
  readonly warm: boolean;
  readonly seen: number;
  readonly metricUpdates: number;
  readonly window: number;
  readonly windows: StoredWindows;
  readonly searched: number;
  readonly averaging: DualAveraging;
};

/** Updates of dual averaging below which its average, drawn to ten times the start, says less than the search did. */
const FEWEST_AVERAGED = 10;
/** Usable draws below which a metric is not estimated (as in nuts-rs). */
const FEWEST_DRAWS = 3;

/** What warmup is told. */
export interface WarmupOptions {
  /** What messages call the kernel. */
  readonly name: string;
  readonly tune: number;
  readonly targetAccept: number;
  readonly adaptation: AdaptationScheme;
  /** The step size of another run, whose metric is in place: then no estimate of a few draws replaces it. */
  readonly initialStep?: number | undefined;
  /** Where another warmup of as many transitions was, with its step size and its metric. */
  readonly from?: WarmupState | undefined;
}

/**
 * Warmup of `tune` transitions. It reads the draw and teaches the metric, but never moves the draw. The step size is
 * found by search where none is given.
 */
export function warmup<W>(
  { layout, positions, gradients }: PhaseSpace,
  metric: Metric<W>,
  trajectory: Trajectory,
  rng: Rng,
  { name, tune, targetAccept, adaptation, initialStep, from }: WarmupOptions,
): Warmup {
  const warm = from?.warm ?? initialStep !== undefined;
  const schedule = adaptation === "stan" ? stanWindows(tune) : growingWindows(tune, warm);
  const { metricStart, metricEnd, earlyEnd } = schedule;
  const fewestDraws = warm ? SCHEDULE.firstWindow : FEWEST_DRAWS;
  let seen = from?.seen ?? 0;
  let metricUpdates = from?.metricUpdates ?? 0;
  let window: number = from?.window ?? schedule.firstWindow;
  const windows = from === undefined ? metric.windows() : metric.restore(from.windows);

  const search = (guess: number): number =>
    findStepSize(
      name,
      metric.vectors,
      stateOffset(layout, trajectory.draw()),
      stateOffset(layout, (trajectory.draw() + 1) % layout.stateCount),
      trajectory.logDensity(),
      guess,
      rng,
    );

  let stepSize = initialStep ?? search(1);
  let searched = from?.searched ?? stepSize;
  let averaging: DualAveraging = from?.averaging ?? startAveraging(searched);

  const restart = (): void => {
    searched = search(stepSize);
    stepSize = searched;
    averaging = startAveraging(searched);
  };

  /** The step size to keep. A search crosses its target by up to a factor of two, and one step flatters. */
  const settled = (): number =>
    seen <= schedule.calmFrom && averaging.count < FEWEST_AVERAGED ? searched / 2 : averagedStep(averaging);
  if (tune === 0 && initialStep === undefined) stepSize = settled();

  /** Stan learns from every draw; gradients tell more, but those of a draw that stayed or diverged mislead. */
  const usable = (stats: Stats, moved: boolean): boolean => adaptation === "stan" || (moved && stats.diverging === 0);

  /** Lets the newer window take over once it is long enough and another one fits in before the metric is fixed. */
  const switchWindows = (): boolean => {
    const next = schedule.next(seen, metric.newer(windows), window);
    if (next === undefined) return false;
    metric.renew(windows);
    window = next;
    return true;
  };

  /**
   * Updates the metric when a window ends; true where the step size must be searched again. After the first of the early
   * windows it need not: ten draws are too few to average over, and the metric no longer changes by orders.
   */
  const adaptMetric = (): boolean => {
    const last = seen === metricEnd;
    if (!(switchWindows() || last) || metric.count(windows) < fewestDraws) return false;
    metric.estimate(windows);
    const first = metricUpdates++ === 0;
    return first || last || seen > earlyEnd;
  };

  const adaptAll = (stats: Stats, moved: boolean): void => {
    const draw = trajectory.draw();
    const collects = seen > metricStart && seen <= metricEnd;
    if (collects && usable(stats, moved)) {
      metric.add(windows, positions[draw] as Float64Array, gradients[draw] as Float64Array);
    }
    averaging = average(averaging, stats.acceptance as number, targetAccept);
    stepSize = currentStep(averaging);
    if (collects && adaptMetric()) restart();
    if (seen === schedule.calmFrom) averaging = calmAveraging(settled());
    if (seen === tune) stepSize = settled();
  };

  return {
    stepSize: () => stepSize,
    learn: (stats, moved) => {
      if (seen >= tune) return;
      seen += 1;
      adaptAll(stats, moved);
    },
    state: () =>
      seen >= tune
        ? undefined
        : { warm, seen, metricUpdates, window, windows: metric.store(windows), searched, averaging },
  };
}
