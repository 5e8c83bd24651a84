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

export const varsOption = (): Option =>
  new Option("--vars <names>", "only these variables or branches, separated by commas, as mu,season.trend").argParser(
    (text, before: readonly string[] = []) => [...before, ...text.split(",").map((name) => name.trim())],
  );

/** The arms of an experiment, at least two. */
export const armsOption = (): Option =>
  new Option("--arms <names>", "names separated by commas, as red,green").makeOptionMandatory().argParser((text) => {
    const arms = text.split(",").map((name) => name.trim());
    if (arms.length < 2 || arms.includes("") || new Set(arms).size < arms.length)
      throw new InvalidArgumentError("give at least two different names, as red,green.");
    return arms;
  });

export const policyOption = (): Option =>
  new Option("--policy <name>", "how arms are chosen")
    .choices(["thompson", "top-two", "even", "epsilon-greedy", "ucb1", "kl-ucb", "bayes-ucb"])
    .default("thompson");

export const priorOption = (): Option =>
  new Option("--prior <alpha,beta>", "successes and failures of each arm, as if seen before")
    .default([1, 1], "1,1")
    .argParser((text) => {
      const shapes = text.split(",").map(Number);
      if (shapes.length !== 2 || !shapes.every((shape) => shape > 0 && shape < Infinity))
        throw new InvalidArgumentError("give two positive numbers, as 3,97.");
      return shapes;
    });
export const aheadOption = (): Option =>
  new Option("--ahead <n>", "forecasts, one median gap apart").argParser(wholeNumber(0)).default(7);

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

export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least)
      throw new InvalidArgumentError(`it must be a whole number of at least ${least}.`);
    return value;
  };
}
