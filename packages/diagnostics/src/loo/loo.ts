/** Estimate how well a model predicts observations that it has not seen, from its draws alone. */
import { log, logSumExp, sum, variance } from "@credence/math";
import { psis } from "./psis.js";

/** Leave-one-out predictive accuracy, in nats. */
export interface Loo {
  /** Expected log predictive density of new data, summed over observations; larger is better. */
  readonly elpd: number;
  /** NaN for a single observation, like `pLooSe`. */
  readonly elpdSe: number;
  /** Effective number of parameters: how much seeing an observation helps to predict it. */
  readonly pLoo: number;
  readonly pLooSe: number;
  /** One entry for each observation. */
  readonly pointwise: LooPointwise;
  /** Pareto k above this makes an observation's figure unreliable: min(1 − 1/log₁₀ S, 0.7). */
  readonly paretoKThreshold: number;
  /** The observations (counted from 0) whose Pareto k is above the threshold, worst first. */
  readonly unreliable: readonly number[];
}

/** The parts of a leave-one-out figure by observation. */
export interface LooPointwise {
  readonly elpd: Float64Array;
  readonly pLoo: Float64Array;
  readonly paretoK: Float64Array;
  readonly ess: Float64Array;
}

/** What is known of the draws. */
export interface LooOptions {
  /** For all observations, or one entry each (`relativeEfficiency`); 1 when left out (independent draws). */
  readonly relativeEfficiency?: number | ArrayLike<number>;
}

/**
 * PSIS-LOO: the draws are weighted by one over the likelihood of the observation left out, the weights Pareto smoothed
 * (Vehtari, Gelman and Gabry, arXiv:1507.04544; threshold from arXiv:1507.02646; figures as R's loo 2.5.1).
 *
 * @param logLikelihood of every observation at every draw, as `[observation][draw]`
 * @throws RangeError when there are no observations, they differ in their number of draws, a log likelihood is not
 *   finite, or the efficiencies do not fit
 */
export function looFromLogLikelihood(logLikelihood: readonly ArrayLike<number>[], options: LooOptions = {}): Loo {
  const { relativeEfficiency = 1 } = options;
  const draws = checkedDraws(logLikelihood);
  const size = logLikelihood.length;
  if (typeof relativeEfficiency !== "number" && relativeEfficiency.length !== size) {
    throw new RangeError(
      `There are ${relativeEfficiency.length} relative efficiencies for ${size} observations: give one each, or one number.`,
    );
  }
  const pointwise: LooPointwise = {
    elpd: new Float64Array(size),
    pLoo: new Float64Array(size),
    paretoK: new Float64Array(size),
    ess: new Float64Array(size),
  };
  logLikelihood.forEach((values, i) => {
    const likelihood = Float64Array.from(values);
    const efficiency = typeof relativeEfficiency === "number" ? relativeEfficiency : (relativeEfficiency[i] as number);
    const { logWeights, paretoK, ess } = psis(
      likelihood.map((value) => -value),
      { relativeEfficiency: efficiency },
    );
    const elpd = logSumExp(likelihood.map((value, s) => value + (logWeights[s] as number)));
    pointwise.elpd[i] = elpd;
    pointwise.pLoo[i] = logSumExp(likelihood) - log(draws) - elpd;
    pointwise.paretoK[i] = paretoK;
    pointwise.ess[i] = ess;
  });
  const paretoKThreshold = Math.min(1 - Math.LN10 / log(draws), 0.7);
  const shape = (i: number): number => pointwise.paretoK[i] as number;
  return {
    elpd: sum(pointwise.elpd),
    elpdSe: standardErrorOfSum(pointwise.elpd),
    pLoo: sum(pointwise.pLoo),
    pLooSe: standardErrorOfSum(pointwise.pLoo),
    pointwise,
    paretoKThreshold,
    unreliable: Array.from({ length: size }, (_, i) => i)
      .filter((i) => shape(i) > paretoKThreshold)
      .sort((a, b) => (shape(a) === shape(b) ? a - b : shape(b) - shape(a))),
  };
}

/** √(n · variance) of n parts; NaN for one. */
function standardErrorOfSum(parts: Float64Array): number {
  return parts.length < 2 ? NaN : Math.sqrt(parts.length * variance(parts));
}

function checkedDraws(logLikelihood: readonly ArrayLike<number>[]): number {
  const draws = logLikelihood[0]?.length ?? 0;
  if (draws < 2) {
    throw new RangeError("The log likelihood needs at least one observation of two draws, as [observation][draw].");
  }
  logLikelihood.forEach((values, i) => {
    if (values.length !== draws) {
      throw new RangeError(
        `Observation ${i} has ${values.length} draws and observation 0 has ${draws}: give all alike.`,
      );
    }
    for (let s = 0; s < draws; s++) {
      if (Number.isFinite(values[s])) continue;
      throw new RangeError(
        `The log likelihood of observation ${i} at draw ${s} is ${values[s]}: it must be finite. ` +
          "Look for a draw at which the observation is impossible.",
      );
    }
  });
  return draws;
}
