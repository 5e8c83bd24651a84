/** List the kinds of pictures: a new one is a file and a line here. */
export { autocorrelation } from "./autocorrelation.js";
export { density } from "./density.js";
export { energy } from "./energy.js";
export { ess } from "./ess.js";
export { forest } from "./forest.js";
export { histogram } from "./histogram.js";
export { pair } from "./pair.js";
export { rank, rankEcdf } from "./rank.js";
export { ridge } from "./ridge.js";
export { trace } from "./trace.js";
