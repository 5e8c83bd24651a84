/** Find a step along a descent direction that satisfies the strong Wolfe conditions. */
import { dot } from "../linalg/index.js";

/**
 * A function to minimise. Returns its value at `x` and writes its gradient into `gradient`, which has
 * as many entries as `x`. Non-finite values or gradients mean "not here".
 */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

/** A place where the objective is known. Its arrays are never written again, so they may be kept. */
export interface Point {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

/** Evaluate the objective at `x`; a non-finite value or gradient counts as the value Infinity. */
export function evaluate(objective: Objective, x: Float64Array): Point {
  const gradient = new Float64Array(x.length);
  const value = objective(x, gradient);
  const usable = Number.isFinite(value) && gradient.every(Number.isFinite);
  return { x, gradient, value: usable ? value : Infinity };
}

/** A point at `step` along the direction, with its directional derivative. */
interface Trial extends Point {
  readonly step: number;
  readonly slope: number;
}

const decrease = 1e-4; // c1 and c2 as Nocedal & Wright advise for quasi-Newton directions, section 3.1
const curvature = 0.9;
const maxTrials = 40;
const expansion = 3;

/**
 * Search along `direction` (Nocedal & Wright, Numerical Optimization, 2nd ed., algorithms 3.5 and 3.6,
 * trial steps by formula 3.59). A trial that is not finite is a step too long. Where the decrease drowns in
 * rounding, the approximate Wolfe condition of Hager & Zhang (2005, SIAM J. Optim. 16:170) decides.
 *
 * @returns the point found: one that satisfies the conditions, else the lowest one seen that has a
 *   sufficient decrease; else "none lower"; "unbounded" when the objective falls as far as steps can go
 */
export function lineSearch(
  objective: Objective,
  start: Point,
  direction: Float64Array,
  firstStep: number,
): Point | "none lower" | "unbounded" {
  const origin: Trial = { ...start, step: 0, slope: dot(start.gradient, direction) };
  const tryStep = (step: number): Trial => {
    const point = evaluate(
      objective,
      start.x.map((xi, i) => xi + step * (direction[i] as number)),
    );
    return { ...point, step, slope: dot(point.gradient, direction) };
  };
  const rounding = 8 * Number.EPSILON * Math.abs(origin.value);
  const decreases = (trial: Trial): boolean =>
    trial.value <= origin.value + decrease * trial.step * origin.slope ||
    (trial.value <= origin.value + rounding && trial.slope <= (2 * decrease - 1) * origin.slope);
  const isFlat = (trial: Trial): boolean => Math.abs(trial.slope) <= -curvature * origin.slope;

  let low = origin;
  let high: Trial | undefined;
  let step = firstStep;
  for (let count = 0; count < maxTrials; count++) {
    const trial = tryStep(step);
    if (decreases(trial) && isFlat(trial)) return trial;
    if (!decreases(trial) || trial.value >= low.value) high = trial;
    else {
      const outward = high === undefined ? 1 : high.step - low.step;
      if (trial.slope * outward >= 0) high = low;
      low = trial;
    }
    step = high === undefined ? expansion * trial.step : between(low, high);
    if (step === low.step || step === high?.step || !Number.isFinite(step)) break;
  }
  if (high === undefined) return "unbounded";
  return low === origin ? "none lower" : low;
}

/** Minimiser of the cubic through two trials, kept away from both ends; the middle when there is none. */
function between(low: Trial, high: Trial): number {
  const width = high.step - low.step;
  const middle = low.step + width / 2;
  if (!Number.isFinite(high.value)) return middle;
  const d1 = low.slope + high.slope - (3 * (low.value - high.value)) / (low.step - high.step);
  const discriminant = d1 * d1 - low.slope * high.slope;
  if (!(discriminant >= 0)) return middle;
  const d2 = Math.sign(width) * Math.sqrt(discriminant);
  const fraction = 1 - (high.slope + d2 - d1) / (high.slope - low.slope + 2 * d2);
  return fraction >= 0.1 && fraction <= 0.9 ? low.step + fraction * width : middle;
}
