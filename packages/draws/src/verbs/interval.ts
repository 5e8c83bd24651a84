/** Take the shortest interval of every variable of a trace, in the shape of the model. */
import type { Draws } from "../draws.js";
import type { Cell } from "../labelled.js";
import { nest } from "../nest.js";
import type { DimsOf, Leaf } from "../phantom.js";
import { INTERVAL_MASS } from "../summary.js";
import type { Trace } from "../trace.js";
import { variablesOf } from "../variables.js";

/** The ends of an interval for each variable of `V`: numbers, or labelled values. */
export type IntervalsOf<V> = {
  readonly [K in keyof V]: V[K] extends Leaf
    ? { readonly low: Cell<DimsOf<V[K]>>; readonly high: Cell<DimsOf<V[K]>> }
    : IntervalsOf<V[K]>;
};

/**
 * The shortest interval that holds `mass` of the draws (0.94 when left out) of every variable, the highest density
 * interval, as in `interval(trace, 0.9).tau.low`. Chains are pooled; NaN where a draw is NaN.
 *
 * @throws RangeError when `mass` is no share above 0.
 */
export function interval<V>(trace: Trace<V>, mass: number = INTERVAL_MASS): IntervalsOf<V> {
  if (!(mass > 0 && mass <= 1)) throw new RangeError(`interval(trace, ${mass}): give a share above 0 up to 1, as 0.94`);
  const entries = variablesOf(trace).map(({ name, draws }) => [name, (draws as Draws<string>).interval(mass)] as const);
  return nest<unknown>(entries) as IntervalsOf<V>;
}
