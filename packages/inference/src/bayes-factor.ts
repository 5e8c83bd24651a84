/** Weigh two models by the evidence of the data, where it is known in closed form. */
import { exp } from "@credence/math";
import type { Exact } from "./exact.js";

/** How much more the data support one model than another. */
export interface BayesFactor {
  /** Evidence of the first model over that of the second; 0 or Infinity where it leaves the range of numbers. */
  readonly factor: number;
  /** Natural log of the factor: the difference of the log evidences. */
  readonly logFactor: number;
  /** Probability of the first model when both were equally probable before. */
  readonly probability: number;
}

/**
 * The Bayes factor of two posteriors in closed form (Kass and Raftery 1995, JASA 90:773). It depends on the priors, not
 * only on what they leave of the posterior: make them say what is believed before you read it.
 *
 * @param first and `second`, the answers of `exact` for the same data
 * @throws TypeError when one has no closed form
 */
export function bayesFactor(
  first: Pick<Exact<unknown>, "logEvidence"> | null,
  second: Pick<Exact<unknown>, "logEvidence"> | null,
): BayesFactor {
  if (first === null || second === null)
    throw new TypeError(
      `bayesFactor: the ${first === null ? "first" : "second"} posterior has no closed form, so its evidence is not known; compare predictions instead: compareModels({ a: loo(…), b: loo(…) })`,
    );
  const logFactor = first.logEvidence - second.logEvidence;
  return { factor: exp(logFactor), logFactor, probability: 1 / (1 + exp(-logFactor)) };
}
