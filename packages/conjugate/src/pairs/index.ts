/** List the conjugate pairs: one line registers one. */
import { betaBernoulli, betaBernoulliEdge } from "./beta-bernoulli.js";
import { betaBinomial, betaBinomialEdge } from "./beta-binomial.js";
import { betaGeometric, betaGeometricEdge } from "./beta-geometric.js";
import { betaNegativeBinomial, betaNegativeBinomialEdge } from "./beta-negative-binomial.js";
import { dirichletCategorical, dirichletMultinomial } from "./dirichlet.js";
import { gammaExponential, gammaExponentialEdge } from "./gamma-exponential.js";
import { gammaGammaEdge, gammaGammaKnownShape } from "./gamma-gamma-known-shape.js";
import { gammaPoisson, gammaPoissonEdge } from "./gamma-poisson.js";
import { linearRegression } from "./linear-regression.js";
import { normalKnownVariance, normalKnownVarianceEdge } from "./normal-known-variance.js";
import { inverseGammaNormalKnownMean, normalGamma, normalInverseGamma } from "./normal-unknown-variance.js";
import { paretoUniform, paretoUniformEdge } from "./pareto-uniform.js";
import type { Edge } from "./types.js";

/** Closed formulas on plain numbers, by name: prior, then likelihood. */
export interface Pairs {
  readonly "beta-bernoulli": typeof betaBernoulli;
  readonly "beta-binomial": typeof betaBinomial;
  readonly "beta-geometric": typeof betaGeometric;
  readonly "beta-negative-binomial": typeof betaNegativeBinomial;
  readonly "gamma-poisson": typeof gammaPoisson;
  readonly "gamma-exponential": typeof gammaExponential;
  readonly "gamma-gamma-known-shape": typeof gammaGammaKnownShape;
  readonly "dirichlet-categorical": typeof dirichletCategorical;
  readonly "dirichlet-multinomial": typeof dirichletMultinomial;
  readonly "normal-known-variance": typeof normalKnownVariance;
  readonly "normal-inverse-gamma": typeof normalInverseGamma;
  readonly "normal-gamma": typeof normalGamma;
  readonly "inverse-gamma-normal-known-mean": typeof inverseGammaNormalKnownMean;
  readonly "pareto-uniform": typeof paretoUniform;
  readonly "linear-regression-nig": typeof linearRegression;
}

export const pairs: Pairs = {
  "beta-bernoulli": betaBernoulli,
  "beta-binomial": betaBinomial,
  "beta-geometric": betaGeometric,
  "beta-negative-binomial": betaNegativeBinomial,
  "gamma-poisson": gammaPoisson,
  "gamma-exponential": gammaExponential,
  "gamma-gamma-known-shape": gammaGammaKnownShape,
  "dirichlet-categorical": dirichletCategorical,
  "dirichlet-multinomial": dirichletMultinomial,
  "normal-known-variance": normalKnownVariance,
  "normal-inverse-gamma": normalInverseGamma,
  "normal-gamma": normalGamma,
  "inverse-gamma-normal-known-mean": inverseGammaNormalKnownMean,
  "pareto-uniform": paretoUniform,
  "linear-regression-nig": linearRegression,
};

/** What is recognised in models. */
export const edges: readonly Edge[] = [
  betaBernoulliEdge,
  betaBinomialEdge,
  betaGeometricEdge,
  betaNegativeBinomialEdge,
  gammaPoissonEdge,
  gammaExponentialEdge,
  gammaGammaEdge,
  normalKnownVarianceEdge,
  paretoUniformEdge,
];
