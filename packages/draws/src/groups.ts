/** Sort the content of a trace into the groups by which other tools know it, and tell draws from data. */
import type { AnyTrace, DataGroup, Groups, TraceVariable } from "./trace.js";

/** Everything that a trace holds, by the name of its group: those of `Groups`, those of other software, and its own. */
export type AllGroups = Groups & {
  /** Latent variables and derived quantities. */
  readonly posterior: readonly TraceVariable[];
  /** One number for each draw, chain by chain. */
  readonly sampleStats: Readonly<Record<string, Float64Array>>;
  /** What the model was conditioned on. */
  readonly observedData: DataGroup;
};

/** The groups of a trace, those included of which `Groups` knows no name. */
export function groupsOf(trace: AnyTrace): AllGroups {
  const { variables, stats, observed, groups } = trace.$;
  return { posterior: variables, sampleStats: stats, observedData: observed, ...groups };
}

/** The groups beside the posterior as a list. */
export function entriesOf(groups: Groups): readonly (readonly [name: string, group: AnyTrace | DataGroup])[] {
  return Object.entries(groups).filter(([, group]) => group !== undefined);
}

/** Whether a group has draws; otherwise it is data. */
export const hasDraws = (group: AnyTrace | DataGroup): group is AnyTrace => "$" in group;

/**
 * Whether a group of a trace goes with it draw by draw, as a posterior predictive does and a prior does not. One with
 * stats is a run of its own.
 */
export function alongside(trace: AnyTrace, name: string, group: AnyTrace | DataGroup): group is AnyTrace {
  if (!hasDraws(group) || /^(?:prior|warmup)/u.test(name)) return false;
  const { chains, draws, stats } = group.$;
  return chains === trace.$.chains && draws === trace.$.draws && Object.keys(stats).length === 0;
}

/** The groups of a trace, those that go with it draw by draw as `change` makes them. */
export function mapAlongside(trace: AnyTrace, change: (group: AnyTrace, name: string) => AnyTrace): Groups {
  return Object.fromEntries(
    entriesOf(trace.$.groups).map(([name, group]) => [
      name,
      alongside(trace, name, group) ? change(group, name) : group,
    ]),
  );
}
