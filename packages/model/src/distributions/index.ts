/** List the families: one line registers one. */

import { asymmetricLaplaceFamily } from "./asymmetric-laplace.js";
import { bernoulliFamily } from "./bernoulli.js";
import { bernoulliLogitFamily } from "./bernoulli-logit.js";
import { betaFamily } from "./beta.js";
import { betaBinomialFamily } from "./beta-binomial.js";
import { betaProportionFamily } from "./beta-proportion.js";
import { binomialFamily } from "./binomial.js";
import { binomialLogitFamily } from "./binomial-logit.js";
import { categoricalFamily } from "./categorical.js";
import { cauchyFamily } from "./cauchy.js";
import { chiSquaredFamily } from "./chi-squared.js";
import { dirichletFamily } from "./dirichlet.js";
import { discreteUniformFamily } from "./discrete-uniform.js";
import { exgaussianFamily } from "./exgaussian.js";
import { exponentialFamily } from "./exponential.js";
import { flatFamily } from "./flat.js";
import { frechetFamily } from "./frechet.js";
import { gammaFamily } from "./gamma.js";
import { generalizedParetoFamily } from "./generalized-pareto.js";
import { geometricFamily } from "./geometric.js";
import { geometric1Family } from "./geometric1.js";
import { gumbelFamily } from "./gumbel.js";
import { halfCauchyFamily } from "./half-cauchy.js";
import { halfNormalFamily } from "./half-normal.js";
import { halfStudentTFamily } from "./half-student-t.js";
import { hypergeometricFamily } from "./hypergeometric.js";
import { inverseChiSquaredFamily } from "./inverse-chi-squared.js";
import { inverseGammaFamily } from "./inverse-gamma.js";
import { inverseGaussianFamily } from "./inverse-gaussian.js";
import { kumaraswamyFamily } from "./kumaraswamy.js";
import { laplaceFamily } from "./laplace.js";
import { logLogisticFamily } from "./log-logistic.js";
import { logisticFamily } from "./logistic.js";
import { logitNormalFamily } from "./logit-normal.js";
import { lognormalFamily } from "./lognormal.js";
import { multivariateFamilies } from "./multivariate/index.js";
import { negativeBinomialFamily } from "./negative-binomial.js";
import { negativeBinomialMeanFamily } from "./negative-binomial-mean.js";
import { normalFamily } from "./normal.js";
import { paretoFamily } from "./pareto.js";
import { poissonFamily } from "./poisson.js";
import { poissonLogFamily } from "./poisson-log.js";
import { rayleighFamily } from "./rayleigh.js";
import { registerFamily } from "./registry.js";
import { scaledInverseChiSquaredFamily } from "./scaled-inverse-chi-squared.js";
import { skewNormalFamily } from "./skew-normal.js";
import { studentTFamily } from "./student-t.js";
import { triangularFamily } from "./triangular.js";
import type { Family } from "./types.js";
import { uniformFamily } from "./uniform.js";
import { vonMisesFamily } from "./von-mises.js";
import { weibullFamily } from "./weibull.js";

const families: readonly Family[] = [
  asymmetricLaplaceFamily,
  bernoulliFamily,
  bernoulliLogitFamily,
  betaBinomialFamily,
  betaFamily,
  betaProportionFamily,
  binomialFamily,
  binomialLogitFamily,
  categoricalFamily,
  cauchyFamily,
  chiSquaredFamily,
  dirichletFamily,
  discreteUniformFamily,
  exgaussianFamily,
  exponentialFamily,
  flatFamily,
  frechetFamily,
  gammaFamily,
  generalizedParetoFamily,
  geometric1Family,
  geometricFamily,
  gumbelFamily,
  halfCauchyFamily,
  halfNormalFamily,
  halfStudentTFamily,
  hypergeometricFamily,
  inverseChiSquaredFamily,
  inverseGammaFamily,
  inverseGaussianFamily,
  kumaraswamyFamily,
  laplaceFamily,
  logisticFamily,
  logitNormalFamily,
  logLogisticFamily,
  lognormalFamily,
  negativeBinomialFamily,
  negativeBinomialMeanFamily,
  normalFamily,
  paretoFamily,
  poissonFamily,
  poissonLogFamily,
  rayleighFamily,
  scaledInverseChiSquaredFamily,
  skewNormalFamily,
  studentTFamily,
  triangularFamily,
  uniformFamily,
  vonMisesFamily,
  weibullFamily,
];
for (const family of [...families, ...multivariateFamilies]) registerFamily(family);

export { asymmetricLaplace } from "./asymmetric-laplace.js";
export { bernoulli } from "./bernoulli.js";
export { bernoulliLogit } from "./bernoulli-logit.js";
export { beta } from "./beta.js";
export { betaBinomial } from "./beta-binomial.js";
export { betaProportion } from "./beta-proportion.js";
export { binomial } from "./binomial.js";
export { binomialLogit } from "./binomial-logit.js";
export { categorical } from "./categorical.js";
export { cauchy } from "./cauchy.js";
export { chiSquared } from "./chi-squared.js";
export { type DirichletOptions, dirichlet } from "./dirichlet.js";
export { discreteUniform } from "./discrete-uniform.js";
export { exgaussian } from "./exgaussian.js";
export { exponential } from "./exponential.js";
export { flat } from "./flat.js";
export { frechet } from "./frechet.js";
export { gamma } from "./gamma.js";
export { generalizedPareto } from "./generalized-pareto.js";
export { geometric, geometric0 } from "./geometric.js";
export { geometric1 } from "./geometric1.js";
export { gumbel } from "./gumbel.js";
export { halfCauchy } from "./half-cauchy.js";
export { halfNormal } from "./half-normal.js";
export { halfStudentT } from "./half-student-t.js";
export { hypergeometric } from "./hypergeometric.js";
export { inverseChiSquared } from "./inverse-chi-squared.js";
export { inverseGamma } from "./inverse-gamma.js";
export { inverseGaussian } from "./inverse-gaussian.js";
export { kumaraswamy } from "./kumaraswamy.js";
export { laplace } from "./laplace.js";
export { logLogistic } from "./log-logistic.js";
export { logistic } from "./logistic.js";
export { logitNormal } from "./logit-normal.js";
export { lognormal } from "./lognormal.js";
export {
  categoricalLogit,
  dirichletMultinomial,
  inverseWishart,
  lkjCorr,
  lkjCorrCholesky,
  multinomial,
  multivariateNormal,
  multivariateNormalCholesky,
  multivariateNormalPrecision,
  multivariateStudentT,
  orderedLogistic,
  orderedProbit,
  unitVector,
  wishart,
  zeroSumNormal,
} from "./multivariate/index.js";
export { negativeBinomial } from "./negative-binomial.js";
export { negativeBinomialMean } from "./negative-binomial-mean.js";
export { normal } from "./normal.js";
export { pareto } from "./pareto.js";
export { poisson } from "./poisson.js";
export { poissonLog } from "./poisson-log.js";
export { rayleigh } from "./rayleigh.js";
export { scaledInverseChiSquared } from "./scaled-inverse-chi-squared.js";
export { skewNormal } from "./skew-normal.js";
export { studentT } from "./student-t.js";
export { triangular } from "./triangular.js";
export { uniform } from "./uniform.js";
export { vonMises } from "./von-mises.js";
export { weibull } from "./weibull.js";
