/** Learn rewards that are linear in the context, coefficients and noise unknown. */
import { pairs } from "@credence/conjugate";
import { familyLaw } from "../beliefs/family-law.js";
import { type Regression, regressionArms } from "./arms.js";
import type { Contextual } from "./types.js";

const pair = pairs["linear-regression-nig"];
/** Coefficients given the variance are normal with mean `mean` and covariance σ² `cov_scale`; σ² is inverse gamma. */
type Coefficients = Parameters<typeof pair.update>[0];

/** Student's t: degrees of freedom, centre and scale. */
interface Student {
  readonly nu: number;
  readonly mu: number;
  readonly sigma: number;
}

/** Normal-inverse-gamma regression of rewards on features. */
const normalRegression: Regression<Coefficients, Student> = {
  law: familyLaw("student_t", ({ nu, mu, sigma }: Student) => [nu, mu, sigma]),
  at({ mean, cov_scale, alpha, beta }, x) {
    const spread = x.reduce((sum, xi, i) => sum + x.reduce((s, xj, j) => s + xi * xj * (cov_scale[i]?.[j] ?? 0), 0), 0);
    const mu = x.reduce((sum, xi, i) => sum + xi * (mean[i] ?? 0), 0);
    return { nu: 2 * alpha, mu, sigma: Math.sqrt((beta / alpha) * spread) };
  },
  observe: (state, x, reward) => pair.update(state, { X: [Array.from(x)], y: [reward] }),
};

/** How little is known at first. */
export interface LinearPrior {
  /** Prior standard deviation of a coefficient in units of the noise's; 10 if left out. */
  readonly scale?: number;
  /** Shape and scale of the inverse gamma law of the noise's variance; 1 and 1 if left out. */
  readonly alpha?: number;
  readonly beta?: number;
}

/**
 * Arms whose mean reward is a linear function of `features` numbers, one regression for each arm (normal-inverse-gamma,
 * exact). With `thompson()` this is linear Thompson sampling (Agrawal & Goyal 2013, ICML 28:127).
 *
 * @throws RangeError for a setting that is not positive, naming it
 */
export function linearArms(
  sizes: { readonly arms: number; readonly features: number },
  { scale = 10, alpha = 1, beta = 1 }: LinearPrior = {},
): Contextual {
  for (const [name, value] of Object.entries({ scale, alpha, beta }))
    if (!(value > 0 && value < Infinity)) throw new RangeError(`${name} is ${value}; give a positive number`);
  const numbers = Array.from({ length: sizes.features }, (_, i) => i);
  const cov_scale = numbers.map((i) => numbers.map((j) => (i === j ? scale * scale : 0)));
  return regressionArms(normalRegression, { mean: numbers.map(() => 0), cov_scale, alpha, beta }, sizes);
}
