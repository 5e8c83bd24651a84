/** State what is believed of a drift before the data: wide, and on the scale of the series. */
import { exp, log, log1p } from "@credence/math";
import type { Step } from "../observations.js";
import type { Coordinates } from "./evidence.js";

/** A normal distribution of a logarithm. */
export interface LogNormal {
  readonly median: number;
  /** Standard deviation of the logarithm. */
  readonly sd: number;
}

/** Priors of the parameters; the mean is uniform. */
export interface DriftPriors {
  readonly rate: LogNormal;
  readonly concentration: LogNormal;
}

/**
 * The priors that `learn` uses unless told otherwise: the rate is lognormal, its relaxation time somewhere between a
 * gap and the whole series, with sd 1.5 of the logarithm; the concentration is lognormal with median 20, sd 1.5; the mean
 * is uniform.
 */
export function defaultPriors(steps: readonly Step[]): DriftPriors {
  const gaps = steps
    .slice(1)
    .map(({ dt }) => dt)
    .filter((dt) => dt > 0);
  const span = gaps.reduce((sum, dt) => sum + dt, 0);
  const median = gaps.length === 0 ? 1 : 1 / Math.sqrt(span * (span / gaps.length));
  return { rate: { median, sd: 1.5 }, concentration: { median: 20, sd: 1.5 } };
}

/** log density of log rate, logit mean, log concentration, and its gradient. */
export function logPrior(
  { rate, concentration }: DriftPriors,
  u: ArrayLike<number>,
): { value: number; slopes: Coordinates } {
  const normal = ({ median, sd }: LogNormal, x: number): { value: number; slope: number } => {
    const z = (x - log(median)) / sd;
    return { value: -0.5 * z * z - log(sd) - 0.9189385332046728, slope: -z / sd };
  };
  const [a, c] = [normal(rate, u[0] as number), normal(concentration, u[2] as number)];
  const v = u[1] as number;
  // The logistic density of the logit of a uniform mean.
  const tail = exp(-Math.abs(v));
  const logistic = -Math.abs(v) - 2 * log1p(tail);
  const slope = (v < 0 ? 1 : -1) * ((1 - tail) / (1 + tail));
  return { value: a.value + c.value + logistic, slopes: [a.slope, slope, c.slope] };
}
