/** Write the tails of what is a gamma variate: by its value, by one over it, or by the counts of a Poisson process. */
import type { ExprNode } from "../../expr/node.js";
import { logIncGamma, logIncGammaUpper } from "../../expr/raw.js";
import type { Tails } from "../../expr/records.js";

type Pair = readonly [shape: ExprNode, rate: ExprNode];
const of = (parameters: readonly ExprNode[]): Pair => parameters as unknown as Pair;

export const gammaTails: Tails = {
  logBelow: (x, ...parameters) => {
    const [shape, rate] = of(parameters);
    return logIncGamma(shape, rate.mul(x));
  },
  logAbove: (x, ...parameters) => {
    const [shape, rate] = of(parameters);
    return logIncGammaUpper(shape, rate.mul(x));
  },
};

export const inverseGammaTails: Tails = {
  logBelow: (x, ...parameters) => {
    const [shape, scale] = of(parameters);
    return logIncGammaUpper(shape, scale.div(x));
  },
  logAbove: (x, ...parameters) => {
    const [shape, scale] = of(parameters);
    return logIncGamma(shape, scale.div(x));
  },
};

/** P(X ≤ k) is the probability that the (k + 1)-th event comes after the time `rate`. */
export const poissonTails: Tails = {
  logBelow: (k, rate) => logIncGammaUpper(k.add(1), rate as ExprNode),
  logAbove: (k, rate) => logIncGamma(k.add(1), rate as ExprNode),
};
