/** Ask for the one trace that a picture is of and its groups, and say how to get those that are missing. */
import { STAN_LOG_LIKELIHOOD, type StoredGroup } from "@credence/diagnostics";
import type { AnyTrace } from "@credence/draws";
import { isTrace, type Traces } from "./choose.js";

/** @throws Error that names the first group that the trace has not. */
export function needGroups(kind: string, trace: AnyTrace, names: readonly (StoredGroup | "prior")[]): void {
  const { groups, variables } = oneTrace(kind, trace).$;
  const stan = variables.some(({ name }) => name === STAN_LOG_LIKELIHOOD);
  const missing = names.find((name) => groups[name] === undefined && !(name === "logLikelihood" && stan));
  if (missing === undefined) return;
  throw new Error(
    `plot.${kind}: the trace has no group ${missing}; add it, withGroups(trace, groupsFor(posterior, trace)), or keep it in the file, credence run MODEL --groups --out FILE`,
  );
}

/** The one trace that a picture is of. @throws Error for several. */
export function oneTrace(kind: string, traces: Traces): AnyTrace {
  if (isTrace(traces)) return traces;
  throw new Error(`plot.${kind}: there are several traces, ${Object.keys(traces).join(", ")}; this picture is of one`);
}
