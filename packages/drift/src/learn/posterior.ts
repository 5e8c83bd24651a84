/** Write the learning of one drifting rate as an ordinary model, for any sampler. */
import { dim } from "@credence/draws";
import { log } from "@credence/math";
import {
  add,
  type Count,
  column,
  lognormal,
  model,
  mul,
  type Positive,
  type Posterior,
  pow,
  type Unit,
  type Variable,
} from "@credence/model";
import { drift } from "../family.js";
import { requireSteps, type Step } from "../observations.js";
import { driftMean } from "./mean-prior.js";
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
  let span = 0;
  const times = column(
    observation,
    steps.map(({ dt }, i) => {
      span += i === 0 ? 0 : dt;
      return span;
    }),
  );
  const trials = column(
    observation,
    steps.map(({ trials }) => trials),
  );
  const [clicked, tried] = steps.reduce(([k, n], step) => [k + step.successes, n + step.trials], [0.5, 1]);
  const share = clicked / tried;
  const joint = model(() => {
    const rate = lognormal(log(priors.rate.median), priors.rate.sd);
    const concentration = lognormal(log(priors.concentration.median), priors.concentration.sd);
    // In r relaxation times a rate takes about 1 + r/2 independent values; the logit of a uniform variable has precision 3/π².
    const values = add(1, mul(rate, span / 2));
    const precision = add(3 / Math.PI ** 2, mul(mul(add(concentration, 1), share * (1 - share)), values));
    const mean = driftMean(log(share / (1 - share)), pow(precision, -0.5));
    const successes = drift({ rate, mean, concentration, trials, times });
    return { rate, mean, concentration, successes };
  });
  const data = { successes: steps.map(({ successes }) => successes) };
  return joint().observe(data) as unknown as Posterior<DriftUnknowns, DriftObserved>;
}
