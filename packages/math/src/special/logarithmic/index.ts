/** Gather the functions of logarithms and log odds. */

export { expm1Minus } from "./expm1-minus.js";
export { log1mExp, log1pExp, logAddExp, logDiffExp, logExpm1 } from "./log-arithmetic.js";
export { logSoftmax, logSumExp, softmax } from "./log-sum-exp.js";
export { log1pMinus } from "./log1p-minus.js";
export { invLogit, logInvLogit, logit } from "./logit.js";
export { cosMinus1, xlog1py, xlogy } from "./products.js";
