/** Run a model file from the command line: sample, summarise, judge, write. */
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { diagnose, summarize } from "@credence/diagnostics";
import { type AnyTrace, TRACE_EXTENSIONS, withGroups, writeFileAtomically, writeTrace } from "@credence/draws";
import { type AnyPosterior, type GroupName, groupsFor } from "@credence/inference";
import type { DeriveOptions, DrawOptions, OutputOptions } from "../options.js";
import { isTraceFile, withDerived } from "../trace-file/read.js";
import { drawFrom, posteriorOf } from "./draw.js";
import { resultOf } from "./result.js";

/** Options of `credence run`, as the command line gives them. */
export interface RunOptions extends DrawOptions, DeriveOptions, OutputOptions {
  /** A directory, or a trace file of any format. */
  readonly out?: string;
  /** Groups to keep beside the draws, between commas; true for all. */
  readonly groups?: string | true;
}

/** Runs a model and prints what was found; the exit code is 0, or 2 when a check of the draws failed. */
export async function runCommand(path: string, options: RunOptions, print: (text: string) => void): Promise<0 | 2> {
  if (options.out === undefined && options.groups !== undefined)
    throw new Error("--groups are kept in a file: add --out");
  if (options.out !== undefined) await makeRoom(options.out);
  const posterior = await posteriorOf(path, options);
  const drawn = await drawFrom(posterior, path, options);
  const trace = await withDerived(drawn, options.derive);
  const verdict = diagnose(trace);
  if (options.out !== undefined) await writeResults(options.out, grouped(posterior, trace, options));
  if (options.json) print(JSON.stringify(resultOf(trace)));
  else print([summarize(trace).text(), ...trace.$.messages, verdict.text()].filter((text) => text !== "").join("\n"));
  return verdict.ok ? 0 : 2;
}

/** Makes the directory that results go to, before any work is done for them. */
async function makeRoom(out: string): Promise<void> {
  const directory = isTraceFile(out) ? dirname(out) : out;
  await mkdir(directory, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === "EEXIST" || error.code === "ENOTDIR" ? `${directory} is a file` : error.message;
    throw new Error(`--out ${out}: ${why}; name a folder, or a file that ends in ${TRACE_EXTENSIONS.join(", ")}`);
  });
}

/** The trace with the groups that are asked for. */
function grouped(posterior: AnyPosterior, trace: AnyTrace, { groups, seed }: RunOptions): AnyTrace {
  if (groups === undefined) return trace;
  const only = groups === true ? {} : { only: groups.split(",").map((name) => name.trim()) as GroupName[] };
  return withGroups(trace, groupsFor(posterior, trace, { ...only, ...(seed === undefined ? {} : { seed }) }));
}

/** Writes the trace alone where the path ends like a trace file, else a directory with the trace and its summary. */
async function writeResults(out: string, trace: AnyTrace): Promise<void> {
  const leftOut = await writeTrace(trace, isTraceFile(out) ? out : join(out, "trace.json"));
  for (const note of leftOut) process.stderr.write(`credence: ${note}\n`);
  if (isTraceFile(out)) return;
  await writeFileAtomically(join(out, "summary.json"), `${JSON.stringify(resultOf(trace), null, 2)}\n`);
  await writeFileAtomically(join(out, "summary.txt"), `${summarize(trace).text()}\n`);
}
