/** The Poisson distribution by the log of its rate, for regressions on counts. */
import type { DimsOf } from "@credence/draws";
import { exp, lgamma as lgammaOf } from "@credence/math";
import type { ExprNode } from "../expr/node.js";
import { exp as expOf, lgamma } from "../expr/raw.js";
import type { Count, Input, Real, Variable } from "../expr/types.js";
import { count, real } from "../support.js";
import { companionsOf } from "./companions.js";
import { poissonTails } from "./composite/gamma-tails.js";
import { tailsBy } from "./composite/tails-by.js";
import { poissonFamily } from "./poisson.js";
import { type ScalarFamily, variable } from "./types.js";

const companions = companionsOf(poissonFamily, (eta = Number.NaN) => [exp(eta)]);

/** Below this a rate loses digits as a double, and a tail is its first term. */
const rare = -600;

export const poissonLogFamily: ScalarFamily = {
  name: "poisson_log",
  constructorName: "poissonLog",
  event: "scalar",
  parameters: [{ name: "eta", support: real }],
  support: () => count,
  logDensity: (k, eta) =>
    eta
      .mul(k)
      .sub(expOf(eta))
      .sub(lgamma(k.add(1))),
  tails: tailsBy(poissonTails, (eta) => [expOf(eta as ExprNode)]),
  ...companions,
  logSf: (k, eta) => {
    if (eta > rare || k < 0 || k === Infinity) return companions.logSf(k, eta);
    const next = Math.floor(k) + 1;
    return next * eta - lgammaOf(next + 1);
  },
};

/** Counts with mean and variance exp(`eta`): poisson(exp(eta)). */
export function poissonLog<A extends Input<Real>>(eta: A): Variable<DimsOf<A>, Count> {
  return variable(poissonLogFamily, [eta]);
}
