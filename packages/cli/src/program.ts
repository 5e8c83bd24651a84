/** Define the command line: names, options and exit codes. */
import { printable } from "@credence/diagnostics";
import { Command, Option } from "commander";
import type { CompareFilesOptions } from "./compare/command.js";
import type { DriftOptions } from "./drift/command.js";
import {
  aheadOption,
  armsOption,
  type DeriveOptions,
  deriveOption,
  jsonOption,
  type OutputOptions,
  policyOption,
  priorOption,
  varsOption,
  wholeNumber,
  withDrawOptions,
} from "./options.js";
import type { PlotFilesOptions } from "./plot/command.js";
import type { RunOptions } from "./run/command.js";
import type { LooOptions } from "./run/loo.js";
import type { ServeOptions } from "./serve/command.js";

/** Exit codes: 0 fine, 1 error, 2 it ran but a check failed. */
export type ExitCode = 0 | 1 | 2;

type Print = (text: string) => void;

/** Runs the command line; prints results through `print` and complaints on standard error. */
export async function main(argv: readonly string[], version: string, print: Print): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = new Command("credence")
    .description("Write a model as a TypeScript function, get its posterior.")
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => print(text.trimEnd()) });
  const settle = async (work: Promise<ExitCode>): Promise<void> => {
    code = await work;
  };
  addModelCommands(program, settle, print);
  addTraceCommands(program, settle, print);
  addPlotCommand(program, settle, print);
  addServeCommand(program, settle, print);
  addDriftCommand(program, settle, print);
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    return failure(error);
  }
  return code;
}

type Settle = (work: Promise<ExitCode>) => Promise<void>;

// What a command needs is imported when it runs, so that `--help` and mistakes are answered at once.

function addModelCommands(program: Command, settle: Settle, print: Print): void {
  withDrawOptions(program.command("run"))
    .description("Sample the posterior that a model file exports by default (or makes of the data).")
    .argument("<model>", "a TypeScript or JavaScript file")
    .addOption(deriveOption())
    .option("--out <path>", "write a trace file (.json, .nc, .zarr, .parquet, .csv), or a folder with summaries too")
    .option("--groups [names]", "keep groups too, as prior,logLikelihood; all when no names are given")
    .addOption(jsonOption())
    .action((path: string, options: RunOptions) =>
      settle(import("./run/command.js").then(({ runCommand }) => runCommand(path, options, print))),
    );
  withDrawOptions(program.command("loo"))
    .description(
      "Estimate how well a model predicts each observation from the others; 2 when the estimate is unreliable.",
    )
    .argument("<model>", "a TypeScript or JavaScript file, or a trace file that has a log likelihood")
    .option("--trace <files...>", "draws of the model's posterior, to spare sampling it")
    .addOption(deriveOption())
    .addOption(jsonOption())
    .action((path: string, options: LooOptions) =>
      settle(import("./run/loo.js").then(({ looCommand }) => looCommand(path, options, print))),
    );
}

function addDriftCommand(program: Command, settle: Settle, print: Print): void {
  program
    .command("drift")
    .description("Track a click rate that changes with time; 2 when what was learned of it cannot be relied on.")
    .argument("<file>", "CSV or JSON with a row for each observation, in the order of time")
    .option("--time <column>", "numbers, or dates such as 2026-03-31, counted in days", "time")
    .option("--clicks <column>", "successes", "clicks")
    .option("--impressions <column>", "trials", "impressions")
    .addOption(aheadOption())
    .addOption(jsonOption())
    .action((path: string, options: DriftOptions) =>
      settle(import("./drift/command.js").then(({ driftCommand }) => driftCommand(path, options, print))),
    );
}

