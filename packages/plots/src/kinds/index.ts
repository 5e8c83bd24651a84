/** List the kinds of pictures: a new one is a file and a line here. */
export { autocorrelation } from "./autocorrelation.js";
export { density } from "./density.js";
export { ecdf } from "./ecdf.js";
export { energy } from "./energy.js";
export { ess } from "./ess.js";
export { forest } from "./forest.js";
export { heat } from "./heat.js";
export { histogram } from "./histogram.js";
export { khat } from "./khat.js";
export { pair } from "./pair.js";
export { parallel } from "./parallel.js";
export { pit } from "./pit.js";
export { ppc } from "./ppc.js";
export { prior } from "./prior.js";
export { rank, rankEcdf } from "./rank.js";
export { ribbon } from "./ribbon.js";
export { ridge } from "./ridge.js";
export { trace } from "./trace.js";
