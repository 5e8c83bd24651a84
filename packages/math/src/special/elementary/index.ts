/** Gather the elementary functions that return the same bits in every engine. */
export { atan, atan2 } from "./atan.js";
export { exp } from "./exp.js";
export { expm1 } from "./expm1.js";
export { cosh, sinh, tanh } from "./hyperbolic.js";
export { log } from "./log.js";
export { log1p } from "./log1p.js";
export { pow } from "./pow.js";
export { cos, sin, tan } from "./trig.js";
