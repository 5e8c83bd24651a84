/** Say whether the draws in a trace file may be used. */
import { diagnose } from "@credence/diagnostics";
import type { DeriveOptions, OutputOptions } from "../options.js";
import { readDrawn } from "./read.js";

/** Prints the verdict and its findings; the exit code is 0, or 2 when a check failed. */
export async function diagnoseCommand(
  paths: readonly string[],
  { derive, json }: DeriveOptions & OutputOptions,
  print: (text: string) => void,
): Promise<0 | 2> {
  const verdict = diagnose(await readDrawn(paths, derive));
  print(json ? JSON.stringify(verdict) : verdict.text());
  return verdict.ok ? 0 : 2;
}
