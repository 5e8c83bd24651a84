/** Offer univariate slice sampling, coordinate by coordinate: no gradients, exact, and widths found during warmup. */
import { log, type Rng } from "@credence/math";
import {
  requireContinuous,
  requireCount,
  requireFinite,
  requirePosition,
  requireTune,
  resolveOptions,
} from "../check.js";
import { ours } from "../ours.js";
import type { Adaptation, Chain, Sampler, Stats, Target, Tuning } from "../types.js";

/** What may be chosen. */
export interface SliceOptions {
  /** Width of the first bracket of every coordinate, on its own scale; warmup finds better ones. */
  readonly width?: number;
  /** Widths that a bracket may span, 1 or more: brackets of heavy tails stay finite, and draws stay exact. */
  readonly maxSteps?: number;
}

export const SLICE_DEFAULTS: Required<SliceOptions> = { width: 1, maxSteps: 1000 };

/** What `slice` chains tell of their adaptation. */
export interface SliceTuning {
  /** Width of the first bracket, one entry a coordinate. */
  readonly widths: readonly number[];
}

/** A bracket that reaches this far found no end. */
const FARTHEST = 1e150;
/** Between two uniform draws from an interval lies a third of it on average. */
const WIDTH_PER_MOVE = 3;

/**
 * Univariate slice sampling with stepping out and shrinkage (Neal, Annals of Statistics 31:705, 2003, figures 3 and 5):
 * each draw updates every coordinate once, in order.
 *
 * Widths follow three times the mean move during warmup, later moves counting more, and are fixed after it. Stats of
 * each draw: `logDensity`; `evaluations` of the log density; `stepsOut` and `shrinks` of the brackets.
 *
 * @throws if an option lies outside its range; a chain throws where a coordinate's density does not fall off
 */
export function slice(options: SliceOptions = {}): Sampler<"continuous"> {
  const resolved = resolveOptions("slice", SLICE_DEFAULTS, options);
  if (!(resolved.width > 0 && resolved.width < FARTHEST)) {
    throw new Error(`slice: width must be positive and finite, but it is ${resolved.width}.`);
  }
  requireCount("slice", "maxSteps", resolved.maxSteps, 1, 1e9);
  return ours({
    name: "slice",
    scope: "continuous",
    options: resolved,
    stats: ["logDensity", "evaluations", "stepsOut", "shrinks"],
    start: (target, position, rng, tune, tuning, adaptation) =>
      startChain(resolved, target, position, rng, tune, tuning, adaptation),
  });
}

function startChain(
  { width, maxSteps }: Required<SliceOptions>,
  target: Target,
  start: ArrayLike<number>,
  rng: Rng,
  tune: number,
  tuning: Tuning | undefined,
  from: Adaptation | undefined,
): Chain {
  requireContinuous("slice", target);
  requirePosition("slice", target, start);
  requireTune("slice", tune);
  const { dimension } = target;
  const memory = target.allocate?.(dimension) ?? new Float64Array(dimension);
  const position = memory.subarray(0, dimension);
  position.set(start);
  const widths = readWidths(tuning, dimension) ?? new Float64Array(dimension).fill(width);
  let logDensity = 0;
  let { seen } = (from ?? { seen: 0 }) as { seen: number };
  let evaluations = 0;
  let stepsOut = 0;
  let shrinks = 0;

  /** Log density with coordinate i at x; whatever is not finite counts as outside the support. */
  const at = (i: number, x: number): number => {
    position[i] = x;
    evaluations += 1;
    const value = target.logDensity(memory, 0);
    return value < Infinity ? value : -Infinity;
  };

  /** Steps an end of the bracket outwards while the slice reaches beyond it. */
  const stepOut = (i: number, end: number, step: number, most: number, level: number): number => {
    let reached = end;
    for (let count = 0; count < most && at(i, reached) >= level; count++) {
      reached += step;
      stepsOut += 1;
      if (!(Math.abs(reached) < FARTHEST)) {
        throw new Error(
          `slice: the log density of coordinate ${i} does not fall off: still ${logDensity} or so at ${reached}; the posterior may be improper: give every variable a proper prior.`,
        );
      }
    }
    return reached;
  };

  /** Reads the stream in this order: level, place of the bracket, share of steps to the left, then the trials. */
  const update = (i: number): void => {
    const origin = position[i] as number;
    const size = widths[i] as number;
    const level = logDensity + log(1 - rng.uniform());
    const first = origin - size * rng.uniform();
    const leftSteps = Math.floor(maxSteps * rng.uniform());
    let left = stepOut(i, first, -size, leftSteps, level);
    let right = stepOut(i, first + size, size, maxSteps - 1 - leftSteps, level);
    for (;;) {
      const trial = left + rng.uniform() * (right - left);
      const value = at(i, trial);
      if (value >= level) {
        logDensity = value;
        return;
      }
      if (trial === origin) {
        throw new Error(
          `slice: the log density at the current position changed from ${logDensity} to ${value} between two evaluations; it must depend on the position alone.`,
        );
      }
      shrinks += 1;
      if (trial < origin) left = trial;
      else right = trial;
    }
  };

  const adapt = (i: number, move: number): void => {
    const share = 2 / (seen + 2);
    const next = (1 - share) * (widths[i] as number) + share * WIDTH_PER_MOVE * Math.abs(move);
    widths[i] = Math.max(next, Number.EPSILON * Math.abs(position[i] as number), Number.MIN_VALUE);
  };

  const step = (): Stats => {
    evaluations = 0;
    stepsOut = 0;
    shrinks = 0;
    const adapting = seen < tune;
    seen += 1;
    for (let i = 0; i < dimension; i++) {
      const before = position[i] as number;
      update(i);
      if (adapting) adapt(i, (position[i] as number) - before);
    }
    return { logDensity, evaluations, stepsOut, shrinks };
  };

  const refresh = (): void => {
    logDensity = target.logDensity(memory, 0);
    requireFinite("slice", logDensity);
  };
  refresh();

  return {
    position,
    get logDensity() {
      return logDensity;
    },
    step,
    refresh,
    tuning: () => ({ widths: Array.from(widths) }) satisfies SliceTuning,
    adaptation: () => (seen < tune ? { seen } : undefined),
  };
}

function readWidths(tuning: Tuning | undefined, dimension: number): Float64Array | undefined {
  const { widths } = (tuning ?? {}) as Partial<SliceTuning>;
  if (widths === undefined) return undefined;
  if (widths.length === dimension && widths.every((width) => width > 0 && width < FARTHEST)) {
    return Float64Array.from(widths);
  }
  throw new Error(`slice: tuning.widths must hold ${dimension} positive widths, but it is [${widths.join(", ")}].`);
}
