/** Print the figures of every scalar in a trace file. */
import { summarize } from "@credence/diagnostics";
import type { DeriveOptions, OutputOptions } from "../options.js";
import { resultOf } from "../run/result.js";
import { readDrawn } from "./read.js";

/** Prints a table, or with `json` what `credence run --json` prints. */
export async function summaryCommand(
  paths: readonly string[],
  { derive, json }: DeriveOptions & OutputOptions,
  print: (text: string) => void,
): Promise<0> {
  const trace = await readDrawn(paths, derive);
  print(json ? JSON.stringify(resultOf(trace)) : summarize(trace).text());
  return 0;
}
