/** Run array graphs in plain JavaScript: the backend that needs nothing and that the others are tested against. */
export { compile, type Program, type ProgramOptions } from "./compile.js";
export type { Slot } from "./types.js";
