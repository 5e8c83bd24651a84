/** List the families: one line registers one. */
import { bernoulliFamily } from "./bernoulli.js";
import { betaFamily } from "./beta.js";
import { betaBinomialFamily } from "./beta-binomial.js";
import { binomialFamily } from "./binomial.js";
import { categoricalFamily } from "./categorical.js";
import { cauchyFamily } from "./cauchy.js";
import { chiSquaredFamily } from "./chi-squared.js";
import { dirichletFamily } from "./dirichlet.js";
import { discreteUniformFamily } from "./discrete-uniform.js";
import { exponentialFamily } from "./exponential.js";
import { flatFamily } from "./flat.js";
import { gammaFamily } from "./gamma.js";
import { geometricFamily } from "./geometric.js";
import { halfCauchyFamily } from "./half-cauchy.js";
import { halfNormalFamily } from "./half-normal.js";
import { halfStudentTFamily } from "./half-student-t.js";
import { inverseGammaFamily } from "./inverse-gamma.js";
import { laplaceFamily } from "./laplace.js";
import { logisticFamily } from "./logistic.js";
import { lognormalFamily } from "./lognormal.js";
import { negativeBinomialFamily } from "./negative-binomial.js";
import { negativeBinomialMeanFamily } from "./negative-binomial-mean.js";
import { normalFamily } from "./normal.js";
import { poissonFamily } from "./poisson.js";
import { rayleighFamily } from "./rayleigh.js";
import { registerFamily } from "./registry.js";
import { studentTFamily } from "./student-t.js";
import type { Family } from "./types.js";
import { uniformFamily } from "./uniform.js";
import { weibullFamily } from "./weibull.js";

const families: readonly Family[] = [
  bernoulliFamily,
  betaFamily,
  betaBinomialFamily,
  binomialFamily,
  categoricalFamily,
  cauchyFamily,
  chiSquaredFamily,
  dirichletFamily,
  discreteUniformFamily,
  exponentialFamily,
  flatFamily,
  gammaFamily,
  geometricFamily,
  halfCauchyFamily,
  halfNormalFamily,
  halfStudentTFamily,
  inverseGammaFamily,
  laplaceFamily,
  logisticFamily,
  lognormalFamily,
  negativeBinomialFamily,
  negativeBinomialMeanFamily,
  normalFamily,
  poissonFamily,
  rayleighFamily,
  studentTFamily,
  uniformFamily,
  weibullFamily,
];
for (const family of families) registerFamily(family);

export { bernoulli } from "./bernoulli.js";
export { beta } from "./beta.js";
export { betaBinomial } from "./beta-binomial.js";
export { binomial } from "./binomial.js";
export { categorical } from "./categorical.js";
export { cauchy } from "./cauchy.js";
export { chiSquared } from "./chi-squared.js";
export { dirichlet } from "./dirichlet.js";
export { discreteUniform } from "./discrete-uniform.js";
export { exponential } from "./exponential.js";
export { flat } from "./flat.js";
export { gamma } from "./gamma.js";
export { geometric } from "./geometric.js";
export { halfCauchy } from "./half-cauchy.js";
export { halfNormal } from "./half-normal.js";
export { halfStudentT } from "./half-student-t.js";
export { inverseGamma } from "./inverse-gamma.js";
export { laplace } from "./laplace.js";
export { logistic } from "./logistic.js";
export { lognormal } from "./lognormal.js";
export { negativeBinomial } from "./negative-binomial.js";
export { negativeBinomialMean } from "./negative-binomial-mean.js";
export { normal } from "./normal.js";
export { poisson } from "./poisson.js";
export { rayleigh } from "./rayleigh.js";
export { studentT } from "./student-t.js";
export { uniform } from "./uniform.js";
export { weibull } from "./weibull.js";
