/** Tell how much the posterior of a scalar would move if the prior or the likelihood weighed a little more or less. */
import { exp } from "@credence/math";
import { psis } from "../loo/psis.js";
import { cumulativeJensenShannon } from "./cumulative-jensen-shannon.js";

/** The powers that a component is raised to, as in the reference implementation. */
export const POWERS: { readonly lower: number; readonly upper: number } = { lower: 0.99, upper: 1.01 };

/** Importance weights of draws under a component raised to the two powers. */
export interface PowerScaled {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** The larger Pareto k of the two: above min(1 − 1/log₁₀ S, 0.7) the sensitivity cannot be told from these draws. */
  readonly paretoK: number;
}

/** Smoothed weights for raising a component (prior or likelihood) with these log densities to the powers. */
export function powerScaled(logDensity: Float64Array): PowerScaled {
  const [lower, upper] = [POWERS.lower, POWERS.upper].map((power) =>
    psis(logDensity.map((value) => (power - 1) * value)),
  ) as [ReturnType<typeof psis>, ReturnType<typeof psis>];
  // A component that is the same at every draw moves nothing; its tail has no shape.
  const constant = logDensity.every((value) => value === logDensity[0]);
  return {
    lower: lower.logWeights.map(exp),
    upper: upper.logWeights.map(exp),
    paretoK: constant ? 0 : Math.max(lower.paretoK, upper.paretoK),
  };
}

/**
 * Sensitivity of a scalar: distance moved per doubling of the power, averaged over both directions (arXiv:2107.14054,
 * eq. 12; as priorsense). Above 0.05 it deserves a look.
 */
export function powerScalingSensitivity(values: Float64Array, { lower, upper }: PowerScaled): number {
  const moved = cumulativeJensenShannon(values, lower) + cumulativeJensenShannon(values, upper);
  return moved / Math.log2(POWERS.upper / POWERS.lower);
}