function addTraceCommands(program: Command, settle: Settle, print: Print): void {
  const command = (name: string, description: string): Command =>
    program.command(name).description(description).addOption(deriveOption()).addOption(jsonOption());
  const one = "a trace of any format, or the files of one run in Stan's, one a chain";
  command("summary", "Print the figures of every scalar in a trace file.")
    .argument("<files...>", one)
    .action((paths: string[], options: DeriveOptions & OutputOptions) =>
      settle(import("./trace-file/summary.js").then(({ summaryCommand }) => summaryCommand(paths, options, print))),
    );
  command("diagnose", "Say whether the draws in a trace file may be used; 2 when a check fails.")
    .argument("<files...>", one)
    .action((paths: string[], options: DeriveOptions & OutputOptions) =>
      settle(import("./trace-file/diagnose.js").then(({ diagnoseCommand }) => diagnoseCommand(paths, options, print))),
    );
  command("convert", "Write a trace file anew, in the format that the last path ends in.")
    .usage("[options] <in...> <out>")
    .argument("<files...>", "the files to read, then the one to write: .json, .nc, .zarr, .parquet, .csv")
    .action((paths: string[], options: DeriveOptions & OutputOptions) =>
      settle(import("./trace-file/convert.js").then(({ convertCommand }) => convertCommand(paths, options, print))),
    );
  command("compare", "Say whether traces agree; 2 when some differ or cannot be assessed.")
    .argument("<files...>", "two or more traces of any format, each named after its file")
    .option("--reference <trace>", "what the others are compared with: one of the files, or a further one")
    .option("--report <file>", "write the comparison as one HTML page")
    .addOption(varsOption())
    .action((paths: string[], options: CompareFilesOptions) =>
      settle(import("./compare/command.js").then(({ compareCommand }) => compareCommand(paths, options, print))),
    );
}

function addPlotCommand(program: Command, settle: Settle, print: Print): void {
  program
    .command("plot")
    .description("Draw a picture of the draws in trace files, into a file or here.")
    .argument("[files...]", "traces of any format, each in a colour of its own; the files of one run in Stan's are one")
    .requiredOption("--kind <name>", "what to draw, as density, rank, ppc or ribbon; list tells all")
    .option("--out <file>", "where to write: .svg, .png, .html; drawn in the terminal unless given")
    .option("--width <n>", "px, or columns of the terminal", wholeNumber(1))
    .addOption(new Option("--theme <name>", "colours of an SVG or PNG").choices(["auto", "light", "dark"]))
    .addOption(varsOption())
    .option("--title <words>", "the words above it")
    .option("--limit <n>", "most panels, rows or scalars", wholeNumber(1))
    .option("--time <name>", "over time: the dim, or the data, that is time")
    .option("--observed <name>", "over time: data to draw upon it")
    .option("--form <name>", "pit: difference, histogram; ppc: density, counts, root")
    .option("--statistic <name>", "ppc: mean, sd, min or max of each data set in the place of the data")
    .addOption(deriveOption())
    .addOption(jsonOption())
    .action((paths: string[], options: PlotFilesOptions) =>
      settle(import("./plot/command.js").then(({ plotCommand }) => plotCommand(paths, options, print))),
    );
}

function addServeCommand(program: Command, settle: Settle, print: Print): void {
  program
    .command("serve")
    .description("Serve an experiment over HTTP: choose an arm, count a reward, show how it stands.")
    .addOption(armsOption())
    .option("--experiment <name>", "its name", "default")
    .option("--store <where>", "memory, a file, or redis://HOST:PORT", "memory")
    .addOption(policyOption())
    .addOption(priorOption())
    .option("--host <address>", "address to listen at", "127.0.0.1")
    .option("--port <n>", "port to listen at; 0 for any that is free", wholeNumber(0), 8080)
    .option("--token-file <file>", "file with the token that requests must carry; or set CREDENCE_TOKEN")
    .addOption(jsonOption())
    .action((options: ServeOptions) =>
      settle(import("./serve/command.js").then(({ serveCommand }) => serveCommand(options, print))),
    );
}

/** Prints an error as one sentence; commander has printed its own already. */
function failure(error: unknown): ExitCode {
  const { code, exitCode, message } = error as { code?: string; exitCode?: number; message?: string };
  if (typeof code === "string" && code.startsWith("commander.")) return exitCode === 0 ? 0 : 1;
  // Names from files may hold anything; what they would tell the terminal to do is shown.
  const lines = (message ?? String(error)).split("\n").map(printable);
  process.stderr.write(`credence: ${lines.join("\n")}\n`);
  return 1;
}
