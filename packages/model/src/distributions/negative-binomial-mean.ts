/** The negative binomial distribution by its mean: counts that vary more than Poisson ones, for regression. */
import type { DimsOf } from "@credence/draws";
import { randomNegativeBinomial } from "@credence/math";
import type { ExprNode } from "../expr/node.js";
import { lbeta, log, log1p, xlogy } from "../expr/raw.js";
import type { Count, Input, Positive, Variable } from "../expr/types.js";
import { count, nonNegative, positive } from "../support.js";
import { failureTails } from "./composite/beta-tails.js";
import { companionsOf, type FailureCounts } from "./negative-binomial-counts.js";
import { type ScalarFamily, variable } from "./types.js";

const counts = (mu: number, alpha: number): FailureCounts => ({
  size: alpha,
  success: 1 / (1 + mu / alpha),
  failure: mu === 0 ? 0 : 1 / (1 + alpha / mu),
});

export const negativeBinomialMeanFamily: ScalarFamily = {
  name: "negative_binomial_mu",
  constructorName: "negativeBinomialMean",
  event: "scalar",
  parameters: [
    { name: "mu", support: nonNegative },
    { name: "alpha", support: positive },
  ],
  support: () => count,
  logDensity: (k, mu, alpha) =>
    xlogy(k, mu.div(mu.add(alpha)))
      .sub(alpha.mul(log1p(mu.div(alpha))))
      .sub(log(alpha.add(k)))
      .sub(lbeta(alpha, k.add(1))),
  tails: failureTails((mu, alpha) => [alpha as ExprNode, log(alpha as ExprNode).sub(log(mu as ExprNode))]),
  random: randomNegativeBinomial,
  mean: (mu) => mu,
  variance: (mu, alpha) => mu + mu * (mu / alpha),
  ...companionsOf(counts),
};

/** Counts with mean `mu` ≥ 0 and variance mu + mu² / `alpha`, alpha > 0: nearly Poisson where alpha is large. */
export function negativeBinomialMean<A extends Input<Positive>, B extends Input<Positive>>(
  mu: A,
  alpha: B,
): Variable<DimsOf<A | B>, Count> {
  return variable(negativeBinomialMeanFamily, [mu, alpha]);
}
