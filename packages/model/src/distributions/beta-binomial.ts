/** The beta-binomial distribution: successes whose probability is itself a beta draw. */
import type { DimsOf } from "@credence/draws";
import { exp, lbeta as lbetaOf, log, log1p, randomBeta, randomBinomial } from "@credence/math";
import { lbeta, log as logOf } from "../expr/raw.js";
import type { Count, Input, Positive, Variable } from "../expr/types.js";
import { count, positive } from "../support.js";
import { boundOf } from "./bounds.js";
import { discreteEntropy, discreteQuantile, discreteUpperQuantile } from "./discrete.js";
import { type ScalarFamily, variable } from "./types.js";

// C(n, k) B(k + a, n − k + b) / B(a, b) without the factorials, which cancel: B(a + b, n + 1) / B(a, k + 1) / B(b, n − k + 1)
// times (a + b + n) / (a + k) / (b + n − k), where no term is large unless both the shapes and the counts are
const logMass = (k: number, n: number, a: number, b: number): number =>
  lbetaOf(a + b, n + 1) - lbetaOf(a, k + 1) - lbetaOf(b, n - k + 1) + log((a + b + n) / (a + k)) - log(b + n - k);

/** How many terms a sum may have. */
const mostTrials = 1e7;

/** log P(X ≤ k), summed from the largest term with the ratio of neighbouring masses. */
function logCdf(k: number, n: number, a: number, b: number): number {
  if (k < 0 || k >= n) return k < 0 ? -Infinity : 0;
  if (n > mostTrials)
    throw new RangeError(`the cdf of betaBinomial would be a sum over ${n} trials: at most ${mostTrials} are added`);
  const top = Math.floor(k);
  // the mass at or below k is largest at the mode, if that lies there, or else at k; with two peaks either end may be
  const peak = a < 1 && logMass(0, n, a, b) > logMass(top, n, a, b) ? 0 : Math.min(top, mode(n, a, b));
  let sum = 1;
  for (let j = peak, mass = 1; j > 0 && mass > 1e-18 * sum; j--) sum += mass /= ratio(j - 1, n, a, b);
  for (let j = peak, mass = 1; j < top && mass > 1e-18 * sum; j++) sum += mass *= ratio(j, n, a, b);
  return logMass(peak, n, a, b) + log(sum);
}

/** P(X = j + 1) / P(X = j). */
const ratio = (j: number, n: number, a: number, b: number): number => ((n - j) / (j + 1)) * ((j + a) / (n - j - 1 + b));

const mode = (n: number, a: number, b: number): number =>
  a + b > 2 ? Math.min(n, Math.max(0, Math.floor(((n + 1) * (a - 1)) / (a + b - 2)))) : a < b ? 0 : n;

/** log P(X > k): n − X is beta-binomial too, with the shapes exchanged. */
const logSf = (k: number, n: number, a: number, b: number): number => logCdf(n - 1 - Math.floor(k), n, b, a);
/** The log of 1 − exp(other), where that is more than half. */
const precise = (own: number, other: number): number => (own > -0.6 ? log1p(-exp(other)) : own);

const cdf = (k: number, n: number, a: number, b: number): number => exp(precise(logCdf(k, n, a, b), logSf(k, n, a, b)));
const sf = (k: number, n: number, a: number, b: number): number => exp(precise(logSf(k, n, a, b), logCdf(k, n, a, b)));
const mean = (n: number, a: number, b: number): number => n * (a / (a + b));
const variance = (n: number, a: number, b: number): number =>
  n * (a / (a + b)) * (b / (a + b)) * ((a + b + n) / (a + b + 1));
const sd = (n: number, a: number, b: number): number => Math.sqrt(variance(n, a, b));

export const betaBinomialFamily: ScalarFamily = {
  name: "beta_binomial",
  constructorName: "betaBinomial",
  event: "scalar",
  parameters: [
    { name: "n", support: count },
    { name: "alpha", support: positive },
    { name: "beta", support: positive },
  ],
  support: ([n]) => ({ kind: "integer", lower: 0, ...(n === undefined ? {} : { upper: boundOf(n) }) }),
  logDensity: (k, n, a, b) =>
    lbeta(a.add(b), n.add(1))
      .sub(lbeta(a, k.add(1)))
      .sub(lbeta(b, n.sub(k).add(1)))
      .add(logOf(a.add(b).add(n).div(a.add(k))))
      .sub(logOf(b.add(n).sub(k))),
  random: (rng, n, a, b) => randomBinomial(rng, n, randomBeta(rng, a, b)),
  mean,
  variance,
  entropy: (n, a, b) => discreteEntropy((k) => logMass(k, n, a, b), [0, n]),
  mode,
  cdf,
  sf,
  logCdf: (k, n, a, b) => precise(logCdf(k, n, a, b), logSf(k, n, a, b)),
  logSf: (k, n, a, b) => precise(logSf(k, n, a, b), logCdf(k, n, a, b)),
  quantile: (q, n, a, b) => discreteQuantile(q, mean(n, a, b), sd(n, a, b), [0, n], (k) => cdf(k, n, a, b)),
  upperQuantile: (q, n, a, b) => discreteUpperQuantile(q, mean(n, a, b), sd(n, a, b), [0, n], (k) => sf(k, n, a, b)),
};

/** Successes among `n` trials with a common probability drawn from beta(`alpha`, `beta`); alpha, beta > 0. */
export function betaBinomial<N extends Input<Count>, A extends Input<Positive>, B extends Input<Positive>>(
  n: N,
  alpha: A,
  beta: B,
): Variable<DimsOf<N | A | B>, Count> {
  return variable(betaBinomialFamily, [n, alpha, beta]);
}
