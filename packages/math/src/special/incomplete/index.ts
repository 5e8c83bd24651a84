/** Gather the incomplete gamma and beta functions and Owen's T. */
export {
  incBeta,
  incBetaInverse,
  incBetaUpper,
  incBetaUpperInverse,
  logIncBeta,
  logIncBetaUpper,
} from "./inc-beta.js";
export {
  incGamma,
  incGammaInverse,
  incGammaUpper,
  incGammaUpperInverse,
  logIncGamma,
  logIncGammaUpper,
} from "./inc-gamma.js";
export { owensT } from "./owens-t.js";
