/** Integrate stiff systems: the L-stable singly diagonally implicit Runge–Kutta method of order 4 of Hairer and Wanner. */
import { luFactor, luSolve } from "../linalg/lu.js";
import { errorNorm, firstStep, stepFactor } from "./control.js";
import { addProduct, linearCombination } from "./stages.js";
import type { OdeOptions, OdeOutput, OdeState, OdeSystem } from "./types.js";

/** Solving Ordinary Differential Equations II (1996), table IV.6.5: stiffly accurate, so that the last stage is the solution. */
const GAMMA = 1 / 4;
const NODES = [1 / 4, 3 / 4, 11 / 20, 1 / 2, 1];
const BEFORE = [
  [],
  [1 / 2],
  [17 / 50, -1 / 25],
  [371 / 1360, -137 / 2720, 15 / 544],
  [25 / 24, -49 / 48, 125 / 16, -85 / 12],
];
/** The weights less those of the embedded method of order 3. */
const ERROR = [25 / 24 - 59 / 48, -49 / 48 + 17 / 96, 125 / 16 - 225 / 32, 0, 1 / 4];
const ORDER = 4;

/** Newton's iterations stop at this share of the accepted error. */
const NEWTON = 1e-4;
const ITERATIONS = 12;

/** Steps of one system, over arrays that are made once; every requested time ends a step. */
export function implicitRungeKutta(system: OdeSystem, options: Required<OdeOptions>) {
  const { size: n, parameters: q } = system;
  const many = (length: number): Float64Array[] => Array.from({ length: 5 }, () => new Float64Array(length));
  const [k, points, slopes] = [many(n), many(n), many(n * q)];
  const [byState, matrix, byParameter] = [new Float64Array(n * n), new Float64Array(n * n), new Float64Array(n * q)];
  const [base, change, error, trial] = [
    new Float64Array(n),
    new Float64Array(n),
    new Float64Array(n),
    new Float64Array(n),
  ];
  const tangent = new Float64Array(n * q);
  const pivots = new Int32Array(n);
  const rates = (t: number, y: Float64Array, out: Float64Array): void => system.rates(t, y, out);

  /** The factors of 1 − hγ ∂f/∂y. */
  const factor = (h: number): boolean => {
    for (let i = 0; i < n * n; i++) matrix[i] = -h * GAMMA * (byState[i] as number);
    for (let i = 0; i < n; i++) matrix[i * n + i] = (matrix[i * n + i] as number) + 1;
    return luFactor(matrix, pivots, n);
  };

  /** Solves k = f(base + hγk) for one stage by Newton's method with the slopes at the start of the step. */
  const solveStage = (t: number, h: number, stage: number, y: Float64Array): boolean => {
    const [own, point] = [k[stage] as Float64Array, points[stage] as Float64Array];
    linearCombination(base, y, h, BEFORE[stage] as readonly number[], k);
    if (stage > 0) own.set(k[stage - 1] as Float64Array);
    let before = Infinity;
    for (let iteration = 0; iteration < ITERATIONS; iteration++) {
      for (let i = 0; i < n; i++) point[i] = (base[i] as number) + h * GAMMA * (own[i] as number);
      rates(t, point, change);
      for (let i = 0; i < n; i++) change[i] = (change[i] as number) - (own[i] as number);
      luSolve(matrix, pivots, n, change);
      for (let i = 0; i < n; i++) {
        own[i] = (own[i] as number) + (change[i] as number);
        change[i] = h * GAMMA * (change[i] as number);
        point[i] = (base[i] as number) + h * GAMMA * (own[i] as number);
      }
      const norm = errorNorm(change, y, point, options);
      if (norm <= NEWTON) return true;
      if (!(norm < 2 * before)) return false;
      before = norm;
    }
    return false;
  };

  /** Sensitivities of the stages, whose equations are linear in them: (1 − hγ ∂f/∂y) K = ∂f/∂y S + ∂f/∂θ. */
  const vary = (t: number, h: number, sensitivity: Float64Array): boolean => {
    for (let stage = 0; stage < 5; stage++) {
      system.slopes(t + (NODES[stage] as number) * h, points[stage] as Float64Array, byState, byParameter);
      if (!factor(h)) return false;
      const own = slopes[stage] as Float64Array;
      linearCombination(tangent, sensitivity, h, BEFORE[stage] as readonly number[], slopes);
      own.set(byParameter);
      addProduct(own, byState, tangent, n, q);
      luSolve(matrix, pivots, n, own, q);
    }
    return true;
  };

  return (state: OdeState, times: ArrayLike<number>, { states, sensitivities }: OdeOutput): void => {
    const { y, sensitivity, outcome } = state;
    outcome.stiff = true;
    let failed = false;
    rates(state.t, y, k[0] as Float64Array);
    if (!(state.h > 0)) {
      const span = (times[times.length - 1] as number) - state.t;
      state.h = firstStep(
        state.t,
        y,
        k[0] as Float64Array,
        span,
        options,
        { y: points[0] as Float64Array, rates: k[1] as Float64Array },
        rates,
      );
    }
    while (state.next < times.length) {
      const { t } = state;
      const goal = times[state.next] as number;
      const h = t + state.h >= goal - 1e-13 * Math.abs(goal) ? goal - t : state.h;
      if (outcome.steps >= options.maxSteps) {
        outcome.failure = "steps";
        return;
      }
      if (!(t + h > t)) {
        outcome.failure = "step size";
        return;
      }
      outcome.steps += 1;
      system.slopes(t, y, byState, byParameter);
      rates(t, y, k[0] as Float64Array);
      let solved = factor(h);
      for (let stage = 0; stage < 5 && solved; stage++)
        solved = solveStage(t + (NODES[stage] as number) * h, h, stage, y);
      if (!solved) {
        state.h = 0.25 * h;
        failed = true;
        continue;
      }
      const end = points[4] as Float64Array;
      error.fill(0);
      linearCombination(error, error, h, ERROR, k);
      luSolve(matrix, pivots, n, error);
      const norm = errorNorm(error, y, end, options);
      const proposed = h * stepFactor(norm, ORDER, failed);
      failed = norm > 1;
      // a step that was cut short by a time to be written tells less of what the next may be
      state.h = failed || h === state.h ? proposed : Math.max(proposed, state.h);
      if (failed) continue;
      trial.set(end);
      if (q > 0) {
        if (!vary(t, h, sensitivity)) {
          state.h = 0.25 * h;
          failed = true;
          continue;
        }
        linearCombination(sensitivity, sensitivity, h, [...(BEFORE[4] as readonly number[]), GAMMA], slopes);
      }
      y.set(trial);
      state.t = outcome.reached = h === goal - t ? goal : t + h;
      for (; state.next < times.length && (times[state.next] as number) <= state.t; state.next++) {
        states.set(y, state.next * n);
        if (q > 0) sensitivities.set(sensitivity, state.next * n * q);
      }
    }
  };
}
