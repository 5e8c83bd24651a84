/** Apply an edge to a single unknown: how the numeric faces of the pairs share the formulas of the graph. */
import type { Edge, Observations } from "./types.js";

/** What `absorb` leaves of a prior of one cell. */
export interface Absorbed {
  readonly parameters: readonly number[];
  readonly logEvidence: number;
}

/** The posterior parameters and log evidence of one unknown after all of `values`. */
export function absorbAll(
  edge: Edge,
  prior: readonly number[],
  values: Float64Array,
  others: Partial<Pick<Observations, "known" | "exposure">> = {},
): Absorbed {
  const { known = [], exposure = new Float64Array(values.length).fill(1) } = others;
  const parameters = prior.map((p) => Float64Array.of(p));
  const cells = new Int32Array(values.length);
  const logEvidence = edge.absorb(parameters, { values, cells, known, exposure });
  return { parameters: parameters.map(([p]) => p as number), logEvidence };
}
