/** Define the options that several commands share, so that they are spelt and explained alike. */
import { type Command, InvalidArgumentError, Option } from "commander";

/** What every command that reports figures understands. */
export interface OutputOptions {
  readonly json?: boolean;
}

/** How to add quantities to a trace. */
export interface DeriveOptions {
  /** Formulas separated by semicolons, as `derive` reads them. */
  readonly derive?: string;
}

/** How to draw from a model's posterior; what is left out has the defaults of `sample`. */
export interface DrawOptions {
  readonly data?: string;
  readonly sampler: "auto" | "exact" | "nuts" | "slice" | "metropolis";
  readonly draws?: number;
  readonly tune?: number;
  readonly chains?: number;
  readonly seed?: number;
}

export const jsonOption = (): Option => new Option("--json", "print figures as JSON and nothing else");

export const deriveOption = (): Option =>
  new Option("--derive <formulas>", 'add quantities, as "lift = rate_B / rate_A - 1; better = lift > 0"').argParser(
    (text, before: string | undefined) => (before === undefined ? text : `${before}; ${text}`),
  );

/** Adds the options by which a model's posterior is drawn from. */
export function withDrawOptions(command: Command): Command {
  return command
    .option("--data <file>", "CSV or JSON that the exported function is called with")
    .addOption(
      new Option("--sampler <name>", "how to answer")
        .choices(["auto", "exact", "nuts", "slice", "metropolis"])
        .default("auto"),
    )
    .option("--draws <n>", "kept draws a chain", wholeNumber(1))
    .option("--tune <n>", "warmup iterations a chain", wholeNumber(0))
    .option("--chains <n>", "number of chains", wholeNumber(1))
    .option("--seed <n>", "same seed, same draws", wholeNumber(0));
}

function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least)
      throw new InvalidArgumentError(`it must be a whole number of at least ${least}.`);
    return value;
  };
}
