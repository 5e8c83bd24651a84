/** The beta distribution by its mean and precision, for regressions on proportions. */
import type { DimsOf } from "@credence/draws";
import type { ExprNode } from "../expr/node.js";
import { mul, sub } from "../expr/raw.js";
import type { Input, Positive, Unit, Variable } from "../expr/types.js";
import { positive, type Support, unit } from "../support.js";
import { betaFamily } from "./beta.js";
import { companionsOf } from "./companions.js";
import { betaTails } from "./composite/beta-tails.js";
import { tailsBy } from "./composite/tails-by.js";
import { type ScalarFamily, variable } from "./types.js";

const inside: Support = { kind: "interval", lower: 0, upper: 1, closed: false };

export const betaProportionFamily: ScalarFamily = {
  name: "beta_proportion",
  constructorName: "betaProportion",
  event: "scalar",
  parameters: [
    { name: "mu", support: inside },
    { name: "kappa", support: positive },
  ],
  support: () => unit,
  logDensity: (x, mu, kappa) => betaFamily.logDensity(x, mu.mul(kappa), sub(1, mu).mul(kappa)),
  tails: tailsBy(betaTails, (mu, kappa) => [
    mul(mu as ExprNode, kappa as ExprNode),
    sub(1, mu as ExprNode).mul(kappa as ExprNode),
  ]),
  ...companionsOf(betaFamily, (mu = Number.NaN, kappa = Number.NaN) => [mu * kappa, (1 - mu) * kappa]),
};

/** Beta with mean `mu` in (0, 1) and precision `kappa` > 0: beta(mu · kappa, (1 − mu) · kappa), on [0, 1]. */
export function betaProportion<A extends Input<Unit>, B extends Input<Positive>>(
  mu: A,
  kappa: B,
): Variable<DimsOf<A | B>, Unit> {
  return variable(betaProportionFamily, [mu, kappa]);
}
