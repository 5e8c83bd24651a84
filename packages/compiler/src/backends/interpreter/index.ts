/** Run array graphs in plain JavaScript: the backend that needs nothing and that the others are tested against. */
export { compile } from "./compile.js";
export type { Program, ProgramOptions, Slot } from "./types.js";
