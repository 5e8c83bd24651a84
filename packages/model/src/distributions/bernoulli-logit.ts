/** The Bernoulli distribution by its log-odds, exact however sure the outcome is. */
import type { DimsOf } from "@credence/draws";
import { invLogit, log1pExp, logInvLogit } from "@credence/math";
import { logInvLogit as logInvLogitOf } from "../expr/raw.js";
import type { Binary, Input, Real, Variable } from "../expr/types.js";
import { binary, real } from "../support.js";
import { type ScalarFamily, variable } from "./types.js";

export const bernoulliLogitFamily: ScalarFamily = {
  name: "bernoulli_logit",
  constructorName: "bernoulliLogit",
  event: "scalar",
  parameters: [{ name: "eta", support: real }],
  support: () => binary,
  // log-odds of what happened: eta for 1, −eta for 0
  logDensity: (x, eta) => logInvLogitOf(x.mul(2).sub(1).mul(eta)),
  random: (rng, eta) => (rng.uniform() < invLogit(eta) ? 1 : 0),
  mean: (eta) => invLogit(eta),
  variance: (eta) => invLogit(eta) * invLogit(-eta),
  entropy: (eta) => invLogit(eta) * log1pExp(-eta) + invLogit(-eta) * log1pExp(eta),
  mode: (eta) => (eta > 0 ? 1 : 0),
  cdf: (x, eta) => (x < 0 ? 0 : x < 1 ? invLogit(-eta) : 1),
  sf: (x, eta) => (x < 0 ? 1 : x < 1 ? invLogit(eta) : 0),
  logCdf: (x, eta) => (x < 0 ? -Infinity : x < 1 ? logInvLogit(-eta) : 0),
  logSf: (x, eta) => (x < 0 ? 0 : x < 1 ? logInvLogit(eta) : -Infinity),
  quantile: (q, eta) => (q <= invLogit(-eta) ? 0 : 1),
  upperQuantile: (q, eta) => (invLogit(eta) <= q ? 0 : 1),
};

/** 1 with log-odds `eta`, that is with probability 1 / (1 + exp(−eta)), else 0. */
export function bernoulliLogit<A extends Input<Real>>(eta: A): Variable<DimsOf<A>, Binary> {
  return variable(bernoulliLogitFamily, [eta]);
}
