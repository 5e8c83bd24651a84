/** Gather the elementary and special functions. */
export { exp } from "./elementary/exp.js";
export { log } from "./elementary/log.js";
