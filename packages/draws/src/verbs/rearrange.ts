/** Rebuild a trace with other draws of the same variables: what thinning and splitting have in common. */
import { cellCount } from "../cells.js";
import { mapAlongside } from "../groups.js";
import { type AnyTrace, type Groups, type Run, runOf, type Trace, trace } from "../trace.js";
import { variablesOf } from "../variables.js";

/** Keep draws: from numbers with `width` of them to a draw, to those that stay. */
export type Keep = (values: Float64Array, width: number) => Float64Array;

/**
 * The trace, with the facts `run`, of the draws that `keep` keeps, and so its groups that go with it draw by draw. Derived
 * quantities stay uncomputed.
 */
export function rearrange<V, G extends Groups>(of: Trace<V, G>, run: Run, keep: Keep): Trace<V, G> {
  const { chains, draws } = run;
  const beside = mapAlongside(of, (group) => kept(group, { ...runOf(group), chains, draws }, keep));
  return kept(of, { ...run, groups: beside }, keep) as Trace<V, G>;
}

function kept(of: AnyTrace, run: Run, keep: Keep): AnyTrace {
  const stats = Object.fromEntries(Object.entries(run.stats).map(([name, values]) => [name, keep(values, 1)]));
  const sources = variablesOf(of).map(({ name, draws, derived }) => ({
    name,
    axes: draws.axes,
    derived,
    values: () => keep(draws.values, cellCount(draws.axes)),
  }));
  return trace(sources, { ...run, stats });
}
