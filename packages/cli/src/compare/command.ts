/** Compare the traces in files: do they agree with each other, or with a reference? */
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { type AnyTrace, select, variablesOf } from "@credence/draws";
import { compare } from "credence";
import type { DeriveOptions, OutputOptions } from "../options.js";
import { readDrawn } from "../trace-file/read.js";
import { traceNames } from "./names.js";

/** Options of `credence compare`, as the command line gives them. */
export interface CompareFilesOptions extends DeriveOptions, OutputOptions {
  /** One of the files or its name, or a further file. */
  readonly reference?: string;
  /** Where to write the page. */
  readonly report?: string;
  /** Dotted names, or branches, of the variables to compare. */
  readonly vars?: readonly string[];
}

/**
 * Prints a comparison, or with `json` its data; the exit code is 0 when all agree, and 2 when some differ or cannot be
 * assessed.
 * @throws with a sentence when there are fewer than two files, one is no trace, or no trace has a variable that is named.
 */
export async function compareCommand(
  files: readonly string[],
  options: CompareFilesOptions,
  print: (text: string) => void,
): Promise<0 | 2> {
  const { paths, reference } = withReference(files, options.reference);
  if (paths.length < 2)
    throw new Error(`there is only ${paths[0]}: name at least two trace files, or one and a --reference`);
  if (options.report !== undefined) await makeRoom(options.report);
  const traces = await Promise.all(paths.map((path) => readDrawn([path], options.derive)));
  const named = traceNames(paths).map((name, i) => [name, traces[i] as AnyTrace] as const);
  const chosen = options.vars === undefined ? named : selected(named, options.vars);
  const base = reference === undefined ? {} : { reference: named[reference]?.[0] as string };
  const comparison = compare(Object.fromEntries(chosen), base);
  if (options.report !== undefined) await comparison.report(options.report);
  print(options.json ? JSON.stringify(comparison) : comparison.table());
  return comparison.status === "agree" ? 0 : 2;
}

/** All files, and which of them is the reference: one that is named already, by its path or its name, or a further one. */
function withReference(
  files: readonly string[],
  reference: string | undefined,
): { readonly paths: readonly string[]; readonly reference?: number } {
  if (reference === undefined) return { paths: files };
  const [path, name] = [files.indexOf(reference), traceNames(files).indexOf(reference)];
  const known = path >= 0 ? path : name;
  return known >= 0 ? { paths: files, reference: known } : { paths: [...files, reference], reference: files.length };
}

/** The traces with those variables only; what a trace lacks is told by the comparison. */
function selected(
  named: readonly (readonly [string, AnyTrace])[],
  wanted: readonly string[],
): (readonly [string, AnyTrace])[] {
  const holds = (trace: AnyTrace, name: string): boolean =>
    variablesOf(trace).some((variable) => variable.name === name || variable.name.startsWith(`${name}.`));
  const unknown = wanted.find((name) => named.every(([, trace]) => !holds(trace, name)));
  if (unknown !== undefined) {
    const known = new Set(named.flatMap(([, trace]) => variablesOf(trace).map(({ name }) => name)));
    throw new Error(`--vars: no trace has a variable ${unknown}; there are ${[...known].join(", ")}`);
  }
  return named.map(([name, trace]) => [name, select(trace, wanted.filter((each) => holds(trace, each)) as never[])]);
}

async function makeRoom(report: string): Promise<void> {
  await mkdir(dirname(report), { recursive: true }).catch((error: Error) => {
    throw new Error(`--report ${report}: ${error.message}; name a file in a folder that can be written`);
  });
}
