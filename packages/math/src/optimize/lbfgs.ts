/** Minimise a smooth function by L-BFGS, reporting the whole trajectory for those who read curvature off it. */
import { dot } from "../linalg/index.js";
import { evaluate, lineSearch, type Objective, type Point } from "./line-search.js";
import { type CurvaturePair, hasCurvature, quasiNewtonDirection } from "./two-loop.js";

/** How long to search, and what to call found. */
export interface LbfgsOptions {
  /** Number of past steps from which the inverse Hessian is inferred. */
  readonly memory?: number;
  readonly maxIterations?: number;
  /** Converged when no component of the gradient exceeds this in absolute value. */
  readonly gradientTolerance?: number;
  /** Converged when an iteration changes the value by less than this times max(1, |value|); 0 switches it off. */
  readonly relativeTolerance?: number;
  /**
   * Called at the start (iteration 0) and after each iteration. The arrays are never written again: keep them
   * freely, do not change them.
   */
  readonly onIterate?: (x: Float64Array, gradient: Float64Array, value: number, iteration: number) => void;
}

/** The lowest point found, and why the search ended there. */
export interface LbfgsResult {
  readonly x: Float64Array;
  readonly value: number;
  /** Largest absolute component of the gradient at `x`. */
  readonly gradientNorm: number;
  readonly iterations: number;
  /** Calls of the objective. */
  readonly evaluations: number;
  readonly converged: boolean;
  /** A sentence that says why the search ended. */
  readonly reason: string;
}

/** What `lbfgs` does unless told otherwise. */
export const lbfgsDefaults: Required<Omit<LbfgsOptions, "onIterate">> = {
  memory: 6,
  maxIterations: 1000,
  gradientTolerance: 1e-8,
  relativeTolerance: 1e-13,
};

/**
 * Minimise `objective` from `start` (Liu & Nocedal 1989; Nocedal & Wright, Numerical Optimization, 2nd ed.,
 * algorithm 7.5) with a strong-Wolfe line search. To maximise a log density, return its negative and write
 * the negative gradient. Points where the value or the gradient is not finite are never accepted.
 *
 * @param objective returns the value at `x` and writes the gradient into its second argument
 * @param start a point with a finite value and gradient; not changed
 * @throws RangeError when the value or the gradient at `start` is not finite
 */
export function lbfgs(objective: Objective, start: Float64Array, options: LbfgsOptions = {}): LbfgsResult {
  const { memory, maxIterations, gradientTolerance, relativeTolerance } = { ...lbfgsDefaults, ...options };
  let evaluations = 0;
  const counted: Objective = (x, gradient) => {
    evaluations++;
    return objective(x, gradient);
  };

  let point = startingPoint(counted, start);
  let pairs: readonly CurvaturePair[] = [];
  let iterations = 0;
  const finish = (converged: boolean, reason: string): LbfgsResult => ({
    x: point.x,
    value: point.value,
    gradientNorm: largest(point.gradient),
    iterations,
    evaluations,
    converged,
    reason,
  });

  options.onIterate?.(point.x, point.gradient, point.value, 0);
  while (largest(point.gradient) > gradientTolerance) {
    if (iterations === maxIterations) return finish(false, `Stopped after maxIterations = ${maxIterations}.`);
    const direction = quasiNewtonDirection(point.gradient, pairs);
    const promised = -dot(point.gradient, direction);
    const found = promised > 0 ? lineSearch(counted, point, direction, firstStep(direction, pairs)) : "none lower";
    if (found === "unbounded")
      return finish(false, "The objective keeps falling in one direction; does it have a minimum?");
    if (found === "none lower") {
      if (promised > 0 && promised < relativeTolerance * scaleOf(point.value))
        return finish(true, "No lower value can be told apart from the present one in double precision.");
      if (pairs.length === 0)
        return finish(false, "The line search found no lower value along the gradient; is the gradient right?");
      pairs = []; // the inferred curvature misleads: start again from the gradient alone
      continue;
    }
    const pair = { step: minus(found.x, point.x), gradientChange: minus(found.gradient, point.gradient) };
    if (hasCurvature(pair)) pairs = [...pairs, pair].slice(Math.max(0, pairs.length + 1 - memory));
    const change = Math.abs(point.value - found.value);
    point = found;
    iterations++;
    options.onIterate?.(point.x, point.gradient, point.value, iterations);
    if (change < relativeTolerance * scaleOf(point.value))
      return finish(true, `The value changed by less than relativeTolerance = ${relativeTolerance}.`);
  }
  return finish(true, `The gradient is within gradientTolerance = ${gradientTolerance}.`);
}

function startingPoint(objective: Objective, start: Float64Array): Point {
  const point = evaluate(objective, start.slice());
  if (point.value < Infinity) return point;
  throw new RangeError(
    "lbfgs: the value or the gradient at the start is not finite; start from a point inside the support",
  );
}

/** One, the natural quasi-Newton step; without curvature yet, a move of at most unit length. */
function firstStep(direction: Float64Array, pairs: readonly CurvaturePair[]): number {
  return pairs.length > 0 ? 1 : Math.min(1, 1 / Math.sqrt(dot(direction, direction)));
}

function scaleOf(value: number): number {
  return Math.max(1, Math.abs(value));
}

function largest(gradient: Float64Array): number {
  return gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
}

function minus(x: Float64Array, y: Float64Array): Float64Array {
  return x.map((xi, i) => xi - (y[i] as number));
}
