/** Write the learning of one drifting rate as an ordinary model, for any sampler. */
import { dim } from "@credence/draws";
import { log } from "@credence/math";
import {
  beta,
  type Count,
  column,
  lognormal,
  model,
  type Positive,
  type Posterior,
  type Unit,
  type Variable,
} from "@credence/model";
import { drift } from "../family.js";
import { requireSteps, type Step } from "../observations.js";
import { type DriftPriors, defaultPriors } from "./priors.js";

/** The unknowns of a drifting rate. */
export interface DriftUnknowns {
  readonly rate: Variable<never, Positive>;
  readonly mean: Variable<never, Unit>;
  readonly concentration: Variable<never, Positive>;
}

/** What is observed of it. */
export interface DriftObserved {
  readonly successes: Variable<"observation", Count>;
}

/**
 * The posterior of rate, mean and concentration given counts, under the same priors as `learn`: to be sampled.
 *
 * @throws RangeError when there are no observations, or one is impossible
 */
export function driftPosterior(
  steps: readonly Step[],
  priors: DriftPriors = defaultPriors(steps),
): Posterior<DriftUnknowns, DriftObserved> {
  requireSteps(steps, "driftPosterior");
  const observation = dim("observation", steps.length);
  let now = 0;
  const times = column(
    observation,
    steps.map(({ dt }, i) => {
      now += i === 0 ? 0 : dt;
      return now;
    }),
  );
  const trials = column(
    observation,
    steps.map(({ trials }) => trials),
  );
  const joint = model(() => {
    const rate = lognormal(log(priors.rate.median), priors.rate.sd);
    const mean = beta(1, 1);
    const concentration = lognormal(log(priors.concentration.median), priors.concentration.sd);
    const successes = drift({ rate, mean, concentration, trials, times });
    return { rate, mean, concentration, successes };
  });
  const data = { successes: steps.map(({ successes }) => successes) };
  return joint().observe(data) as unknown as Posterior<DriftUnknowns, DriftObserved>;
}
