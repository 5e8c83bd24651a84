/** The credence command, for programs that want to call it. @packageDocumentation */
export { type CompareFilesOptions, compareCommand } from "./compare/command.js";
export type { DriftResult, RateResult } from "./drift/result.js";
export type { DeriveOptions, DrawOptions, OutputOptions } from "./options.js";
export { type PlotFilesOptions, plotCommand } from "./plot/command.js";
export { type ExitCode, main } from "./program.js";
export { type RunOptions, runCommand } from "./run/command.js";
export { loadPosterior } from "./run/load-model.js";
export { type LooOptions, type LooResult, looCommand } from "./run/loo.js";
export { parseCsv, readData } from "./run/read-data.js";
export { type RunResult, resultOf, type VariableResult } from "./run/result.js";
export { type ConvertResult, convertCommand } from "./trace-file/convert.js";
export { diagnoseCommand } from "./trace-file/diagnose.js";
export { summaryCommand } from "./trace-file/summary.js";
