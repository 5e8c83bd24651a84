/** Estimate a diagonal metric from draws and gradients, so that the target looks round to a Hamiltonian kernel. */
import { addToWelford, resetWelford, type Welford, welford } from "@credence/math";
import type { PhaseSpace } from "../hamiltonian/space.js";
import { type AdaptationScheme, type Metric, takeVariances } from "./metric.js";

/** Moments of draws and of the gradients at them, over the same transitions. */
export interface MetricWindow {
  readonly draws: Welford;
  readonly gradients: Welford;
}

/** The draws that the metric is estimated from, and the newer ones among them that will take over. */
export interface MetricWindows {
  all: MetricWindow;
  newer: MetricWindow;
}

const SMALLEST = 1e-20;
const LARGEST = 1e20;

/** A window that has seen nothing yet. */
export function metricWindow(dimension: number): MetricWindow {
  return { draws: welford(dimension), gradients: welford(dimension) };
}

export function addToWindow({ draws, gradients }: MetricWindow, draw: Float64Array, gradient: Float64Array): void {
  addToWelford(draws, draw);
  addToWelford(gradients, gradient);
}

export function resetWindow({ draws, gradients }: MetricWindow): void {
  resetWelford(draws);
  resetWelford(gradients);
}

/** A window as plain JSON. */
export interface StoredWindow {
  readonly draws: StoredMoments;
  readonly gradients: StoredMoments;
}
interface StoredMoments {
  readonly count: number;
  readonly mean: readonly number[];
  readonly m2: readonly number[];
}

export function storeWindow({ draws, gradients }: MetricWindow): StoredWindow {
  const store = ({ count, mean, m2 }: Welford): StoredMoments => ({
    count,
    mean: Array.from(mean),
    m2: Array.from(m2),
  });
  return { draws: store(draws), gradients: store(gradients) };
}

export function restoreWindow({ draws, gradients }: StoredWindow): MetricWindow {
  const restore = ({ count, mean, m2 }: StoredMoments): Welford => ({
    count,
    mean: Float64Array.from(mean),
    m2: Float64Array.from(m2),
  });
  return { draws: restore(draws), gradients: restore(gradients) };
}

/**
 * Writes `sqrt(var(draw) / var(gradient))` into `metric`: the diagonal M⁻¹ that minimises the Fisher divergence between
 * the target and a normal (Seyboldt et al., arXiv:2603.18845; nuts-rs `diagonal.rs`). It is exact for independent
 * normals after two draws. Entries that would not be positive and finite stay as they were.
 */
export function writeFisherMetric({ draws, gradients }: MetricWindow, metric: Float64Array): void {
  for (let i = 0; i < metric.length; i++) {
    writeEntry(metric, i, Math.sqrt((draws.m2[i] as number) / (gradients.m2[i] as number)));
  }
}

/** Writes 1 / |gradient|, all that one point tells of the scales; where the gradient is zero entries stay. */
export function writeGradientMetric(gradient: Float64Array, metric: Float64Array): void {
  for (let i = 0; i < metric.length; i++) writeEntry(metric, i, 1 / Math.abs(gradient[i] as number));
}

/**
 * Writes Stan's estimate (`var_adaptation.hpp`): variances of n draws, shrunk as n / (n + 5) towards 0.001. Nothing of
 * fewer than two draws.
 */
export function writeVarianceMetric({ draws: { count, m2 } }: MetricWindow, metric: Float64Array): void {
  if (count < 2) return;
  for (let i = 0; i < metric.length; i++) {
    metric[i] = (count / (count + 5)) * ((m2[i] as number) / (count - 1)) + 1e-3 * (5 / (count + 5));
  }
}

/** Clamps what is positive and finite; anything else leaves the entry as it was. */
export function writeEntry(metric: Float64Array, i: number, value: number): void {
  if (value > 0 && value < Infinity) metric[i] = Math.min(LARGEST, Math.max(SMALLEST, value));
}

/** The diagonal metric of a kernel: the one that its memory holds. */
export function diagonalMetric(
  { layout, vectors, metric }: PhaseSpace,
  scheme: AdaptationScheme,
): Metric<MetricWindows> {
  const write = scheme === "stan" ? writeVarianceMetric : writeFisherMetric;
  return {
    vectors,
    guess: (gradient) => writeGradientMetric(gradient, metric),
    windows: () => ({ all: metricWindow(layout.dimension), newer: metricWindow(layout.dimension) }),
    add: ({ all, newer }, draw, gradient) => {
      addToWindow(all, draw, gradient);
      addToWindow(newer, draw, gradient);
    },
    count: ({ all }) => all.draws.count,
    newer: ({ newer }) => newer.draws.count,
    renew: (windows) => {
      [windows.all, windows.newer] = [windows.newer, windows.all];
      resetWindow(windows.newer);
    },
    estimate: ({ all }) => write(all, metric),
    data: () => Array.from(metric),
    take: (data) => metric.set(takeVariances(data, layout.dimension)),
    store: ({ all, newer }) => ({ all: storeWindow(all), newer: storeWindow(newer) }),
    restore: (stored) => {
      const { all, newer } = stored as unknown as { all: StoredWindow; newer: StoredWindow };
      return { all: restoreWindow(all), newer: restoreWindow(newer) };
    },
  };
}
