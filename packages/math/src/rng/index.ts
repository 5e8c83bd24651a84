/** Gather the reproducible random streams. */
export { type Rng, type RngState, restoreRng, rng, streamWords } from "./rng.js";
export type { Words } from "./sfc32.js";
export { writeZiggurat, ZIGGURAT_SIZE } from "./ziggurat.js";
