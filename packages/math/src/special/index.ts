/** Gather the elementary and special functions. */
export { logBesselI0, logBesselI1 } from "./bessel/log-bessel.js";
export * from "./elementary/index.js";
export * from "./error/index.js";
export * from "./gamma/index.js";
export * from "./incomplete/index.js";
export * from "./logarithmic/index.js";
export { type SpecialFunctions, special } from "./special.js";
