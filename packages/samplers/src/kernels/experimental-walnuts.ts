/** Offer WALNUTS: the no-U-turn sampler with steps that shrink where the posterior narrows, and only there. */
import { requireCount, resolveOptions } from "../check.js";
import { TREE_STATS, treeSums } from "../hamiltonian/tree.js";
import { createWalnuts, walnutsStates } from "../hamiltonian/walnuts.js";
import { ours } from "../ours.js";
import type { Sampler } from "../types.js";
import { checkAdaptation, hamiltonianChain, type Kernel } from "./hamiltonian-chain.js";
import { NUTS_DEFAULTS, type NutsOptions } from "./nuts.js";

/** What may be chosen. */
export interface WalnutsOptions extends NutsOptions {
  /** What energies along a step may differ by before it is taken in halves, above 0. */
  readonly maxEnergyError?: number;
  /** Halvings of a step at most, 0 to 20: 2^maxHalvings leapfrog steps take its place. */
  readonly maxHalvings?: number;
}

/** What serves where nothing is chosen. */
export const WALNUTS_DEFAULTS: Required<WalnutsOptions> = { ...NUTS_DEFAULTS, maxEnergyError: 1, maxHalvings: 10 };

/**
 * The within-orbit adaptive leapfrog no-U-turn sampler (Bou-Rabee, Carpenter, Kleppe and Liu, arXiv:2506.18746; reference
 * implementation flatironinstitute/walnuts): trajectories of NUTS whose every step is halved until it keeps the energy,
 * with metric and step size learnt as those of `nuts`. For posteriors whose scale changes from place to place, as a
 * funnel's. Experimental: options and draws may change.
 *
 * Stats are those of `nuts`, but for `acceptance`, the mean of exp(−|error|) of steps before they are halved;
 * `leapfrogSteps`, all that was evaluated, trials and checks of the way back included; and `diverging`, 1 where a step
 * does not keep the energy after all halvings.
 *
 * @throws if an option lies outside its range; a chain's start throws where the log density or gradient is not finite
 * @example
 * ```ts
 * const funnel = model(() => {
 *   const scale = normal(0, 3);
 *   return { scale, values: normal(0, exp(scale.div(2))).over(dim("value", 9)) };
 * });
 * const trace = await sample(funnel().observe({}), { sampler: experimental_walnuts(), progress: false });
 * ```
 */
export function experimental_walnuts(options: WalnutsOptions = {}): Sampler<"continuous"> {
  const name = "experimental_walnuts";
  const resolved = resolveOptions(name, WALNUTS_DEFAULTS, options);
  checkAdaptation(name, resolved);
  const { maxTreeDepth, maxEnergyError, maxHalvings } = resolved;
  requireCount(name, "maxTreeDepth", maxTreeDepth, 1, 20);
  requireCount(name, "maxHalvings", maxHalvings, 0, 20);
  if (!(maxEnergyError > 0 && maxEnergyError < Infinity))
    throw new Error(`${name}: maxEnergyError must be positive (1 is usual), but it is ${maxEnergyError}.`);
  const kernel: Kernel = {
    name,
    states: walnutsStates(maxTreeDepth),
    sums: treeSums(maxTreeDepth),
    trajectory: (...given) => createWalnuts(resolved, ...given),
  };
  return ours({
    name,
    scope: "continuous",
    options: resolved,
    stats: TREE_STATS,
    start: (...start) => hamiltonianChain(kernel, resolved, ...start),
  });
}
