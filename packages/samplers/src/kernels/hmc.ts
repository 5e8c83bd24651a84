/** Offer Hamiltonian Monte Carlo with paths of fixed length: what NUTS does without having to look for turns. */
import { resolveOptions } from "../check.js";
import { createPath, PATH_STATES, PATH_STATS } from "../hamiltonian/fixed-path.js";
import { ours } from "../ours.js";
import type { Sampler } from "../types.js";
import { ADAPTATION_DEFAULTS, type AdaptationOptions, checkAdaptation, hamiltonianChain } from "./hamiltonian-chain.js";

/** What may be chosen. */
export interface HmcOptions extends AdaptationOptions {
  /**
   * Length of each path: step size times steps (1,023 at most), in units in which the metric makes the posterior's
   * standard deviations 1. A normal is drawn afresh at π / 2.
   */
  readonly pathLength?: number;
  /** Share, from 0 to below 1, by which the step size of each path is drawn longer or shorter, so that none resonates. */
  readonly jitter?: number;
}

/** What serves where nothing is chosen. */
export const HMC_DEFAULTS: Required<HmcOptions> = { ...ADAPTATION_DEFAULTS, pathLength: Math.PI / 2, jitter: 0.2 };

/**
 * Hamiltonian Monte Carlo with paths of fixed length (Duane et al. 1987; Neal 2011), its step size and metric learnt as
 * those of `nuts`. Stats of each draw: `logDensity`; `energy` H of the draw and its momentum; `acceptance` min(1, exp(H₀ −
 * H)) of the path's end; `stepSize`, as jittered; `leapfrogSteps`; `diverging`, 1 where the energy error passed 1,000 or
 * was not finite; `energyError` H − H₀ of the draw.
 *
 * @throws if an option lies outside its range; a chain's start throws where the log density or gradient is not finite
 */
export function hmc(options: HmcOptions = {}): Sampler<"continuous"> {
  const resolved = resolveOptions("hmc", HMC_DEFAULTS, options);
  checkAdaptation("hmc", resolved);
  const { pathLength, jitter } = resolved;
  if (!(pathLength > 0 && pathLength < Infinity))
    throw new Error(`hmc: pathLength must be positive (π / 2 is usual), but it is ${pathLength}.`);
  if (!(jitter >= 0 && jitter < 1)) throw new Error(`hmc: jitter must lie in [0, 1), but it is ${jitter}.`);
  return ours({
    name: "hmc",
    scope: "continuous",
    options: resolved,
    stats: PATH_STATS,
    start: (...start) =>
      hamiltonianChain(
        {
          name: "hmc",
          states: PATH_STATES,
          sums: 0,
          trajectory: (vectors, layout, rng) => createPath(resolved, vectors, layout, rng),
        },
        resolved,
        ...start,
      ),
  });
}
