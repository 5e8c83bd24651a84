/** Learn an experiment's posterior beside its serving: choices read a snapshot, rewards and counts go to the store. */
import { randomUUID } from "node:crypto";
import {
  type ArmState,
  type Beliefs,
  type BetaShapes,
  betaLaw,
  independentBeliefs,
  type Policy,
  weighOnGrid,
} from "@credence/bandits";
import type { Rng } from "@credence/math";
import type { Outcome, Store } from "../store/types.js";

/** What is served. */
export interface ExperimentSetting {
  readonly name: string;
  /** Arms to begin with; more can be added while it runs. */
  readonly arms: readonly string[];
  readonly prior: BetaShapes;
  readonly policy: Policy;
}

/** What is believed at one moment. */
export interface Snapshot {
  /** Names of the arms that are shown, in the order of the beliefs. */
  readonly arms: readonly string[];
  /** Parameters of their posteriors, and these as a policy reads them. */
  readonly posteriors: readonly BetaShapes[];
  readonly beliefs: Beliefs;
  /** Probability with which the policy takes each arm. */
  readonly propensities: Float64Array;
  /** When it was taken, by the service's clock. */
  readonly at: number;
}

/** An arm chosen, and the probability with which it was. */
export interface Choice {
  readonly arm: string;
  readonly propensity: number;
}

/** Learns from a store and chooses from what it last saw there. */
export interface Learning {
  /** Chooses at once from the snapshot, and notes the impression for the store. */
  choose(): Choice;
  /** Counts a reward, once for each id. */
  reward(id: string, arm: string, value: number, at: number): Promise<Outcome>;
  snapshot(): Snapshot;
  /** Sends noted impressions to the store and takes a new snapshot. */
  refresh(): Promise<void>;
  /** Impressions noted that the store does not know yet. */
  pending(): number;
}

/** @param now the service's clock */
export async function learning(
  { name, arms, prior, policy }: ExperimentSetting,
  store: Store,
  rng: Rng,
  now: () => number,
): Promise<Learning> {
  const known = await store.counts(name);
  for (const arm of arms) if (!known.has(arm)) await store.setActive(name, arm, true);
  let current = await look();
  let noted = new Map<string, number>();
  /** Impressions on their way, under the id by which they can be sent again. */
  let sending: { readonly id: string; readonly at: number; readonly counts: ReadonlyMap<string, number> } | undefined;

  async function look(): Promise<Snapshot> {
    const counts = await store.counts(name);
    const shown = [...counts].filter(([, { active }]) => active);
    const states = shown.map(([, { impressions: trials, total }]) => ({
      // a click may be known before its impression
      state: { alpha: prior.alpha + total, beta: prior.beta + Math.max(trials - total, 0) },
      trials,
      total,
    }));
    const beliefs = frozenBeliefs(states);
    return {
      arms: shown.map(([arm]) => arm),
      posteriors: states.map(({ state }) => state),
      beliefs,
      propensities: policy.propensities(beliefs),
      at: now(),
    };
  }

  async function send(): Promise<void> {
    if (sending === undefined) {
      if (noted.size === 0) return;
      sending = { id: randomUUID(), at: now(), counts: noted };
      noted = new Map();
    }
    const { id, at, counts } = sending;
    const added = Object.fromEntries([...counts].map(([arm, impressions]) => [arm, { impressions }]));
    await store.apply(name, { id, at, arms: added });
    sending = undefined;
  }

  const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((a, b) => a + b, 0);
  return {
    choose() {
      const { beliefs, arms: shown, propensities } = current;
      const chosen = policy.choose(beliefs, rng);
      const arm = shown[chosen] as string;
      noted.set(arm, (noted.get(arm) ?? 0) + 1);
      return { arm, propensity: propensities[chosen] as number };
    },
    reward: (id, arm, value, at) => store.apply(name, { id, at, arms: { [arm]: { total: value } } }),
    snapshot: () => current,
    async refresh() {
      await send();
      current = await look();
    },
    pending: () => sum(noted) + (sending === undefined ? 0 : sum(sending.counts)),
  };
}

/** Beliefs that stay as they are: the probabilities of being best are computed once, in a time that no request notices. */
function frozenBeliefs(states: readonly ArmState<BetaShapes>[]): Beliefs {
  const beliefs = independentBeliefs(betaLaw, states);
  let best: Float64Array | undefined;
  return {
    ...beliefs,
    probabilityBest() {
      best ??= weighOnGrid(states.map(({ state }) => state))?.probabilityBest ?? beliefs.probabilityBest();
      return best;
    },
  };
}
