/** Find a start with a finite log density by drawing around a centre. */
import type { Rng } from "@credence/math";
import { coordinatesOf, requireCount, requirePosition, resolveOptions } from "../check.js";
import type { Target } from "../types.js";

export interface JitterOptions {
  /** Half the width of the uniform distribution of each continuous coordinate, on the unconstrained scale. */
  readonly radius?: number;
  /** Positions to try. */
  readonly attempts?: number;
}

/** Stan's values: uniform(−2, 2), 100 attempts. */
export const JITTER_DEFAULTS: Required<JitterOptions> = { radius: 2, attempts: 100 };

export interface JitterStart {
  readonly position: Float64Array;
  readonly logDensity: number;
  /** Positions tried, the one returned included. */
  readonly attempts: number;
}

/**
 * The first of `attempts` positions, uniform around `centre`, where the log density is finite, and the gradient too if
 * every coordinate is continuous. Integers and labels stay at the centre.
 *
 * @throws if there is none
 */
export function jitterStart(
  target: Target,
  centre: ArrayLike<number>,
  rng: Rng,
  options: JitterOptions = {},
): JitterStart {
  const { radius, attempts } = resolveOptions("jitterStart", JITTER_DEFAULTS, options);
  requirePosition("jitterStart", target, centre);
  requireCount("jitterStart", "attempts", attempts, 1, 1e9);
  if (!(radius >= 0 && radius < Infinity)) {
    throw new Error(`jitterStart: radius must be 0 or more, but it is ${radius}.`);
  }
  const { dimension } = target;
  const moves = coordinatesOf(target).map(({ kind }) => kind === "continuous");
  const smooth = moves.every(Boolean);
  const memory = target.allocate?.(2 * dimension) ?? new Float64Array(2 * dimension);
  const gradient = memory.subarray(dimension, 2 * dimension);
  let logDensity = 0;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    for (let i = 0; i < dimension; i++) {
      memory[i] = (centre[i] as number) + (moves[i] ? radius * (2 * rng.uniform() - 1) : 0);
    }
    logDensity = smooth ? target.logDensityGradient(memory, 0, dimension) : target.logDensity(memory, 0);
    if (Number.isFinite(logDensity) && (!smooth || gradient.every(Number.isFinite))) {
      return { position: memory.slice(0, dimension), logDensity, attempts: attempt };
    }
  }
  throw new Error(
    `no start found: the log density or its gradient was not finite at ${attempts} positions within ${radius} of the centre (last: ${logDensity}); give initial values inside the support, or a smaller radius.`,
  );
}
