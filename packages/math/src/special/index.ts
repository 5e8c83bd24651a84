/** Gather the elementary and special functions. */

export { besselGap, logBesselI0, logBesselI0e, logBesselI1 } from "./bessel/log-bessel.js";
export { logVonMisesArc, logVonMisesArcInKappa } from "./bessel/von-mises.js";
export { atan, atan2 } from "./elementary/atan.js";
export { expm1 } from "./elementary/expm1.js";
export { cosh, sinh, tanh } from "./elementary/hyperbolic.js";
export { pow } from "./elementary/pow.js";
export { tan } from "./elementary/tan.js";
export { erf, erfc, erfcx } from "./error/erf.js";
export { logMills, meanExcess } from "./error/mills.js";
export { probit, stdNormalCdf, stdNormalLogCdf } from "./error/normal.js";
export { logSkewNormalCdf, logSkewNormalTail } from "./error/skew-normal.js";
export { lbetaDiff, lchoose, multigammaLn } from "./gamma/beta.js";
export { deviance, stirlingExcess } from "./gamma/deviance.js";
export { digamma, polygamma2, trigamma } from "./gamma/digamma.js";
export { lgamma } from "./gamma/lgamma.js";
export { lgammaDiff } from "./gamma/lgamma-difference.js";
export { LOG_SQRT_TWO_PI, stirlingRemainder } from "./gamma/stirling.js";
export { lbeta, logRisingRatio, risingRatioSlope } from "./generated/counts.js";
export { exp } from "./generated/exp.js";
export { log, log1p, log1pSquare } from "./generated/log.js";
export { invLogit, log1mExp, log1pExp, logInvLogit, logit } from "./generated/logistic.js";
export { cos, sin } from "./generated/trigonometric.js";
export {
  logIncBetaAtOdds,
  logIncBetaAtOddsInA,
  logIncBetaAtOddsInB,
  logIncBetaAtOddsInOdds,
} from "./incomplete/beta-slopes.js";
export { logBetaPrefactor } from "./incomplete/beta-tail.js";
export {
  logIncGammaInShape,
  logIncGammaInX,
  logIncGammaUpperInShape,
  logIncGammaUpperInX,
} from "./incomplete/gamma-slopes.js";
export { logGammaPrefactor } from "./incomplete/gamma-tail.js";
export {
  incBeta,
  incBetaInverse,
  incBetaUpper,
  incBetaUpperInverse,
  logIncBeta,
  logIncBetaUpper,
} from "./incomplete/inc-beta.js";
export {
  incGamma,
  incGammaInverse,
  incGammaUpper,
  incGammaUpperInverse,
  logIncGamma,
  logIncGammaUpper,
} from "./incomplete/inc-gamma.js";
export { owensT } from "./incomplete/owens-t.js";
export { expm1Minus } from "./logarithmic/expm1-minus.js";
export { logAddExp, logDiffExp, logExpm1 } from "./logarithmic/log-arithmetic.js";
export { logSoftmax, logSumExp, softmax } from "./logarithmic/log-sum-exp.js";
export { log1pMinus } from "./logarithmic/log1p-minus.js";
export { cosMinus1, xlog1py, xlogy } from "./logarithmic/products.js";
export { gaussLegendre, gaussLegendreNodes, type QuadratureNodes } from "./quadrature.js";
export { type Binary, type SpecialFunctions, special, type Unary } from "./special.js";
