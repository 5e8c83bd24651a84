/** Learn rewards of 0 or 1 whose log-odds are linear in the context. */
import { dot, findRoot, invLogit, matVec } from "@credence/math";
import { familyLaw } from "../beliefs/family-law.js";
import { type Regression, regressionArms } from "./arms.js";
import type { Contextual } from "./types.js";

/** A normal law of coefficients: mean and row-major covariance. */
interface Coefficients {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

/** The normal law of log-odds. */
interface LogOdds {
  readonly mu: number;
  readonly sigma: number;
}

/**
 * Logistic regression by a Laplace approximation after each reward. The log posterior depends on the new reward through
 * x·w only, so its mode lies on the line mean + c Vx, where c = reward − invLogit(x·mean + c xᵀVx); the curvature there
 * updates the covariance by one rank (Spiegelhalter & Lauritzen 1990, Networks 20:579).
 */
const logisticRegression: Regression<Coefficients, LogOdds> = {
  law: familyLaw("logit_normal", ({ mu, sigma }: LogOdds) => [mu, sigma]),
  at: ({ mean, covariance }, x) => ({ mu: dot(x, mean), sigma: Math.sqrt(dot(x, matVec(covariance, x))) }),
  observe({ mean, covariance }, x, reward) {
    if (reward !== 0 && reward !== 1) throw new RangeError(`the reward is ${reward}; logistic arms take 0 or 1`);
    const direction = matVec(covariance, x);
    const spread = dot(x, direction);
    const centre = dot(x, mean);
    const c = findRoot((step) => step - reward + invLogit(centre + step * spread), reward - 1, reward);
    const p = invLogit(centre + c * spread);
    const shrink = (p * (1 - p)) / (1 + p * (1 - p) * spread);
    const size = x.length;
    return {
      mean: mean.map((m, i) => m + c * (direction[i] as number)),
      covariance: covariance.map(
        (v, k) => v - shrink * (direction[Math.floor(k / size)] as number) * (direction[k % size] as number),
      ),
    };
  },
};

/**
 * Arms whose success rate is logistic in `features` numbers, one regression for each arm. Approximate: a normal law of the
 * coefficients, renewed by Laplace's method after each reward (as Chapelle & Li 2011, NIPS 24, with full covariance).
 *
 * @param scale prior standard deviation of a coefficient, positive; 1.5 if left out
 */
export function logisticArms(
  sizes: { readonly arms: number; readonly features: number },
  { scale = 1.5 }: { readonly scale?: number } = {},
): Contextual {
  if (!(scale > 0 && scale < Infinity)) throw new RangeError(`scale is ${scale}; give a positive number, such as 1.5`);
  const { features } = sizes;
  const covariance = Float64Array.from({ length: features * features }, (_, k) =>
    k % (features + 1) === 0 ? scale * scale : 0,
  );
  return regressionArms(logisticRegression, { mean: new Float64Array(features), covariance }, sizes);
}
