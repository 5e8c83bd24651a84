/** Rebuild a trace with other draws of the same variables: what thinning and splitting have in common. */
import { cellCount } from "../cells.js";
import { type Run, type Trace, trace } from "../trace.js";
import { variablesOf } from "../variables.js";

/** Keep draws: from numbers with `width` of them to a draw, to those that stay. */
export type Keep = (values: Float64Array, width: number) => Float64Array;

/** The trace, with the facts `run`, of the draws that `keep` keeps. Derived quantities stay uncomputed. */
export function rearrange<V>(of: Trace<V>, run: Run, keep: Keep): Trace<V> {
  const stats = Object.fromEntries(Object.entries(run.stats).map(([name, values]) => [name, keep(values, 1)]));
  const sources = variablesOf(of).map(({ name, draws, derived }) => ({
    name,
    axes: draws.axes,
    derived,
    values: () => keep(draws.values, cellCount(draws.axes)),
  }));
  return trace<V>(sources, { ...run, stats });
}
