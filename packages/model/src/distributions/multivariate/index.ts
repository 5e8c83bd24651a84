/** List the families of vectors, matrices and outcomes along a dim. */
import type { Family } from "../types.js";
import { categoricalLogitFamily } from "./categorical-logit.js";
import { gaussianProcessFamily } from "./gaussian-process.js";
import { lkjCorrCholeskyFamily, lkjCorrFamily } from "./lkj.js";
import { dirichletMultinomialFamily, multinomialFamily } from "./multinomial.js";
import { multivariateNormalCholeskyFamily, multivariateNormalFamily } from "./multivariate-normal.js";
import { multivariateNormalPrecisionFamily } from "./multivariate-normal-precision.js";
import { multivariateStudentTFamily } from "./multivariate-student-t.js";
import { orderedLogisticFamily, orderedProbitFamily } from "./ordered-outcome.js";
import { unitVectorFamily } from "./unit-vector.js";
import { inverseWishartFamily, wishartFamily } from "./wishart.js";
import { zeroSumNormalFamily } from "./zero-sum-normal.js";

export const multivariateFamilies: readonly Family[] = [
  categoricalLogitFamily,
  dirichletMultinomialFamily,
  gaussianProcessFamily,
  inverseWishartFamily,
  lkjCorrFamily,
  lkjCorrCholeskyFamily,
  multinomialFamily,
  multivariateNormalFamily,
  multivariateNormalCholeskyFamily,
  multivariateNormalPrecisionFamily,
  multivariateStudentTFamily,
  orderedLogisticFamily,
  orderedProbitFamily,
  unitVectorFamily,
  wishartFamily,
  zeroSumNormalFamily,
];

export { categoricalLogit } from "./categorical-logit.js";
export { lkjCorr, lkjCorrCholesky } from "./lkj.js";
export { dirichletMultinomial, multinomial } from "./multinomial.js";
export { multivariateNormal, multivariateNormalCholesky } from "./multivariate-normal.js";
export { multivariateNormalPrecision } from "./multivariate-normal-precision.js";
export { multivariateStudentT } from "./multivariate-student-t.js";
export { orderedLogistic, orderedProbit } from "./ordered-outcome.js";
export { unitVector } from "./unit-vector.js";
export { inverseWishart, wishart } from "./wishart.js";
export { zeroSumNormal } from "./zero-sum-normal.js";
