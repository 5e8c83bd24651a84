/** Define the command line: names, options and exit codes. */
import { Command, InvalidArgumentError, Option } from "commander";
import type { RunOptions } from "./run/command.js";

/** Exit codes: 0 fine, 1 error, 2 it ran but a check failed. */
export type ExitCode = 0 | 1 | 2;

function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least)
      throw new InvalidArgumentError(`it must be a whole number of at least ${least}.`);
    return value;
  };
}

/** Runs the command line; prints results through `print` and complaints on standard error. */
export async function main(argv: readonly string[], version: string, print: (text: string) => void): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = new Command("credence")
    .description("Write a model as a TypeScript function, get its posterior.")
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => print(text.trimEnd()) });
  program
    .command("run")
    .description("Sample the posterior that a model file exports by default (or makes of the data).")
    .argument("<model>", "a TypeScript or JavaScript file")
    .option("--data <file>", "CSV or JSON that the exported function is called with")
    .addOption(
      new Option("--sampler <name>", "how to answer")
        .choices(["auto", "exact", "nuts", "slice", "metropolis"])
        .default("auto"),
    )
    .option("--draws <n>", "kept draws a chain", wholeNumber(1))
    .option("--tune <n>", "warmup iterations a chain", wholeNumber(0))
    .option("--chains <n>", "number of chains", wholeNumber(1))
    .option("--seed <n>", "same seed, same draws", wholeNumber(0))
    .option("--out <dir>", "write trace.json and the summary there")
    .option("--json", "print figures as JSON and nothing else")
    .action(async (path: string, options: RunOptions) => {
      const { runCommand } = await import("./run/command.js");
      code = await runCommand(path, options, print);
    });
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    return failure(error);
  }
  return code;
}

/** Prints an error as one sentence; commander has printed its own already. */
function failure(error: unknown): ExitCode {
  const { code, exitCode, message } = error as { code?: string; exitCode?: number; message?: string };
  if (typeof code === "string" && code.startsWith("commander.")) return exitCode === 0 ? 0 : 1;
  process.stderr.write(`credence: ${message ?? String(error)}\n`);
  return 1;
}
