/** Ask a trace for the groups that a picture is drawn from, and say how to get those that are missing. */
import { STAN_LOG_LIKELIHOOD, type StoredGroup } from "@credence/diagnostics";
import type { AnyTrace } from "@credence/draws";

/** @throws Error that names the first group that the trace has not. */
export function needGroups(kind: string, trace: AnyTrace, names: readonly (StoredGroup | "prior")[]): void {
  const { groups, variables } = trace.$;
  const stan = variables.some(({ name }) => name === STAN_LOG_LIKELIHOOD);
  const missing = names.find((name) => groups[name] === undefined && !(name === "logLikelihood" && stan));
  if (missing === undefined) return;
  throw new Error(
    `plot.${kind}: the trace has no group ${missing}; add it, withGroups(trace, groupsFor(posterior, trace)), or keep it in the file, credence run MODEL --groups --out FILE`,
  );
}
