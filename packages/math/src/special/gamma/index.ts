/** Gather the gamma and beta functions and their derivatives. */
export { lbeta, lbetaDiff, lchoose, multigammaLn } from "./beta.js";
export { digamma, polygamma2, trigamma } from "./digamma.js";
export { lgamma } from "./lgamma.js";
export { lgammaDiff, logRisingRatio } from "./lgamma-difference.js";
export { LOG_SQRT_TWO_PI, stirlingRemainder } from "./stirling.js";
