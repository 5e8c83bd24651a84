/** Run array graphs in plain JavaScript: the backend that needs nothing and that the others are tested against. */
export { assemble, checkProgram, compile } from "./compile.js";
export { interpreted } from "./density.js";
export type { Assembly, Program, ProgramOptions, Slot } from "./types.js";
