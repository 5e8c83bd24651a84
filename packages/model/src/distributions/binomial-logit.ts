/** The binomial distribution by the log-odds of a success, exact however sure the outcome is. */
import type { DimsOf } from "@credence/draws";
import { invLogit, lchoose, log1mExp } from "@credence/math";
import { lbeta, log1p, logInvLogit, neg } from "../expr/raw.js";
import type { Count, Input, Real, Variable } from "../expr/types.js";
import { count, real } from "../support.js";
import { binomialFamily } from "./binomial.js";
import { binomialLogitTails } from "./composite/beta-tails.js";
import { discreteQuantile, discreteUpperQuantile } from "./discrete.js";
import { type ScalarFamily, variable } from "./types.js";

const binomial = binomialFamily as Required<ScalarFamily>;

/** Log-odds below which n successes of that probability are as good as one term of their sum, and lose digits as a double. */
const rare = -600;

// Where success is the likelier outcome, failures are counted: their probability keeps its digits.

/** P(X ≤ k), or its log. */
const lower = (k: number, n: number, eta: number, [below, above]: Tails): number =>
  eta > 0 ? above(n - Math.floor(k) - 1, n, invLogit(-eta)) : below(k, n, invLogit(eta));
/** P(X > k), or its log. */
const upper = (k: number, n: number, eta: number, [below, above]: Tails): number =>
  eta > 0 ? below(n - Math.floor(k) - 1, n, invLogit(-eta)) : above(k, n, invLogit(eta));

type Tail = (k: number, n: number, p: number) => number;
type Tails = readonly [below: Tail, above: Tail];

const tails: Tails = [binomial.cdf, binomial.sf];
const cdf = (k: number, n: number, eta: number): number => lower(k, n, eta, tails);
const sf = (k: number, n: number, eta: number): number => upper(k, n, eta, tails);

/** log P(X > k) where success is rare: that of k + 1 successes. */
const logRare = (k: number, n: number, eta: number): number =>
  k < 0 ? 0 : k >= n ? -Infinity : lchoose(n, Math.floor(k) + 1) + (Math.floor(k) + 1) * eta;
const logTails: Tails = [binomial.logCdf, binomial.logSf];

function logCdf(k: number, n: number, eta: number): number {
  if (eta > -rare) return logRare(n - Math.floor(k) - 1, n, -eta);
  return eta < rare ? log1mExp(logRare(k, n, eta)) : lower(k, n, eta, logTails);
}
function logSf(k: number, n: number, eta: number): number {
  if (eta < rare) return logRare(k, n, eta);
  return eta > -rare ? log1mExp(logRare(n - Math.floor(k) - 1, n, -eta)) : upper(k, n, eta, logTails);
}

const mean = (n: number, eta: number): number => n * invLogit(eta);
const variance = (n: number, eta: number): number => n * invLogit(eta) * invLogit(-eta);

export const binomialLogitFamily: ScalarFamily = {
  name: "binomial_logit",
  constructorName: "binomialLogit",
  event: "scalar",
  parameters: [
    { name: "n", support: count },
    { name: "eta", support: real },
  ],
  support: binomial.support,
  // log C(n, k) = −log(n + 1) − log B(n − k + 1, k + 1)
  logDensity: (k, n, eta) =>
    logInvLogit(eta)
      .mul(k)
      .add(logInvLogit(neg(eta)).mul(n.sub(k)))
      .sub(log1p(n))
      .sub(lbeta(n.sub(k).add(1), k.add(1))),
  tails: binomialLogitTails,
  random: (rng, n, eta) =>
    eta > 0 ? n - binomial.random(rng, n, invLogit(-eta)) : binomial.random(rng, n, invLogit(eta)),
  mean,
  variance,
  entropy: (n, eta) => binomial.entropy(n, invLogit(-Math.abs(eta))),
  mode: (n, eta) => binomial.mode(n, invLogit(eta)),
  cdf,
  sf,
  logCdf,
  logSf,
  quantile: (q, n, eta) =>
    discreteQuantile(q, mean(n, eta), Math.sqrt(variance(n, eta)), [0, n], (k) => cdf(k, n, eta)),
  upperQuantile: (q, n, eta) =>
    discreteUpperQuantile(q, mean(n, eta), Math.sqrt(variance(n, eta)), [0, n], (k) => sf(k, n, eta)),
};

/** Successes among `n` trials that each succeed with log-odds `eta`: binomial(n, 1 / (1 + exp(−eta))). */
export function binomialLogit<N extends Input<Count>, A extends Input<Real>>(
  n: N,
  eta: A,
): Variable<DimsOf<N | A>, Count> {
  return variable(binomialLogitFamily, [n, eta]);
}
