/** Make the groups that files and other tools know beside a posterior: its prior, what both predict, and its densities. */
import { type AnyTrace, type Leaf, select, type Trace } from "@credence/draws";
import type { Posterior } from "@credence/model";
import { checkedPosterior, checkOptionNames, wholeNumber } from "./check.js";
import { checkedTrace } from "./joint.js";
import { logLikelihood, logPrior } from "./log-density.js";
import { unobserved } from "./quantities.js";
import { replicates } from "./replicate.js";
import { simulate } from "./simulate.js";

/** The groups of a posterior over `V`, given data of `O`. */
export interface PosteriorGroups<V, O> {
  readonly prior: Trace<V>;
  readonly priorPredictive: Trace<O>;
  readonly posteriorPredictive: Trace<O>;
  readonly logLikelihood: Trace<O>;
  readonly logPrior: Trace<V>;
}

/** The names of the groups. */
export type GroupName = keyof PosteriorGroups<unknown, unknown>;

/** Which groups to make, and how to draw those that are drawn. */
export interface GroupsOptions<K extends GroupName = GroupName> {
  /** All when left out. */
  only?: readonly K[];
  /** Draws of the prior, in one chain: 1000 when left out. */
  draws?: number;
  /** Same seed, same draws. */
  seed?: number;
}

const ALL: readonly GroupName[] = ["prior", "priorPredictive", "posteriorPredictive", "logLikelihood", "logPrior"];

/**
 * Groups to put beside a posterior's draws, as in `withGroups(trace, groupsFor(posterior, trace))`.
 * Prior draws are those of `simulate`, replicated data those of `predict`; densities are computed when first read.
 *
 * @throws TypeError for an unknown name, and when a variable to be drawn has an improper prior (then leave out
 *   the groups that need it); Error when the trace lacks a latent variable of the posterior
 */
export function groupsFor<V, O, const K extends GroupName = GroupName>(
  posterior: Posterior<V, O>,
  trace: AnyTrace,
  options: GroupsOptions<K> = {},
): Pick<PosteriorGroups<V, O>, K> {
  checkOptionNames("groupsFor", options, ["only", "draws", "seed"]);
  const any = checkedPosterior("groupsFor", posterior);
  checkedTrace("groupsFor", trace);
  const { only: names = ALL as readonly K[], ...how } = options;
  const unknown = names.find((name) => !ALL.includes(name));
  if (unknown !== undefined)
    throw new TypeError(`groupsFor: \`${String(unknown)}\` is no group; there are ${ALL.join(", ")}`);
  const seed = wholeNumber("seed", options.seed ?? 1, Number.MIN_SAFE_INTEGER);
  const observed = [...any.data.keys()];
  const only = (from: AnyTrace, kept: readonly string[]): AnyTrace => select(from as Trace<Named>, kept);
  let simulation: AnyTrace | undefined;
  const simulated = (): AnyTrace => {
    simulation ??= simulate({ quantities: any.quantities } as never, { ...how, seed }) as AnyTrace;
    return simulation;
  };
  const make: Readonly<Record<GroupName, () => AnyTrace>> = {
    prior: () =>
      only(
        simulated(),
        unobserved(any).map(({ name }) => name),
      ),
    priorPredictive: () => only(simulated(), observed),
    posteriorPredictive: () => only(replicates("groupsFor", any, trace, seed).replicated, observed),
    logLikelihood: () => logLikelihood(posterior, trace) as AnyTrace,
    logPrior: () => logPrior(posterior, trace) as AnyTrace,
  };
  return Object.fromEntries(names.map((name) => [name, make[name]()])) as never;
}

/** A record of whatever names. */
type Named = Readonly<Record<string, Leaf>>;
