/** Take one quantile of every variable of a trace, in the shape of the model. */
import type { Draws } from "../draws.js";
import { nest } from "../nest.js";
import type { Point, Trace } from "../trace.js";
import { variablesOf } from "../variables.js";

/**
 * The value below which a share `q` of the draws lies, 0 ≤ q ≤ 1, of every variable: a number, or labelled values, as in
 * `quantile(trace, 0.9).rate.at({ page: "A" })`. Chains are pooled, and interpolation is that of R's type 7; NaN where a
 * draw is NaN.
 *
 * @throws RangeError when `q` is no share.
 */
export function quantile<V>(trace: Trace<V>, q: number): Point<V> {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`quantile(trace, ${q}): give a share from 0 to 1, as 0.9`);
  const entries = variablesOf(trace).map(({ name, draws }) => [name, (draws as Draws<string>).quantile(q)] as const);
  return nest<unknown>(entries) as Point<V>;
}
