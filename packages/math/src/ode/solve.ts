/** Solve initial value problems with their sensitivities, choosing the method by how stiff they turn out to be. */
import { dormandPrince } from "./dormand-prince.js";
import { implicitRungeKutta } from "./implicit.js";
import {
  type OdeOptions,
  type OdeOutcome,
  type OdeOutput,
  type OdeState,
  type OdeSystem,
  odeDefaults,
} from "./types.js";

/** What starts a solution: the state at `from`, and ∂y/∂θ there row by row. */
export interface OdeStart {
  readonly from: number;
  readonly y: Float64Array;
  readonly sensitivity: Float64Array;
}

/**
 * A solver of one system, over arrays that are made here: a solution allocates nothing. It writes the states at `times`
 * (increasing, none before `from`) and their sensitivities, which are the derivatives of the states as they were
 * computed, for the steps that were taken; steps follow from the states alone. What was not reached is NaN.
 */
export function odeSolver(
  system: OdeSystem,
  options: OdeOptions = {},
): (start: OdeStart, times: ArrayLike<number>, output: OdeOutput) => Readonly<OdeOutcome> {
  const settings = { ...odeDefaults, ...options };
  const explicit = settings.method === "stiff" ? undefined : dormandPrince(system, settings);
  const implicit = settings.method === "explicit" ? undefined : implicitRungeKutta(system, settings);
  const { size: n, parameters: q } = system;
  const outcome: OdeOutcome = { failure: undefined, reached: 0, steps: 0, stiff: false };
  const state: OdeState = {
    t: 0,
    h: 0,
    next: 0,
    y: new Float64Array(n),
    sensitivity: new Float64Array(n * q),
    outcome,
  };
  return ({ from, y, sensitivity }, times, output) => {
    state.t = outcome.reached = from;
    [state.h, state.next, outcome.steps] = [0, 0, 0];
    [outcome.failure, outcome.stiff] = [undefined, false];
    state.y.set(y);
    state.sensitivity.set(sensitivity);
    for (; state.next < times.length && times[state.next] === from; state.next++) {
      output.states.set(y, state.next * n);
      output.sensitivities.set(sensitivity, state.next * n * q);
    }
    explicit?.(state, times, output, implicit !== undefined);
    if (outcome.failure === undefined && state.next < times.length) implicit?.(state, times, output);
    output.states.fill(Number.NaN, state.next * n);
    output.sensitivities.fill(Number.NaN, state.next * n * q);
    return outcome;
  };
}
