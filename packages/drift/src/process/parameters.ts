/** Say how a rate drifts by three numbers, and translate the other ways of saying it. */
import { log } from "@credence/math";
import { requirePositive, requireProportion } from "../check.js";

/**
 * dX = rate (m − X) dt + √(2 rate/s · X (1 − X)) dW with s = alpha + beta, m = alpha/s: a rate in [0, 1] that reverts to
 * its mean m. Its stationary law is beta(alpha, beta).
 */
export interface Parameters {
  /** Speed of reversion to the mean, per unit of time. Positive. */
  readonly rate: number;
  /** First shape of the stationary beta law. Positive. */
  readonly alpha: number;
  /** Second shape of the stationary beta law. Positive. */
  readonly beta: number;
}

/** By the stationary mean and the concentration alpha + beta. */
export interface MeanAndConcentration {
  readonly rate: number;
  readonly mean: number;
  readonly concentration: number;
}

/** By the time in which a deviation from the mean halves, the stationary mean and the stationary standard deviation. */
export interface HalfLifeAndSd {
  readonly halfLife: number;
  readonly mean: number;
  readonly sd: number;
}

/** Any of the ways to say how a rate drifts. */
export type DriftInput = Parameters | MeanAndConcentration | HalfLifeAndSd;

/** The parameters that an input means. @throws RangeError when they are impossible */
export function parametersOf(input: DriftInput): Parameters {
  if (input === null || typeof input !== "object")
    throw new TypeError(
      `jacobi: the parameters are ${String(input)}; pass for example { rate: 0.4, alpha: 4, beta: 16 }`,
    );
  if (!("alpha" in input) && "halfLife" in input) return ofHalfLife(input);
  requirePositive(input.rate, "jacobi: rate");
  if (!("alpha" in input)) return ofMean(input);
  requirePositive(input.alpha, "jacobi: alpha");
  requirePositive(input.beta, "jacobi: beta");
  return { rate: input.rate, alpha: input.alpha, beta: input.beta };
}

function ofMean({ rate, mean, concentration }: MeanAndConcentration): Parameters {
  requireProportion(mean, "jacobi: mean");
  requirePositive(concentration, "jacobi: concentration");
  return { rate, alpha: mean * concentration, beta: (1 - mean) * concentration };
}

function ofHalfLife({ halfLife, mean, sd }: HalfLifeAndSd): Parameters {
  requirePositive(halfLife, "jacobi: halfLife");
  requireProportion(mean, "jacobi: mean");
  requirePositive(sd, "jacobi: sd");
  const concentration = (mean * (1 - mean)) / sd ** 2 - 1;
  if (!(concentration > 0))
    throw new RangeError(
      `jacobi: sd is ${sd}; with the mean ${mean} it must be below ${Math.sqrt(mean * (1 - mean)).toPrecision(4)}, the sd of a rate that is always 0 or 1`,
    );
  return ofMean({ rate: log(2) / halfLife, mean, concentration });
}

/**
 * The parameters that an essay on drifting conversion rates writes as (theta, a, b), by its equation for z = 2x − 1 and
 * its stationary law (1 − x)^a x^b: alpha = b + 1, beta = a + 1. Its other formulas contradict these two.
 *
 * @throws RangeError unless theta > 0 and a, b > −1
 */
export function fromEssay(theta: number, a: number, b: number): Parameters {
  requirePositive(theta, "fromEssay: theta");
  for (const [name, value] of [
    ["a", a],
    ["b", b],
  ] as const)
    if (!(typeof value === "number" && value > -1 && value < Infinity))
      throw new RangeError(`fromEssay: ${name} is ${String(value)}; it must be above −1, as the exponent of a density`);
  return { rate: theta, alpha: b + 1, beta: a + 1 };
}
