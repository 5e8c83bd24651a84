/** Run a model file from the command line: sample, summarise, judge, write. */
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { diagnose, summarize } from "@credence/diagnostics";
import { type AnyTrace, TRACE_EXTENSIONS, writeFileAtomically, writeTrace } from "@credence/draws";
import type { DeriveOptions, DrawOptions, OutputOptions } from "../options.js";
import { withDerived } from "../trace-file/read.js";
import { drawFrom, posteriorOf } from "./draw.js";
import { resultOf } from "./result.js";

/** Options of `credence run`, as the command line gives them. */
export interface RunOptions extends DrawOptions, DeriveOptions, OutputOptions {
  /** A directory, or a trace file of any format. */
  readonly out?: string;
}

/** Runs a model and prints what was found; the exit code is 0, or 2 when a check of the draws failed. */
export async function runCommand(path: string, options: RunOptions, print: (text: string) => void): Promise<0 | 2> {
  if (options.out !== undefined) await makeRoom(options.out);
  const drawn = await drawFrom(await posteriorOf(path, options), path, options);
  const trace = await withDerived(drawn, options.derive);
  const verdict = diagnose(trace);
  if (options.out !== undefined) await writeResults(options.out, trace);
  if (options.json) print(JSON.stringify(resultOf(trace)));
  else print([summarize(trace).text(), ...trace.$.messages, verdict.text()].filter((text) => text !== "").join("\n"));
  return verdict.ok ? 0 : 2;
}

const isTraceFile = (out: string): boolean =>
  TRACE_EXTENSIONS.some((extension) => out.toLowerCase().endsWith(extension));

/** Makes the directory that results go to, before any work is done for them. */
async function makeRoom(out: string): Promise<void> {
  const directory = isTraceFile(out) ? dirname(out) : out;
  await mkdir(directory, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === "EEXIST" || error.code === "ENOTDIR" ? `${directory} is a file` : error.message;
    throw new Error(`--out ${out}: ${why}; name a folder, or a file that ends in ${TRACE_EXTENSIONS.join(", ")}`);
  });
}

/** Writes the trace alone where the path ends like a trace file, else a directory with the trace and its summary. */
async function writeResults(out: string, trace: AnyTrace): Promise<void> {
  if (isTraceFile(out)) return writeTrace(trace, out);
  await writeTrace(trace, join(out, "trace.json"));
  await writeFileAtomically(join(out, "summary.json"), `${JSON.stringify(resultOf(trace), null, 2)}\n`);
  await writeFileAtomically(join(out, "summary.txt"), `${summarize(trace).text()}\n`);
}
