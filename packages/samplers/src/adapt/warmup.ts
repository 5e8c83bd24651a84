/** Adapt the step size and the diagonal metric of a Hamiltonian kernel during warmup, and freeze them after it. */
import type { Rng } from "@credence/math";
import { stateOffset } from "../hamiltonian/operations.js";
import type { PhaseSpace } from "../hamiltonian/space.js";
import type { Tree } from "../hamiltonian/tree.js";
import type { Stats } from "../types.js";
import { average, averagedStep, currentStep, type DualAveraging, startAveraging } from "./dual-averaging.js";
import {
  addToWindow,
  metricWindow,
  resetWindow,
  restoreWindow,
  type StoredWindow,
  storeWindow,
  writeFisherMetric,
} from "./metric.js";
import { phases, SCHEDULE } from "./schedule.js";
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
  readonly foreground: StoredWindow;
  readonly background: StoredWindow;
  readonly searched: number;
  readonly averaging: DualAveraging;
};

/** Updates of dual averaging below which its average, drawn to ten times the start, says less than the search did. */
const FEWEST_AVERAGED = 10;
/** Usable draws below which a metric is not estimated (as in nuts-rs). */
const FEWEST_DRAWS = 3;

/**
 * Warmup of `tune` transitions. It reads the tree's draw and writes the metric, but never moves the draw.
 *
 * @param initialStep the step size of another run, whose metric is in place: then no estimate of a few draws replaces it;
 *   found by search when undefined
 * @param from where another warmup of as many transitions was, with its step size and its metric
 */
export function warmup(
  { vectors, layout, metric, positions, gradients }: PhaseSpace,
  tree: Tree,
  rng: Rng,
  tune: number,
  targetAccept: number,
  initialStep?: number,
  from?: WarmupState,
): Warmup {
  const warm = from?.warm ?? initialStep !== undefined;
  const { earlyEnd, metricEnd } = phases(tune, warm);
  const fewestDraws = warm ? SCHEDULE.firstWindow : FEWEST_DRAWS;
  let seen = from?.seen ?? 0;
  let metricUpdates = from?.metricUpdates ?? 0;
  let window: number = from?.window ?? SCHEDULE.firstWindow;
  let foreground = from === undefined ? metricWindow(layout.dimension) : restoreWindow(from.foreground);
  let background = from === undefined ? metricWindow(layout.dimension) : restoreWindow(from.background);

  const search = (guess: number): number =>
    findStepSize(
      vectors,
      stateOffset(layout, tree.draw()),
      stateOffset(layout, (tree.draw() + 1) % layout.stateCount),
      tree.logDensity(),
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
  const settled = (): number => (averaging.count < FEWEST_AVERAGED ? searched / 2 : averagedStep(averaging));
  if (tune === 0 && initialStep === undefined) stepSize = settled();

  const collect = (): void => {
    const draw = positions[tree.draw()] as Float64Array;
    const gradient = gradients[tree.draw()] as Float64Array;
    addToWindow(foreground, draw, gradient);
    addToWindow(background, draw, gradient);
  };

  /** Lets the newer window take over once it is long enough and another one fits in before the metric is fixed. */
  const switchWindows = (): boolean => {
    const early = seen < earlyEnd;
    const size = early ? SCHEDULE.earlyWindow : window;
    if (background.draws.count < size || seen + size > metricEnd) return false;
    [foreground, background] = [background, foreground];
    resetWindow(background);
    if (!early) window = Math.floor(SCHEDULE.growth * window);
    return true;
  };

  /**
   * Updates the metric when a window ends; true where the step size must be searched again. After the first of the early
   * windows it need not: ten draws are too few to average over, and the metric no longer changes by orders.
   */
  const adaptMetric = (): boolean => {
    const last = seen === metricEnd;
    if (!(switchWindows() || last) || foreground.draws.count < fewestDraws) return false;
    writeFisherMetric(foreground, metric);
    const first = metricUpdates++ === 0;
    return first || last || seen > earlyEnd;
  };

  return {
    stepSize: () => stepSize,
    learn: (stats, moved) => {
      if (seen >= tune) return;
      seen += 1;
      if (seen <= metricEnd && moved && stats.diverging === 0) collect();
      averaging = average(averaging, stats.acceptance as number, targetAccept);
      stepSize = currentStep(averaging);
      if (seen <= metricEnd && adaptMetric()) restart();
      if (seen === tune) stepSize = settled();
    },
    state: () =>
      seen >= tune
        ? undefined
        : {
            warm,
            seen,
            metricUpdates,
            window,
            foreground: storeWindow(foreground),
            background: storeWindow(background),
            searched,
            averaging,
          },
  };
}
