/** Run array graphs in plain JavaScript: the backend that needs nothing and that the others are tested against. */
export { checkProgram, compile } from "./compile.js";
export { interpreted } from "./density.js";
export type { Program, ProgramOptions, Slot } from "./types.js";
