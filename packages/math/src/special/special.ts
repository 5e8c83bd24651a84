/** Key the special functions by the names of the reference values, so that a table can call them. */

import { logBesselI0, logBesselI1 } from "./bessel/log-bessel.js";
import { expm1 } from "./elementary/expm1.js";
import { erf, erfc, erfcx } from "./error/erf.js";
import { probit, stdNormalCdf, stdNormalLogCdf } from "./error/normal.js";
import { lchoose, multigammaLn } from "./gamma/beta.js";
import { digamma, polygamma2, trigamma } from "./gamma/digamma.js";
import { lgamma } from "./gamma/lgamma.js";
import { lgammaDiff } from "./gamma/lgamma-difference.js";
import { lbeta } from "./generated/counts.js";
import { log1p } from "./generated/log.js";
import { invLogit, log1mExp, log1pExp, logInvLogit, logit } from "./generated/logistic.js";
import { incBeta } from "./incomplete/inc-beta.js";
import { incGamma } from "./incomplete/inc-gamma.js";
import { owensT } from "./incomplete/owens-t.js";
import { logDiffExp, logExpm1 } from "./logarithmic/log-arithmetic.js";
import { logSumExp, softmax } from "./logarithmic/log-sum-exp.js";
import { cosMinus1, xlog1py, xlogy } from "./logarithmic/products.js";

/** log B(a + 10⁹, b): a reference for cancellation in large arguments. */
function lbetaAPlus1e9(a: number, b: number): number {
  return lbeta(a + 1e9, b);
}

/** A function of one number. */
export type Unary = (x: number) => number;
/** A function of two numbers. */
export type Binary = (x: number, y: number) => number;

/** What {@link special} holds: each function by its name in snake case. */
export interface SpecialFunctions {
  readonly lgamma: Unary;
  readonly digamma: Unary;
  readonly trigamma: Unary;
  readonly polygamma2: Unary;
  readonly lbeta: Binary;
  readonly lbeta_a_plus_1e9: Binary;
  readonly lgamma_diff: Binary;
  readonly lchoose: Binary;
  readonly log1p: Unary;
  readonly expm1: Unary;
  readonly log1p_exp: Unary;
  readonly log1m_exp: Unary;
  readonly log_expm1: Unary;
  readonly log_diff_exp: Binary;
  readonly log_sum_exp: (values: ArrayLike<number>) => number;
  readonly softmax: (values: ArrayLike<number>) => Float64Array;
  readonly logit: Unary;
  readonly inv_logit: Unary;
  readonly log_inv_logit: Unary;
  readonly erf: Unary;
  readonly erfc: Unary;
  readonly erfcx: Unary;
  readonly std_normal_cdf: Unary;
  readonly std_normal_log_cdf: Unary;
  readonly probit: Unary;
  readonly inc_beta: (a: number, b: number, x: number) => number;
  readonly inc_gamma: Binary;
  readonly owens_t: Binary;
  readonly log_bessel_i0: Unary;
  readonly log_bessel_i1: Unary;
  readonly multigamma_ln: Binary;
  readonly xlogy: Binary;
  readonly xlog1py: Binary;
  readonly cos_minus_1: Unary;
}

/** Every special function by its name in snake case, which is also the name of its reference values. */
export const special: SpecialFunctions = {
  lgamma,
  digamma,
  trigamma,
  polygamma2,
  lbeta,
  lbeta_a_plus_1e9: lbetaAPlus1e9,
  lgamma_diff: lgammaDiff,
  lchoose,
  log1p,
  expm1,
  log1p_exp: log1pExp,
  log1m_exp: log1mExp,
  log_expm1: logExpm1,
  log_diff_exp: logDiffExp,
  log_sum_exp: logSumExp,
  softmax,
  logit,
  inv_logit: invLogit,
  log_inv_logit: logInvLogit,
  erf,
  erfc,
  erfcx,
  std_normal_cdf: stdNormalCdf,
  std_normal_log_cdf: stdNormalLogCdf,
  probit,
  inc_beta: incBeta,
  inc_gamma: incGamma,
  owens_t: owensT,
  log_bessel_i0: logBesselI0,
  log_bessel_i1: logBesselI1,
  multigamma_ln: multigammaLn,
  xlogy,
  xlog1py,
  cos_minus_1: cosMinus1,
};
