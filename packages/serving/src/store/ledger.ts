/** Count additions once each, in memory: what the stores that live in one process share. */
import type { Addition, ArmCounts, Outcome } from "./types.js";

/** A change to a ledger, as plain data: what a file keeps one of on each line. */
export type Change =
  | { readonly kind: "add"; readonly experiment: string; readonly addition: Addition }
  | { readonly kind: "arm"; readonly experiment: string; readonly arm: string; readonly active: boolean }
  | { readonly kind: "key"; readonly key: string }
  /** The whole of a ledger, at the head of a compacted file. */
  | { readonly kind: "state"; readonly state: LedgerState };

/** Everything that a ledger knows, as plain data. */
export interface LedgerState {
  readonly key: string | null;
  /** Of every experiment, the counts by arm and the remembered ids with their times. */
  readonly experiments: Readonly<
    Record<
      string,
      {
        readonly counts: readonly (readonly [string, ArmCounts])[];
        readonly ids: readonly (readonly [string, number])[];
        readonly latest: number;
      }
    >
  >;
}

interface Experiment {
  counts: Map<string, ArmCounts>;
  ids: Map<string, number>;
  /** The latest time seen: ids older than this by more than the window are forgotten. */
  latest: number;
  /** Number of ids at which the old ones are looked for again. */
  pruneAt: number;
}

/** Counts, remembered ids and the signing key of one store. */
export interface Ledger {
  counts(experiment: string): ReadonlyMap<string, ArmCounts>;
  /** What would become of an addition now. */
  outcome(experiment: string, addition: Addition): Outcome;
  key(): string | null;
  /** Takes in a change; an addition that is no "applied" one changes nothing. */
  take(change: Change): Outcome;
  state(): LedgerState;
}

const nothing: ArmCounts = { impressions: 0, total: 0, active: true };
const fewestIds = 1024;

/** @param window how long ids are remembered, in milliseconds */
export function ledger(window: number): Ledger {
  let key: string | null = null;
  let experiments = new Map<string, Experiment>();

  const of = (name: string): Experiment => {
    const known = experiments.get(name);
    if (known !== undefined) return known;
    const fresh = { counts: new Map(), ids: new Map(), latest: 0, pruneAt: fewestIds };
    experiments.set(name, fresh);
    return fresh;
  };
  const outcome = (name: string, { id, at }: Addition): Outcome => {
    const { ids, latest } = of(name);
    if (ids.has(id)) return "duplicate";
    return at < latest - window ? "expired" : "applied";
  };
  const add = (name: string, addition: Addition): Outcome => {
    const found = outcome(name, addition);
    if (found !== "applied") return found;
    const experiment = of(name);
    for (const [arm, { impressions = 0, total = 0 }] of Object.entries(addition.arms)) {
      const before = experiment.counts.get(arm) ?? nothing;
      experiment.counts.set(arm, {
        ...before,
        impressions: before.impressions + impressions,
        total: before.total + total,
      });
    }
    experiment.ids.set(addition.id, addition.at);
    experiment.latest = Math.max(experiment.latest, addition.at);
    if (experiment.ids.size >= experiment.pruneAt) forgetOld(experiment, window);
    return "applied";
  };
  const restore = ({ key: saved, experiments: all }: LedgerState): void => {
    key = saved;
    experiments = new Map(
      Object.entries(all).map(([name, { counts, ids, latest }]) => [
        name,
        { counts: new Map(counts), ids: new Map(ids), latest, pruneAt: Math.max(fewestIds, 2 * ids.length) },
      ]),
    );
  };
  return {
    counts: (name) => of(name).counts,
    outcome,
    key: () => key,
    take(change) {
      if (change.kind === "add") return add(change.experiment, change.addition);
      if (change.kind === "key") key ??= change.key;
      else if (change.kind === "state") restore(change.state);
      else {
        const { counts } = of(change.experiment);
        counts.set(change.arm, { ...(counts.get(change.arm) ?? nothing), active: change.active });
      }
      return "applied";
    },
    state: () => ({
      key,
      experiments: Object.fromEntries(
        [...experiments].map(([name, experiment]) => {
          forgetOld(experiment, window);
          return [name, { counts: [...experiment.counts], ids: [...experiment.ids], latest: experiment.latest }];
        }),
      ),
    }),
  };
}

/** Looks for old ids when there are twice as many as were left the last time: a constant cost for each addition. */
function forgetOld(experiment: Experiment, window: number): void {
  for (const [id, at] of experiment.ids) if (at < experiment.latest - window) experiment.ids.delete(id);
  experiment.pruneAt = Math.max(fewestIds, 2 * experiment.ids.size);
}
