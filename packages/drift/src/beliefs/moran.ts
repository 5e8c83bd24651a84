/** Filter exactly with mixtures of betas: no sum cancels, so that surprises are weighed right. */
import { lchoose } from "@credence/math";
import { moranChain } from "../chains/generator.js";
import { drifted, driftedFrom } from "../chains/lineages.js";
import { TALBOT_FLOOR, talbot } from "../chains/talbot.js";
import { sweepsNeeded, uniformised } from "../chains/uniformisation.js";
import { matched } from "../laws/matched.js";
import { betaMixture, conditioned, EXACT, type Mixture, mixtureLaw, trimmed } from "../laws/mixture.js";
import { momentsAfter } from "../process/moments.js";
import type { Parameters } from "../process/parameters.js";
import type { Belief } from "./belief.js";

/** How a mixture's weights move: see {@link moranBelief}. */
export type Motion = "lineages" | "uniformisation" | "talbot";

/** Beliefs whose law is a mixture. */
export interface MoranBelief extends Belief {
  readonly mixture: Mixture;
}

/** Additions and multiplications of uniformisation up to which it is quicker than counting lineages. */
const QUICK = 2e5;

/**
 * The belief that is this mixture.
 *
 * @param motion `lineages` and `uniformisation` keep the relative accuracy of every weight, `talbot` an absolute one of
 *   about 1e-14; without it, the quicker of the first two
 */
export function moranBelief(process: Parameters, mixture: Mixture, motion?: Motion): MoranBelief {
  return {
    mixture,
    law: mixtureLaw(mixture),
    after: (dt) =>
      dt === 0
        ? moranBelief(process, mixture, motion)
        : moranBelief(process, moved(process, mixture, dt, motion), motion),
    given: (successes, failures) => {
      const { mixture: updated, log } = conditioned(mixture, successes, failures);
      return {
        belief: moranBelief(process, updated, motion),
        logEvidence: lchoose(successes + failures, successes) + log,
      };
    },
  };
}

/** After this many relaxation times nothing is left of what was known. */
export const FORGOTTEN = 45;

/** The mixture after `dt`. */
export function moved({ rate, alpha, beta }: Parameters, mixture: Mixture, dt: number, motion?: Motion): Mixture {
  if (rate * dt > FORGOTTEN) return betaMixture({ rate, alpha, beta }, 0, 0);
  const time = (rate / (alpha + beta)) * dt;
  if (motion === "lineages" || mixture.a !== alpha || mixture.b !== beta) return drifted(alpha, beta, mixture, time);
  const { level, low, weight } = mixture;
  if (motion === undefined && quadratic(level) > QUICK) return drifted(alpha, beta, mixture, time);
  const chain = moranChain(alpha, beta, level);
  if (motion === undefined && sweepsNeeded(chain, time) * level > QUICK) return drifted(alpha, beta, mixture, time);
  const full = new Float64Array(level + 1);
  full.set(weight, low);
  const after = motion === "talbot" ? talbot(chain, full, time) : uniformised(chain, full, time);
  const total = after.reduce((sum, w) => sum + w, 0);
  const floor = motion === "talbot" ? TALBOT_FLOOR : EXACT;
  return trimmed({ a: alpha, b: beta, level, low: 0, weight: after.map((w) => w / total), floor });
}

/** Sweeps are at least this many operations. */
const quadratic = (level: number): number => 80 * level;

/** Below this time, in units of s/rate, mixtures would have too many components. */
const SHORT = 5e-5;

/**
 * The belief `dt` after the rate was known to be x. Right after that, while rate · dt/s < 5e-5, it is one beta with the
 * exact mean and variance, whose distribution function is wrong by at most 5e-4.
 */
export function mixtureFrom(process: Parameters, x: number, dt: number): Mixture {
  const { rate, alpha, beta } = process;
  const time = (rate / (alpha + beta)) * dt;
  if (time >= SHORT) return driftedFrom(alpha, beta, x, time);
  const { a, b } = matched(momentsAfter(process, { mean: x, variance: 0 }, dt));
  return betaMixture(process, a - alpha, b - beta);
}
