/** Fit a generalised Pareto law to the excesses of a tail, and read its quantiles. */
import { exp, expm1, log, log1p } from "@credence/math";

/** A generalised Pareto law of excesses above 0: P(X > x) = (1 + k x / scale)^(−1/k). */
export interface GeneralizedPareto {
  /** The tail's shape k: moments of order 1/k and above do not exist; 0 is exponential, below 0 bounded. */
  readonly shape: number;
  /** In the unit of the excesses. */
  readonly scale: number;
}

/** Width of the prior on the profiled parameter, in quartiles (Zhang and Stephens 2009). */
const PRIOR_WIDTH = 3;

/** Observations that the weak prior on the shape, centred at 1/2, counts for (arXiv:1507.02646). */
const PRIOR_WEIGHT = 10;

/**
 * Fit by the empirical Bayes estimate of Zhang and Stephens (2009, Technometrics 51:316): the likelihood is profiled over
 * θ = −k / scale on a grid, and θ averaged by the profile. The scale follows from the plain estimate of k; the returned
 * shape is then shrunk towards 1/2 as if ten more excesses had been seen, which steadies short tails (Vehtari et al.,
 * Pareto smoothed importance sampling, arXiv:1507.02646).
 *
 * @param excesses above the threshold, ascending, at least one of them positive
 * @returns shape and scale, not finite when the lower excesses vanish beside the largest
 */
export function fitGeneralizedPareto(excesses: Float64Array): GeneralizedPareto {
  const size = excesses.length;
  const largest = excesses[size - 1] as number;
  const quartile = excesses[Math.floor(size / 4 + 0.5) - 1] as number;
  const gridSize = 30 + Math.floor(Math.sqrt(size));
  const grid = new Float64Array(gridSize);
  const logLikelihood = new Float64Array(gridSize);
  for (let j = 0; j < gridSize; j++) {
    const theta = 1 / largest + (1 - Math.sqrt(gridSize / (j + 0.5))) / PRIOR_WIDTH / quartile;
    const shape = profiledShape(excesses, theta);
    grid[j] = theta;
    logLikelihood[j] = size * (log(-theta / shape) - shape - 1);
  }
  const theta = posteriorMean(grid, logLikelihood);
  const shape = profiledShape(excesses, theta);
  return { shape: (size * shape + PRIOR_WEIGHT * 0.5) / (size + PRIOR_WEIGHT), scale: -shape / theta };
}

/** The value that a share `probability` of the law lies below. */
export function generalizedParetoQuantile({ shape, scale }: GeneralizedPareto, probability: number): number {
  const logSurvival = log1p(-probability);
  return shape === 0 ? -scale * logSurvival : (scale * expm1(-shape * logSurvival)) / shape;
}

/** The maximum likelihood shape for a given θ: the mean of log(1 − θ x). */
function profiledShape(excesses: Float64Array, theta: number): number {
  let sum = 0;
  for (let i = 0; i < excesses.length; i++) sum += log1p(-theta * (excesses[i] as number));
  return sum / excesses.length;
}

function posteriorMean(grid: Float64Array, logLikelihood: Float64Array): number {
  const highest = logLikelihood.reduce((a, b) => Math.max(a, b));
  let total = 0;
  let mean = 0;
  for (let j = 0; j < grid.length; j++) {
    const weight = exp((logLikelihood[j] as number) - highest);
    total += weight;
    mean += weight * (grid[j] as number);
  }
  return mean / total;
}
