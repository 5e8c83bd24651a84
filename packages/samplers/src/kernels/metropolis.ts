/** Offer random-walk Metropolis for continuous, integer and label coordinates, with proposals learnt during warmup. */
import { exp, type Rng } from "@credence/math";
import { gain, rescale, reshape, targetAcceptance } from "../adapt/robust-scale.js";
import {
  coordinatesOf,
  requireCount,
  requireDiscrete,
  requireFinite,
  requirePosition,
  requireTune,
  resolveOptions,
} from "../check.js";
import { ours } from "../ours.js";
import type { Adaptation, Chain, Sampler, Stats, Target, Tuning } from "../types.js";

/** What may be chosen. */
export interface MetropolisOptions {
  /** Passes over all coordinates in a draw, 1 or more. */
  readonly sweeps?: number;
}

export const METROPOLIS_DEFAULTS: Required<MetropolisOptions> = { sweeps: 4 };

/** What `metropolis` chains tell of their adaptation. */
export interface MetropolisTuning {
  /** Lower-triangular factor of the proposal's covariance over the continuous coordinates, row-major. */
  readonly factor: readonly number[];
  /** Size of single moves, one entry a coordinate (unused for labels). */
  readonly scales: readonly number[];
}

/** How far warmup has come. */
type Learning = {
  readonly seen: number;
  readonly singleEnd: number;
  readonly jointUpdates: number;
  readonly sweepsDone: number;
};

/** Joint updates in a sweep at most: beyond this many coordinates a draw would cost more than it gains. */
const MOST_JOINT = 25;
/** The first part of warmup, in which continuous coordinates move singly to find their scales. */
const SINGLE_SHARE = 0.25;

/**
 * Random-walk Metropolis. A sweep makes as many joint updates of the continuous coordinates as there are of them (25 at
 * most), then one update of each discrete coordinate: joint normal proposals with a learnt covariance follow
 * correlations that one coordinate at a time cannot, and d of them cost and gain what d single ones do on independent
 * coordinates. Integers move by ±(1 + ⌊|z| scale⌋), z standard normal; labels move to any other label alike.
 *
 * In the first quarter of warmup continuous coordinates move singly, so that scales of any size are found; then the
 * covariance adapts by Vihola's rule (see `reshape`) towards an acceptance of 0.44 (one coordinate) to 0.234 (many),
 * integer scales towards 0.44; all are fixed after warmup. Stats of each draw: `logDensity`; `acceptance`, the mean
 * acceptance probability of its updates; `evaluations`.
 *
 * @throws if an option lies outside its range; a chain's start throws where the log density is not finite or a discrete
 *   coordinate is not what it should be
 */
export function metropolis(options: MetropolisOptions = {}): Sampler<"any"> {
  const resolved = resolveOptions("metropolis", METROPOLIS_DEFAULTS, options);
  requireCount("metropolis", "sweeps", resolved.sweeps, 1, 1e6);
  return ours({
    name: "metropolis",
    scope: "any",
    options: resolved,
    stats: ["logDensity", "acceptance", "evaluations"],
    start: (target, position, rng, tune, tuning, adaptation) =>
      startChain(resolved, target, position, rng, tune, tuning, adaptation),
  });
}

