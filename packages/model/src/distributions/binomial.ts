/** The binomial distribution of successes among independent trials. */
import type { DimsOf } from "@credence/draws";
import { incBeta, incBetaUpper, logIncBeta, logIncBetaUpper, randomBinomial } from "@credence/math";
import { lbeta, log1p, neg, xlog1py, xlogy } from "../expr/raw.js";
import type { Count, Input, Unit, Variable } from "../expr/types.js";
import { count, unit } from "../support.js";
import { boundOf } from "./bounds.js";
import { binomialTails } from "./composite/beta-tails.js";
import { discreteEntropy, discreteQuantile, discreteUpperQuantile, logBinomialMass } from "./discrete.js";
import { type ScalarFamily, variable } from "./types.js";

// P(X ≤ k) = I_{1−p}(n−k, k+1), the regularised incomplete beta function
const cdf = (k: number, n: number, p: number): number =>
  k < 0 ? 0 : k >= n ? 1 : incBetaUpper(Math.floor(k) + 1, n - Math.floor(k), p);
const sf = (k: number, n: number, p: number): number =>
  k < 0 ? 1 : k >= n ? 0 : incBeta(Math.floor(k) + 1, n - Math.floor(k), p);

const sd = (n: number, p: number): number => Math.sqrt(n * p * (1 - p));
const quantile = (q: number, n: number, p: number): number =>
  discreteQuantile(q, n * p, sd(n, p), [0, n], (k) => cdf(k, n, p));
const upperQuantile = (q: number, n: number, p: number): number =>
  discreteUpperQuantile(q, n * p, sd(n, p), [0, n], (k) => sf(k, n, p));

export const binomialFamily: ScalarFamily = {
  name: "binomial",
  constructorName: "binomial",
  event: "scalar",
  parameters: [
    { name: "n", support: count },
    { name: "p", support: unit },
  ],
  support: ([n]) => ({ kind: "integer", lower: 0, ...(n === undefined ? {} : { upper: boundOf(n) }) }),
  // log C(n, k) = −log(n + 1) − log B(n − k + 1, k + 1)
  logDensity: (k, n, p) =>
    xlogy(k, p)
      .add(xlog1py(n.sub(k), neg(p)))
      .sub(log1p(n))
      .sub(lbeta(n.sub(k).add(1), k.add(1))),
  tails: binomialTails,
  random: randomBinomial,
  mean: (n, p) => n * p,
  variance: (n, p) => n * p * (1 - p),
  entropy: (n, p) =>
    discreteEntropy((k) => logBinomialMass(k, n, p, 1 - p), [quantile(1e-20, n, p), upperQuantile(1e-20, n, p)]),
  mode: (n, p) => Math.min(n, Math.floor((n + 1) * p)),
  cdf,
  sf,
  logCdf: (k, n, p) => (k < 0 ? -Infinity : k >= n ? 0 : logIncBetaUpper(Math.floor(k) + 1, n - Math.floor(k), p)),
  logSf: (k, n, p) => (k < 0 ? 0 : k >= n ? -Infinity : logIncBeta(Math.floor(k) + 1, n - Math.floor(k), p)),
  quantile,
  upperQuantile,
};

/** Successes among `n` trials that each succeed with probability `p` in [0, 1]. */
export function binomial<N extends Input<Count>, P extends Input<Unit>>(n: N, p: P): Variable<DimsOf<N | P>, Count> {
  return variable(binomialFamily, [n, p]);
}
