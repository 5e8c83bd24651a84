/** Believe in a mean by a normal law: rewards are normal about it with a known spread. */
import { probabilityBestOf } from "@credence/conjugate";
import { familyLaw } from "./family-law.js";
import type { ArmLaw } from "./types.js";

/** A normal law of a mean reward, with the standard deviation of one reward about it. */
export interface NormalMean {
  readonly mean: number;
  /** Standard deviation of the belief, positive. */
  readonly sd: number;
  /** Standard deviation of one reward, positive. */
  readonly noise: number;
}

export const normalLaw: ArmLaw<NormalMean> = {
  ...familyLaw("normal", ({ mean, sd }: NormalMean) => [mean, sd]),
  probabilityBest: probabilityBestOf,
  observe: ({ mean, sd, noise }, total, trials) => {
    const precision = 1 / (sd * sd) + trials / (noise * noise);
    const pull = mean / (sd * sd) + total / (noise * noise);
    return { mean: pull / precision, sd: 1 / Math.sqrt(precision), noise };
  },
};
