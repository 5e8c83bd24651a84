/** Find a normal approximation on the way to the mode, whose draws make good starts (single-path Pathfinder). */
import { type LbfgsOptions, lbfgs, type Rng } from "@credence/math";
import { requireContinuous, requireCount, requirePosition, resolveOptions } from "../check.js";
import type { Target } from "../types.js";
import {
  applyFactor,
  applyTransposed,
  type CurvaturePair,
  diagonalOf,
  type InverseHessian,
  inverseHessian,
  nextDiagonal,
} from "./inverse-hessian.js";

export interface PathfinderOptions {
  /** Draws from each approximation on the path, to estimate its evidence lower bound. */
  readonly elboDraws?: number;
  /** Draws from the best one. */
  readonly draws?: number;
  /** Past steps that shape an approximation. */
  readonly memory?: number;
  readonly maxIterations?: number;
}

/** The paper's values. */
export const PATHFINDER_DEFAULTS: Required<PathfinderOptions> = {
  elboDraws: 5,
  draws: 100,
  memory: 6,
  maxIterations: 1000,
};

export interface PathfinderStart {
  /** The first draw with a finite log density. */
  readonly position: Float64Array;
  readonly logDensity: number;
  /** The best estimate of the evidence lower bound along the path. */
  readonly elbo: number;
  /** Draws from the best approximation, row-major draws × dimension. */
  readonly draws: Float64Array;
  /** Log density of the target at each draw; −Infinity outside the support. */
  readonly logDensities: Float64Array;
  /** Log density of the approximation at each draw; the difference is the draw's log importance ratio. */
  readonly logApproximations: Float64Array;
  /** Mean and variances of the best approximation; the variances serve as a first metric. */
  readonly mean: Float64Array;
  readonly variances: Float64Array;
  /** Iteration of L-BFGS that gave the best approximation, and how many there were. */
  readonly bestIteration: number;
  readonly iterations: number;
  /** Evaluations of the target, gradients included. */
  readonly evaluations: number;
}

interface Iterate {
  readonly x: Float64Array;
  readonly gradient: Float64Array;
}

/** A normal approximation: mean and factorised covariance. */
interface Approximation {
  readonly mean: Float64Array;
  readonly hessian: InverseHessian;
}

const LOG_TWO_PI = 1.8378770664093453;
/** Curvature below this share of |z|² is rounding (section 3.2 of the paper). */
const LEAST_CURVATURE = 1e-12;

/**
 * Single-path Pathfinder (Zhang, Carpenter, Gelman and Vehtari, JMLR 23(306), 2022, arXiv:2108.03782, algorithms 1 to 4):
 * L-BFGS climbs the log density, each iterate gives a normal approximation, and the one with the highest estimated
 * evidence lower bound is drawn from.
 *
 * @param start a position with a finite log density and gradient, best in the tails
 * @throws if the path finds no approximation whose draws lie in the support
 */
