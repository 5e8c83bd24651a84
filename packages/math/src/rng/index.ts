/** Gather the reproducible random streams. */
export { type Rng, type RngState, restoreRng, rng } from "./rng.js";
export type { Words } from "./sfc32.js";
