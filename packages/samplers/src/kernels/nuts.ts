/** Offer the no-U-turn sampler: the tree, its warmup and its options as one value. */
import { requireCount, resolveOptions } from "../check.js";
import { createTree, TREE_STATS, treeStates, treeSums } from "../hamiltonian/tree.js";
import { ours } from "../ours.js";
import type { Sampler } from "../types.js";
import {
  ADAPTATION_DEFAULTS,
  type AdaptationOptions,
  checkAdaptation,
  type HamiltonianTuning,
  hamiltonianChain,
} from "./hamiltonian-chain.js";

/** What may be chosen. */
export interface NutsOptions extends AdaptationOptions {
  /** Doublings at most, 1 to 20: a draw takes up to 2^maxTreeDepth − 1 leapfrog steps. */
  readonly maxTreeDepth?: number;
}

/**
 * What serves where nothing is chosen; depth as in Stan and PyMC. These ask for an acceptance of 0.8 and get more,
 * since their step sizes come out too small; where the target is met, 0.85 costs no more gradients than 0.8, and diverges less.
 */
export const NUTS_DEFAULTS: Required<NutsOptions> = { ...ADAPTATION_DEFAULTS, targetAccept: 0.85, maxTreeDepth: 10 };

/**
 * Enough for metrics that are learnt from gradients too, as in nutpie's guide: over 13 posteriors of posteriordb an effective
 * draw takes 4 % more leapfrog steps than after 1,000. Stan's metric needs these.
 */
const WARMUP = 500;

/** What `nuts` chains tell of their adaptation. */
export type NutsTuning = HamiltonianTuning;

/**
 * Multinomial NUTS (Betancourt, arXiv:1701.02434) with a metric that is learnt during warmup: variances by default, as
 * in nutpie (arXiv:2603.18845).
 *
 * Stats of each draw: `logDensity`; `energy` H of the draw and its momentum; `acceptance`, the mean of
 * min(1, exp(H₀ − H)) over all leapfrog steps; `stepSize`; `treeDepth`, the doublings kept; `leapfrogSteps`;
 * `diverging`, 1 where the energy error passed 1,000 or was not finite; `energyError` H − H₀ of the draw; `depthHit`,
 * 1 where only `maxTreeDepth` ended the trajectory.
 *
 * @throws if an option lies outside its range; a chain's start throws where the log density or gradient is not finite
 * @example
 * ```ts
 * const posterior = model(() => ({ x: normal(0, 1) }))().observe({});
 * const trace = await sample(posterior, { sampler: nuts({ metric: "lowRank", targetAccept: 0.9 }), progress: false });
 * ```
 */
export function nuts(options: NutsOptions = {}): Sampler<"continuous"> {
  const resolved = resolveOptions("nuts", NUTS_DEFAULTS, options);
  checkAdaptation("nuts", resolved);
  const { maxTreeDepth } = resolved;
  requireCount("nuts", "maxTreeDepth", maxTreeDepth, 1, 20);
  const kernel = {
    name: "nuts",
    states: treeStates(maxTreeDepth),
    sums: treeSums(maxTreeDepth),
    trajectory: createTree,
  };
  return ours({
    name: "nuts",
    scope: "continuous",
    options: resolved,
    stats: TREE_STATS,
    ...(resolved.adaptation === "stan" ? {} : { warmup: WARMUP }),
    start: (...start) => hamiltonianChain(kernel, resolved, ...start),
  });
}
