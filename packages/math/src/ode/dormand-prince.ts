/** Integrate without solving equations: the Runge–Kutta pair of order 5(4) of Dormand and Prince (1980), with its dense output. */
import { errorNorm, firstStep, stepFactor } from "./control.js";
import { addProduct, linearCombination } from "./stages.js";
import type { OdeOptions, OdeOutput, OdeState, OdeSystem } from "./types.js";

const NODES = [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1];
/** Row by row; the last row is the solution of order 5. */
const STAGES = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
/** Order 5 less order 4. */
const ERROR = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];
/** The last term of the dense output (Hairer, Nørsett and Wanner, code DOPRI5). */
const DENSE = [
  -12715105075 / 11282082432,
  0,
  87487479700 / 32700410799,
  -10690763975 / 1880347072,
  701980252875 / 199316789632,
  -1453857185 / 822651844,
  69997945 / 29380423,
];
const ORDER = 5;

/** Beyond this the method is at the edge of its stability (the same, section IV.2, "Automatic stiffness detection"). */
const UNSTABLE = 3.25;
const OFTEN = 15;
const CALM = 6;

/** Steps of one system, over arrays that are made once. */
export function dormandPrince(system: OdeSystem, options: Required<OdeOptions>) {
  const { size: n, parameters: q } = system;
  const many = (count: number, length: number): Float64Array[] =>
    Array.from({ length: count }, () => new Float64Array(length));
  const [k, points] = [many(7, n), many(7, n)];
  const [slopes, tangents] = [many(7, n * q), many(7, n * q)];
  const [byState, byParameter] = [new Float64Array(n * n), new Float64Array(n * q)];
  const error = new Float64Array(n);
  const rates = (t: number, y: Float64Array, out: Float64Array): void => system.rates(t, y, out);

  /** The slope of sensitivities at a stage: ∂f/∂y S + ∂f/∂θ. */
  const vary = (t: number, i: number): void => {
    system.slopes(t, points[i] as Float64Array, byState, byParameter);
    (slopes[i] as Float64Array).set(byParameter);
    addProduct(slopes[i] as Float64Array, byState, tangents[i] as Float64Array, n, q);
  };

  const dense = (
    out: Float64Array,
    offset: number,
    share: number,
    h: number,
    y0: Float64Array,
    y1: Float64Array,
    of: readonly Float64Array[],
  ): void => {
    const rest = 1 - share;
    for (let i = 0; i < y0.length; i++) {
      const change = (y1[i] as number) - (y0[i] as number);
      const start = h * (of[0]?.[i] as number) - change;
      const end = change - h * (of[6]?.[i] as number) - start;
      let bend = 0;
      for (let s = 0; s < 7; s++) bend += (DENSE[s] as number) * (of[s]?.[i] as number);
      out[offset + i] = (y0[i] as number) + share * (change + rest * (start + share * (end + rest * h * bend)));
    }
  };

  /** Integrates up to the last time, or until the problem looks stiff when `mayLeave`. */
  return (state: OdeState, times: ArrayLike<number>, { states, sensitivities }: OdeOutput, mayLeave: boolean): void => {
    const { y, sensitivity, outcome } = state;
    const last = times[times.length - 1] as number;
    let [stiff, calm, failed] = [0, 0, false];
    (points[0] as Float64Array).set(y);
    (tangents[0] as Float64Array).set(sensitivity);
    rates(state.t, y, k[0] as Float64Array);
    if (q > 0) vary(state.t, 0);
    if (!(state.h > 0))
      state.h = firstStep(
        state.t,
        y,
        k[0] as Float64Array,
        last - state.t,
        options,
        { y: points[1] as Float64Array, rates: k[1] as Float64Array },
        rates,
      );
    while (state.next < times.length) {
      const { t } = state;
      const h = Math.min(state.h, last - t);
      if (outcome.steps >= options.maxSteps) {
        outcome.failure = "steps";
        return;
      }
      if (!(t + h > t)) {
        outcome.failure = "step size";
        return;
      }
      outcome.steps += 1;
      for (let i = 1; i < 7; i++) {
        linearCombination(points[i] as Float64Array, y, h, STAGES[i] as readonly number[], k);
        rates(t + (NODES[i] as number) * h, points[i] as Float64Array, k[i] as Float64Array);
      }
      error.fill(0);
      linearCombination(error, error, h, ERROR, k);
      const end = points[6] as Float64Array;
      const norm = errorNorm(error, y, end, options);
      state.h = h * stepFactor(norm, ORDER, failed);
      failed = norm > 1;
      if (failed) continue;

      if (q > 0)
        for (let i = 1; i < 7; i++) {
          linearCombination(tangents[i] as Float64Array, sensitivity, h, STAGES[i] as readonly number[], slopes);
          vary(t + (NODES[i] as number) * h, i);
        }
      const reached = h === last - t ? last : t + h;
      for (; state.next < times.length && (times[state.next] as number) <= reached; state.next++) {
        const share = ((times[state.next] as number) - t) / (reached - t);
        dense(states, state.next * n, share, h, y, end, k);
        if (q > 0) dense(sensitivities, state.next * n * q, share, h, sensitivity, tangents[6] as Float64Array, slopes);
      }
      const bound = h * distance(k[6] as Float64Array, k[5] as Float64Array);
      const apart = distance(end, points[5] as Float64Array);
      const unstable = apart > 0 && bound > UNSTABLE * apart;
      stiff = unstable ? stiff + 1 : stiff;
      calm = unstable ? 0 : calm + 1;
      if (calm === CALM) stiff = 0;
      state.t = outcome.reached = reached;
      y.set(end);
      sensitivity.set(tangents[6] as Float64Array);
      (points[0] as Float64Array).set(end);
      (tangents[0] as Float64Array).set(sensitivity);
      (k[0] as Float64Array).set(k[6] as Float64Array);
      (slopes[0] as Float64Array).set(slopes[6] as Float64Array);
      if (mayLeave && stiff >= OFTEN) return;
    }
  };
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] as number) - (b[i] as number)) ** 2;
  return Math.sqrt(sum);
}
