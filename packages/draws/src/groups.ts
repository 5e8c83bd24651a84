/** Sort the content of a trace into the groups by which other tools know it. */
import type { AnyTrace, Observed, TraceVariable } from "./trace.js";

/** The groups that a trace holds, named as in ArviZ's InferenceData schema (in camel case). */
export interface Groups {
  /** Latent variables and derived quantities. */
  readonly posterior: readonly TraceVariable[];
  /** One number for each draw, chain by chain. */
  readonly sampleStats: Readonly<Record<string, Float64Array>>;
  /** What the model was conditioned on. */
  readonly observedData: Readonly<Record<string, Observed>>;
}

/** The groups of a trace. */
export function groupsOf(trace: AnyTrace): Groups {
  const { variables, stats, observed } = trace.$;
  return { posterior: variables, sampleStats: stats, observedData: observed };
}
