/** List the conjugate pairs: one line registers one. */
import { betaBernoulli, betaBernoulliEdge } from "./beta-bernoulli.js";
import { betaBinomial, betaBinomialEdge } from "./beta-binomial.js";
import { gammaPoisson, gammaPoissonEdge } from "./gamma-poisson.js";
import { normalKnownVariance, normalKnownVarianceEdge } from "./normal-known-variance.js";
import type { Edge } from "./types.js";

/** Closed formulas on plain numbers, by name. */
export interface Pairs {
  readonly "beta-bernoulli": typeof betaBernoulli;
  readonly "beta-binomial": typeof betaBinomial;
  readonly "gamma-poisson": typeof gammaPoisson;
  readonly "normal-known-variance": typeof normalKnownVariance;
}

export const pairs: Pairs = {
  "beta-bernoulli": betaBernoulli,
  "beta-binomial": betaBinomial,
  "gamma-poisson": gammaPoisson,
  "normal-known-variance": normalKnownVariance,
};

/** What is recognised in models. */
export const edges: readonly Edge[] = [betaBernoulliEdge, betaBinomialEdge, gammaPoissonEdge, normalKnownVarianceEdge];
