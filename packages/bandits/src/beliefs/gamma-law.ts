/** Believe in a rate of counts by a gamma law: rewards are Poisson counts. */
import { probabilityBestOf } from "@credence/conjugate";
import { familyLaw } from "./family-law.js";
import type { ArmLaw } from "./types.js";

/** Shape and rate of a gamma law, both positive: as if `shape` events had been counted in `rate` trials. */
export interface GammaShapes {
  readonly shape: number;
  readonly rate: number;
}

export const gammaLaw: ArmLaw<GammaShapes> = {
  ...familyLaw("gamma", ({ shape, rate }: GammaShapes) => [shape, rate]),
  probabilityBest: probabilityBestOf,
  observe: ({ shape, rate }, total, trials) => ({ shape: shape + total, rate: rate + trials }),
};
