/** The Poisson distribution of counts of rare, independent events. */
import type { DimsOf } from "@credence/draws";
import { incGamma, incGammaUpper, logIncGamma, logIncGammaUpper, randomPoisson } from "@credence/math";
import { lgamma, xlogy } from "../expr/raw.js";
import type { Count, Input, Positive, Variable } from "../expr/types.js";
import { count, nonNegative } from "../support.js";
import { poissonTails } from "./composite/gamma-tails.js";
import { discreteEntropy, discreteQuantile, discreteUpperQuantile, logPoissonMass } from "./discrete.js";
import { type ScalarFamily, variable } from "./types.js";

// P(X ≤ k) = Q(k + 1, rate), the regularised upper incomplete gamma function
const cdf = (k: number, rate: number): number =>
  k < 0 ? 0 : k === Infinity ? 1 : incGammaUpper(Math.floor(k) + 1, rate);
const sf = (k: number, rate: number): number => (k < 0 ? 1 : k === Infinity ? 0 : incGamma(Math.floor(k) + 1, rate));

const bounds = [0, Infinity] as const;
const quantile = (p: number, rate: number): number =>
  discreteQuantile(p, rate, Math.sqrt(rate), bounds, (k) => cdf(k, rate));
const upperQuantile = (p: number, rate: number): number =>
  discreteUpperQuantile(p, rate, Math.sqrt(rate), bounds, (k) => sf(k, rate));

export const poissonFamily: ScalarFamily = {
  name: "poisson",
  constructorName: "poisson",
  event: "scalar",
  parameters: [{ name: "rate", support: nonNegative }],
  support: () => count,
  logDensity: (k, rate) =>
    xlogy(k, rate)
      .sub(rate)
      .sub(lgamma(k.add(1))),
  tails: poissonTails,
  random: randomPoisson,
  mean: (rate) => rate,
  variance: (rate) => rate,
  entropy: (rate) =>
    discreteEntropy((k) => logPoissonMass(k, rate), [quantile(1e-20, rate), upperQuantile(1e-20, rate)]),
  mode: (rate) => Math.floor(rate),
  cdf,
  sf,
  logCdf: (k, rate) => (k < 0 ? -Infinity : k === Infinity ? 0 : logIncGammaUpper(Math.floor(k) + 1, rate)),
  logSf: (k, rate) => (k < 0 ? 0 : k === Infinity ? -Infinity : logIncGamma(Math.floor(k) + 1, rate)),
  quantile,
  upperQuantile,
};

/** Counts with mean and variance `rate` ≥ 0 (always 0 where the rate is 0). */
export function poisson<A extends Input<Positive>>(rate: A): Variable<DimsOf<A>, Count> {
  return variable(poissonFamily, [rate]);
}
