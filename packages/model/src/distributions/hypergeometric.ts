/** The hypergeometric distribution of successes among draws without replacement. */
import type { DimsOf } from "@credence/draws";
import { exp } from "@credence/math";
import type { ExprNode } from "../expr/node.js";
import { add, lbeta, le, log1p as log1pOf, max, min, mul, sub } from "../expr/raw.js";
import type { Count, Input, Variable } from "../expr/types.js";
import { count } from "../support.js";
import { boundOf } from "./bounds.js";
import { discreteEntropy, discreteQuantile, discreteUpperQuantile, logBinomialMass } from "./discrete.js";
import { logSumBelow } from "./discrete-sum.js";
import { precise } from "./tails.js";
import { type ScalarFamily, variable } from "./types.js";

/** The parameters N, K, n: population, successes in it, draws. */
type Urn = readonly [N: number, K: number, n: number];

/** A standard deviation beyond which sums and walks over the counts would take too long. */
const mostSpread = 1e7;

const least = (N: number, K: number, n: number): number => Math.max(0, n + K - N);
const most = (_N: number, K: number, n: number): number => Math.min(K, n);
const mean = (N: number, K: number, n: number): number => (N === 0 ? 0 : n * (K / N));
const variance = (N: number, K: number, n: number): number =>
  N <= 1 ? 0 : n * (K / N) * ((N - K) / N) * ((N - n) / (N - 1));
const mode = (N: number, K: number, n: number): number =>
  Math.min(most(N, K, n), Math.max(least(N, K, n), Math.floor((n + 1) * ((K + 1) / (N + 2)))));
/** Of three binomials with the share of what is drawn as their probability, which cancels (Loader 2000). */
const logMass = (k: number, N: number, K: number, n: number): number => {
  const [drawn, left] = [n / N, (N - n) / N];
  return (
    logBinomialMass(k, K, drawn, left) + logBinomialMass(n - k, N - K, drawn, left) - logBinomialMass(n, N, drawn, left)
  );
};
/** P(X = k + 1) / P(X = k). */
const ratio = (k: number, N: number, K: number, n: number): number =>
  ((K - k) / (k + 1)) * ((n - k) / (N - K - n + k + 1));

function checkSpread(...urn: Urn): void {
  const sd = Math.sqrt(variance(...urn));
  if (!(sd <= mostSpread))
    throw new RangeError(
      `hypergeometric(${urn.join(", ")}) spreads over too many counts to add: its standard deviation ${sd} is above ${mostSpread}; use binomial(n, K / N)`,
    );
}

/** log P(X ≤ k). */
function logLower(k: number, ...urn: Urn): number {
  if (k < least(...urn)) return -Infinity;
  if (k >= most(...urn)) return 0;
  checkSpread(...urn);
  const top = Math.floor(k);
  return logSumBelow(
    top,
    Math.min(top, mode(...urn)),
    (j) => logMass(j, ...urn),
    (j) => ratio(j, ...urn),
  );
}
/** log P(X > k): the draws that are failures are hypergeometric too. */
const logUpper = (k: number, N: number, K: number, n: number): number => logLower(n - 1 - Math.floor(k), N, N - K, n);

const cdf = (k: number, ...urn: Urn): number => exp(logLower(k, ...urn));
const sf = (k: number, ...urn: Urn): number => exp(logUpper(k, ...urn));
const quantile = (p: number, ...urn: Urn): number =>
  discreteQuantile(p, mean(...urn), Math.sqrt(variance(...urn)), [least(...urn), most(...urn)], (k) => cdf(k, ...urn));
const upperQuantile = (p: number, ...urn: Urn): number =>
  discreteUpperQuantile(p, mean(...urn), Math.sqrt(variance(...urn)), [least(...urn), most(...urn)], (k) =>
    sf(k, ...urn),
  );

/** log C(n, k) = −log(n + 1) − log B(n − k + 1, k + 1). */
const logChoose = (n: ExprNode, k: ExprNode): ExprNode =>
  log1pOf(n)
    .mul(-1)
    .sub(lbeta(n.sub(k).add(1), k.add(1)));

export const hypergeometricFamily: ScalarFamily = {
  name: "hypergeometric",
  constructorName: "hypergeometric",
  event: "scalar",
  parameters: [
    { name: "N", support: count },
    { name: "K", support: count },
    { name: "n", support: count },
  ],
  requires: { text: "K and n at most N", holds: (N, K, n) => mul(le(K, N), le(n, N)) },
  support: ([N, K, n]) =>
    N === undefined || K === undefined || n === undefined
      ? count
      : { kind: "integer", lower: boundOf(max(sub(add(n, K), N), 0)), upper: boundOf(min(K, n)) },
  // K and n may be exchanged: the smaller one keeps the terms small
  logDensity: (k, N, K, n) => {
    const [a, b] = [max(K, n), min(K, n)];
    return logChoose(a, k)
      .add(logChoose(N.sub(a), b.sub(k)))
      .sub(logChoose(N, b));
  },
  random: (rng, N, K, n) => quantile(rng.uniform(), N, K, n),
  mean,
  variance,
  entropy: (N, K, n) =>
    discreteEntropy((k) => logMass(k, N, K, n), [quantile(1e-20, N, K, n), upperQuantile(1e-20, N, K, n)]),
  mode,
  cdf: (k, N, K, n) => exp(precise(logLower(k, N, K, n), logUpper(k, N, K, n))),
  sf: (k, N, K, n) => exp(precise(logUpper(k, N, K, n), logLower(k, N, K, n))),
  logCdf: (k, N, K, n) => precise(logLower(k, N, K, n), logUpper(k, N, K, n)),
  logSf: (k, N, K, n) => precise(logUpper(k, N, K, n), logLower(k, N, K, n)),
  quantile,
  upperQuantile,
};

/** Successes among `n` draws without replacement from a population of `N`, of which `K` are successes; K and n ≤ N. */
export function hypergeometric<A extends Input<Count>, B extends Input<Count>, C extends Input<Count>>(
  N: A,
  K: B,
  n: C,
): Variable<DimsOf<A | B | C>, Count> {
  return variable(hypergeometricFamily, [N, K, n]);
}
