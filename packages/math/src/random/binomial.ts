/** Draw binomial counts for any number of trials. */
import type { Rng } from "../rng/index.js";
import { log1p } from "../special/index.js";
import { logBinomialMass } from "./count-mass.js";
import { randomExponential } from "./exponential.js";
import { transformedRejection } from "./transformed-rejection.js";

/**
 * A draw from the binomial distribution: waiting times between successes while fewer than 10 are expected
 * (Devroye 1986, Non-Uniform Random Variate Generation, p. 525), transformed rejection beyond (Hörmann 1993,
 * algorithm BTRS).
 *
 * @param n number of trials, an integer from 0 to 2⁵³ − 1
 * @param p probability of success, from 0 to 1
 * @throws RangeError when n is no such integer or p no probability
 */
export function randomBinomial(rng: Rng, n: number, p: number): number {
  if (!(Number.isSafeInteger(n) && n >= 0))
    throw new RangeError(`randomBinomial: n = ${n} must be an integer from 0 to 2^53 - 1`);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`randomBinomial: p = ${p} must be a probability, from 0 to 1`);
  if (p > 0.5) return n - atMostHalf(rng, n, 1 - p);
  return atMostHalf(rng, n, p);
}

function atMostHalf(rng: Rng, n: number, p: number): number {
  if (n === 0 || p === 0) return 0;
  return n * p < 10 ? waitingTimes(rng, n, p) : btrs(rng, n, p);
}

function waitingTimes(rng: Rng, n: number, p: number): number {
  const rate = -log1p(-p);
  const nextGap = (): number => Math.floor(randomExponential(rng) / rate) + 1;
  let count = 0;
  for (let trial = nextGap(); trial <= n; trial += nextGap()) count++;
  return count;
}

function btrs(rng: Rng, n: number, p: number): number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const hat = {
    a: -0.0873 + 0.0248 * b + 0.01 * p,
    b,
    c: n * p + 0.5,
    vr: 0.92 - 4.2 / b,
    alpha: (2.83 + 5.1 / b) * spread,
    most: n,
  };
  const mode = Math.floor((n + 1) * p);
  return transformedRejection(rng, hat, (count) => logBinomialMass(count, n, p) - logBinomialMass(mode, n, p));
}