export function pathfinderStart(
  target: Target,
  start: ArrayLike<number>,
  rng: Rng,
  options: PathfinderOptions = {},
): PathfinderStart {
  const resolved = resolveOptions("pathfinder", PATHFINDER_DEFAULTS, options);
  for (const [option, value] of Object.entries(resolved)) requireCount("pathfinder", option, value, 1, 1e6);
  const { elboDraws, draws, memory: pairs, maxIterations } = resolved;
  requireContinuous("pathfinder", target);
  requirePosition("pathfinder", target, start);
  const { dimension } = target;
  const memory = target.allocate?.(2 * dimension) ?? new Float64Array(2 * dimension);
  let evaluations = 0;

  const logDensityAt = (x: Float64Array): number => {
    evaluations += 1;
    memory.set(x);
    const value = target.logDensity(memory, 0);
    return value < Infinity ? value : -Infinity;
  };
  const negative = (x: Float64Array, gradient: Float64Array): number => {
    evaluations += 1;
    memory.set(x);
    const value = target.logDensityGradient(memory, 0, dimension);
    for (let i = 0; i < dimension; i++) gradient[i] = -(memory[dimension + i] as number);
    return -value;
  };

  const path = climb(negative, Float64Array.from(start), { memory: pairs, maxIterations });
  let best: (Approximation & { readonly elbo: number; readonly iteration: number }) | undefined;
  for (const { approximation, iteration } of approximations(path, pairs)) {
    const sample = drawFrom(approximation, elboDraws, rng, logDensityAt);
    const elbo = sample.reduce((sum, { logDensity, logApproximation }) => sum + logDensity - logApproximation, 0);
    if (elbo / elboDraws > (best?.elbo ?? -Infinity)) best = { ...approximation, elbo: elbo / elboDraws, iteration };
  }
  const sample = best === undefined ? [] : drawFrom(best, draws, rng, logDensityAt);
  const first = sample.find(({ logDensity }) => logDensity > -Infinity);
  if (best === undefined || first === undefined) {
    throw new Error(
      `pathfinder: none of ${path.length} approximations on the path to the mode has draws inside the support; start elsewhere, or use a jittered start.`,
    );
  }
  return {
    position: first.x,
    logDensity: first.logDensity,
    elbo: best.elbo,
    draws: Float64Array.from(sample.flatMap(({ x }) => Array.from(x))),
    logDensities: Float64Array.from(sample, ({ logDensity }) => logDensity),
    logApproximations: Float64Array.from(sample, ({ logApproximation }) => logApproximation),
    mean: best.mean,
    variances: diagonalOf(best.hessian),
    bestIteration: best.iteration,
    iterations: path.length - 1,
    evaluations,
  };
}

function climb(
  objective: (x: Float64Array, gradient: Float64Array) => number,
  start: Float64Array,
  options: LbfgsOptions,
): readonly Iterate[] {
  const path: Iterate[] = [];
  lbfgs(objective, start, { ...options, onIterate: (x, gradient) => path.push({ x, gradient }) });
  return path;
}

/** The approximation at each iterate after the first that has any curvature behind it. */
function* approximations(
  path: readonly Iterate[],
  most: number,
): Generator<{ readonly approximation: Approximation; readonly iteration: number }> {
  let alpha: Float64Array = new Float64Array(path[0]?.x.length ?? 0).fill(1);
  let pairs: readonly CurvaturePair[] = [];
  for (let iteration = 1; iteration < path.length; iteration++) {
    const { x, gradient } = path[iteration] as Iterate;
    const before = path[iteration - 1] as Iterate;
    const pair = {
      step: x.map((xi, i) => xi - (before.x[i] as number)),
      change: gradient.map((gi, i) => gi - (before.gradient[i] as number)),
    };
    if (isCurved(pair)) {
      alpha = nextDiagonal(alpha, pair);
      pairs = [...pairs, pair].slice(-most);
    }
    const hessian = inverseHessian(alpha, pairs);
    const newton = applyFactor(hessian, applyTransposed(hessian, gradient));
    yield { approximation: { mean: x.map((xi, i) => xi - (newton[i] as number)), hessian }, iteration };
  }
}

function isCurved({ step, change }: CurvaturePair): boolean {
  let product = 0;
  let square = 0;
  for (let i = 0; i < step.length; i++) {
    product += (step[i] as number) * (change[i] as number);
    square += (change[i] as number) * (change[i] as number);
  }
  return product > LEAST_CURVATURE * square;
}

interface ApproximateDraw {
  readonly x: Float64Array;
  readonly logDensity: number;
  readonly logApproximation: number;
}

function drawFrom(
  { mean, hessian }: Approximation,
  count: number,
  rng: Rng,
  logDensityAt: (x: Float64Array) => number,
): readonly ApproximateDraw[] {
  const constant = -0.5 * (hessian.logDeterminant + mean.length * LOG_TWO_PI);
  return Array.from({ length: count }, () => {
    const normals = mean.map(() => rng.normal());
    const offset = applyFactor(hessian, normals);
    const x = mean.map((m, i) => m + (offset[i] as number));
    const logApproximation = constant - 0.5 * normals.reduce((sum, u) => sum + u * u, 0);
    return { x, logDensity: logDensityAt(x), logApproximation };
  });
}
