/** The credence command, for programs that want to call it. @packageDocumentation */
export { type ExitCode, main } from "./program.js";
export { type RunOptions, runCommand } from "./run/command.js";
export { loadPosterior } from "./run/load-model.js";
export { parseCsv, readData } from "./run/read-data.js";
export { type RunResult, resultOf, type VariableResult } from "./run/result.js";
