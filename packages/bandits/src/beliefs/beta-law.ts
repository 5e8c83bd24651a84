/** Believe in a success rate by a beta law: rewards are 0 or 1. */

import { probabilityBestOf } from "@credence/conjugate";
import { randomBeta } from "@credence/math";
import { familyLaw } from "./family-law.js";
import type { ArmLaw } from "./types.js";

/** The shapes of a beta law, both positive: as if `alpha` successes and `beta` failures had been seen. */
export interface BetaShapes {
  readonly alpha: number;
  readonly beta: number;
}

export const betaLaw: ArmLaw<BetaShapes> = {
  ...familyLaw("beta", ({ alpha, beta }: BetaShapes) => [alpha, beta]),
  draw: (rng, { alpha, beta }) => randomBeta(rng, alpha, beta), // as the family draws, without a list of parameters
  probabilityBest: probabilityBestOf,
  observe: ({ alpha, beta }, total, trials) => ({ alpha: alpha + total, beta: beta + (trials - total) }),
};