function startChain(
  { sweeps }: Required<MetropolisOptions>,
  target: Target,
  start: ArrayLike<number>,
  rng: Rng,
  tune: number,
  tuning: Tuning | undefined,
  from: Adaptation | undefined,
): Chain {
  requirePosition("metropolis", target, start);
  requireDiscrete("metropolis", target, start);
  requireTune("metropolis", tune);
  const { dimension } = target;
  const coordinates = coordinatesOf(target);
  const indices = coordinates.map((_, i) => i);
  const continuous = indices.filter((i) => coordinates[i]?.kind === "continuous");
  const others = indices.filter((i) => coordinates[i]?.kind !== "continuous");

  const memory = target.allocate?.(2 * dimension) ?? new Float64Array(2 * dimension);
  const position = memory.subarray(0, dimension);
  const candidate = memory.subarray(dimension, 2 * dimension);
  position.set(start);
  candidate.set(start);

  const d = continuous.length;
  const { factor, scales, known } = readTuning(tuning, dimension, d);
  const begun = from as Learning | undefined;
  const singleEnd = begun?.singleEnd ?? (known ? 0 : Math.floor(SINGLE_SHARE * tune));
  const normals = new Float64Array(d);
  const work = new Float64Array(d);
  let logDensity = 0;
  let seen = begun?.seen ?? 0;
  let jointUpdates = begun?.jointUpdates ?? 0;
  let sweepsDone = begun?.sweepsDone ?? 0;
  let evaluations = 0;
  let accepted = 0;
  let moved = false;

  /** Decides about the candidate, into `moved`; returns its acceptance probability. The caller aligns both vectors. */
  const decide = (): number => {
    const value = target.logDensity(memory, dimension);
    const change = value - logDensity;
    const probability = value > -Infinity && value < Infinity ? (change >= 0 ? 1 : exp(change)) : 0;
    moved = rng.uniform() < probability;
    if (moved) logDensity = value;
    evaluations += 1;
    accepted += probability;
    return probability;
  };

  const moveJointly = (adapting: boolean): void => {
    for (let i = 0; i < d; i++) normals[i] = rng.normal();
    for (let i = 0; i < d; i++) {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += (factor[i * d + j] as number) * (normals[j] as number);
      const at = continuous[i] as number;
      candidate[at] = (position[at] as number) + sum;
    }
    const probability = decide();
    const from = moved ? candidate : position;
    const to = moved ? position : candidate;
    for (const at of continuous) to[at] = from[at] as number;
    if (adapting) {
      jointUpdates += 1;
      reshape(factor, normals, gain(jointUpdates, d) * (probability - targetAcceptance(d)), work);
    }
  };

  const propose = (at: number): number => {
    const value = position[at] as number;
    const scale = scales[at] as number;
    const coordinate = coordinates[at];
    if (coordinate?.kind === "label") {
      return (value + 1 + Math.floor(rng.uniform() * (coordinate.size - 1))) % coordinate.size;
    }
    if (coordinate?.kind === "continuous") return value + scale * rng.normal();
    const size = 1 + Math.floor(scale * Math.abs(rng.normal()));
    return value + (rng.uniform() < 0.5 ? -size : size);
  };

  const moveSingly = (at: number, adapting: boolean): void => {
    candidate[at] = propose(at);
    const probability = decide();
    if (moved) position[at] = candidate[at] as number;
    else candidate[at] = position[at] as number;
    if (adapting) scales[at] = rescale(scales[at] as number, sweepsDone + 1, probability);
  };

  /** Starts joint proposals from the scales of single ones: both are optimal at 2.4 standard deviations, over √d. */
  const startJointly = (): void => {
    factor.fill(0);
    continuous.forEach((at, i) => {
      factor[i * d + i] = (scales[at] as number) / Math.sqrt(d);
    });
  };

  const sweep = (singly: boolean, adapting: boolean): void => {
    if (singly) for (const at of continuous) moveSingly(at, adapting);
    else for (let k = 0; k < Math.min(d, MOST_JOINT); k++) moveJointly(adapting);
    for (const at of others) moveSingly(at, adapting);
    sweepsDone += 1;
  };

  const step = (): Stats => {
    const adapting = seen < tune;
    const singly = seen < singleEnd;
    seen += 1;
    evaluations = 0;
    accepted = 0;
    for (let count = 0; count < sweeps; count++) sweep(singly, adapting);
    if (singly && seen === singleEnd) startJointly();
    return { logDensity, acceptance: accepted / evaluations, evaluations };
  };

  const refresh = (): void => {
    candidate.set(position);
    logDensity = target.logDensity(memory, 0);
    requireFinite("metropolis", logDensity);
  };
  refresh();

  return {
    position,
    get logDensity() {
      return logDensity;
    },
    step,
    refresh,
    tuning: () => ({ factor: Array.from(factor), scales: Array.from(scales) }) satisfies MetropolisTuning,
    adaptation: () => (seen < tune ? ({ seen, singleEnd, jointUpdates, sweepsDone } satisfies Learning) : undefined),
  };
}

function readTuning(
  tuning: Tuning | undefined,
  dimension: number,
  d: number,
): { readonly factor: Float64Array; readonly scales: Float64Array; readonly known: boolean } {
  const given = (tuning ?? {}) as Partial<MetropolisTuning>;
  if (given.factor === undefined || given.scales === undefined) {
    const factor = new Float64Array(d * d);
    for (let i = 0; i < d; i++) factor[i * d + i] = 2.38 / Math.sqrt(d); // optimal where variances are 1
    return { factor, scales: new Float64Array(dimension).fill(1), known: false };
  }
  if (given.factor.length !== d * d || given.scales.length !== dimension) {
    throw new Error(
      `metropolis: the tuning was made for another target: it must hold a ${d} × ${d} factor and ${dimension} scales.`,
    );
  }
  return { factor: Float64Array.from(given.factor), scales: Float64Array.from(given.scales), known: true };
}
