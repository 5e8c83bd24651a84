/** Gather the error functions and the standard normal. */
export { erf, erfc, erfcx } from "./erf.js";
export { probit, stdNormalCdf, stdNormalLogCdf } from "./normal.js";
