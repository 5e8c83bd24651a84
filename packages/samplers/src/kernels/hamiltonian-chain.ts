/** Run a Hamiltonian kernel as a chain: checks, metric, warmup and trajectories, whatever decides where these end. */
import type { Rng } from "@credence/math";
import { denseMetric } from "../adapt/dense-metric.js";
import { diagonalMetric } from "../adapt/diagonal-metric.js";
import { lowRankMetric } from "../adapt/low-rank-metric.js";
import type { AdaptationScheme, Metric, MetricData, MetricShape } from "../adapt/metric.js";
import { type WarmupState, warmup } from "../adapt/warmup.js";
import { requireContinuous, requireFinite, requireOneOf, requirePosition, requireTune } from "../check.js";
import { type HamiltonianLayout, type HamiltonianVectors, stateOffset } from "../hamiltonian/operations.js";
import { type PhaseSpace, phaseSpace } from "../hamiltonian/space.js";
import type { Trajectory } from "../hamiltonian/trajectory.js";
import type { Chain, Sampler } from "../types.js";

/** What Hamiltonian kernels have in common. */
export interface AdaptationOptions {
  /** Acceptance statistic that the step size is tuned to, in (0, 1); 0.9 or more where there are divergences. */
  readonly targetAccept?: number;
  /**
   * The shape of the metric: `"diagonal"`, variances; `"dense"`, all covariances, for up to 500 coordinates;
   * `"lowRank"`, variances and the few directions in which they mislead, for correlated posteriors of any dimension.
   */
  readonly metric?: MetricShape;
  /**
   * How the metric is learnt: `"fisher"`, from draws and gradients in growing windows, as nutpie does; `"stan"`, from
   * the variances (or covariances) of the draws in Stan's windows, not for `"lowRank"`.
   */
  readonly adaptation?: AdaptationScheme;
}

/** What serves where nothing is chosen. */
export const ADAPTATION_DEFAULTS: Required<AdaptationOptions> = {
  targetAccept: 0.8,
  metric: "diagonal",
  adaptation: "fisher",
};

/** What Hamiltonian chains tell of their adaptation. */
export interface HamiltonianTuning {
  readonly stepSize: number;
  /** M⁻¹: one variance a coordinate, the rows of a dense matrix, or variances with directions. */
  readonly metric: MetricData;
}

/** A kind of trajectory, and the memory that it needs. */
export interface Kernel {
  readonly name: string;
  readonly states: number;
  readonly sums: number;
  trajectory(vectors: HamiltonianVectors, layout: HamiltonianLayout, rng: Rng): Trajectory;
}

/** @throws if an option lies outside its range */
export function checkAdaptation(name: string, options: Required<AdaptationOptions>): void {
  const { targetAccept, metric, adaptation } = options;
  if (!(targetAccept > 0 && targetAccept < 1)) {
    throw new Error(
      `${name}: targetAccept must lie between 0 and 1 (0.85 is usual, 0.95 careful), but it is ${targetAccept}.`,
    );
  }
  requireOneOf(name, "metric", metric, ["diagonal", "dense", "lowRank"]);
  requireOneOf(name, "adaptation", adaptation, ["fisher", "stan"]);
  if (metric === "lowRank" && adaptation === "stan") {
    throw new Error(
      `${name}: a low-rank metric is learnt from draws and gradients together: leave adaptation: "stan" out, or choose metric: "dense".`,
    );
  }
}

/** Starts a chain of a kernel. */
export function hamiltonianChain(
  { name, states, sums, trajectory }: Kernel,
  { targetAccept, metric, adaptation }: Required<AdaptationOptions>,
  ...[target, position, rng, tune, tuning, from]: Parameters<Sampler["start"]>
): Chain {
  requireContinuous(name, target);
  requirePosition(name, target, position);
  requireTune(name, tune);
  const space = phaseSpace(target, states, sums);
  const learnt = named(name, () => metricOf(space, metric, adaptation));
  const moves = trajectory(learnt.vectors, space.layout, rng);
  const current = (): Float64Array => space.positions[moves.draw()] as Float64Array;
  const gradient = (): Float64Array => space.gradients[moves.draw()] as Float64Array;

  const refresh = (): void => {
    const logDensity = learnt.vectors.evaluate(stateOffset(space.layout, moves.draw()));
    requireFinite(name, logDensity, gradient());
    moves.setLogDensity(logDensity);
  };

  current().set(position);
  refresh();
  const given = (tuning ?? {}) as Partial<HamiltonianTuning>;
  const initialStep = checkedStep(name, given.stepSize);
  const known = given.metric;
  if (known !== undefined) named(name, () => learnt.take(known));
  else if (tune > 0 && adaptation === "fisher") learnt.guess(gradient());
  const learning = warmup(space, learnt, moves, rng, {
    name,
    tune,
    targetAccept,
    adaptation,
    initialStep,
    from: from as WarmupState | undefined,
  });

  return {
    get position() {
      return current();
    },
    get logDensity() {
      return moves.logDensity();
    },
    step: () => {
      const stats = moves.transition(learning.stepSize());
      learning.learn(stats, moves.moved());
      return stats;
    },
    refresh,
    tuning: () => ({ stepSize: learning.stepSize(), metric: learnt.data() }) satisfies HamiltonianTuning,
    adaptation: learning.state,
    divergence: () => {
      const states = moves.divergence();
      if (states === undefined) return undefined;
      const [start, end] = states.map((k) => (space.positions[k] as Float64Array).slice()) as [
        Float64Array,
        Float64Array,
      ];
      return { start, end: end.map((value, i) => (Number.isFinite(value) ? value : (start[i] as number))) };
    },
  };
}

/** A metric of the shape, at the identity. Its windows are its own affair. */
function metricOf(space: PhaseSpace, shape: MetricShape, scheme: AdaptationScheme): Metric<never> {
  const metric = {
    diagonal: () => diagonalMetric(space, scheme),
    dense: () => denseMetric(space, scheme),
    lowRank: () => lowRankMetric(space),
  }[shape]();
  return metric as unknown as Metric<never>;
}

/** Puts the kernel's name before what goes wrong with a metric. */
function named<T>(name: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`);
  }
}

function checkedStep(name: string, stepSize: number | undefined): number | undefined {
  if (stepSize === undefined || (stepSize > 0 && stepSize < Infinity)) return stepSize;
  throw new Error(`${name}: tuning.stepSize must be positive, but it is ${stepSize}.`);
}
