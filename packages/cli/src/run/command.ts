/** Run a model file from the command line: sample, summarise, judge, write. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { diagnose, summarize } from "@credence/diagnostics";
import { type AnyTrace, writeFileAtomically, writeTrace } from "@credence/draws";
import { exact, explain, metropolis, nuts, sample, slice } from "credence";
import { loadPosterior } from "./load-model.js";
import { readData } from "./read-data.js";
import { resultOf } from "./result.js";

/** Options of `credence run`, as the command line gives them. */
export interface RunOptions {
  readonly data?: string;
  readonly sampler: "auto" | "exact" | "nuts" | "slice" | "metropolis";
  readonly draws?: number;
  readonly tune?: number;
  readonly chains?: number;
  readonly seed?: number;
  readonly out?: string;
  readonly json?: boolean;
}

const samplers = { nuts, slice, metropolis } as const;

/** Runs a model and prints what was found; the exit code is 0, or 2 when a check of the draws failed. */
export async function runCommand(path: string, options: RunOptions, print: (text: string) => void): Promise<0 | 2> {
  const posterior = await loadPosterior(path, options.data === undefined ? undefined : await readData(options.data));
  if (options.sampler === "exact" && exact(posterior) === null) {
    throw new Error(`${path} has no closed form: ${explain(posterior).reason}; try --sampler auto`);
  }
  const trace = (await sample(posterior, sampleOptions(options) as never)) as AnyTrace;
  const verdict = diagnose(trace);
  if (options.out !== undefined) await writeResults(options.out, trace);
  if (options.json) print(JSON.stringify(resultOf(trace)));
  else print([summarize(trace).text(), ...trace.$.messages, verdict.text()].filter((text) => text !== "").join("\n"));
  return verdict.ok ? 0 : 2;
}

function sampleOptions({ sampler, draws, tune, chains, seed, json }: RunOptions): object {
  const given = Object.fromEntries(
    Object.entries({ draws, tune, chains, seed }).filter(([, value]) => value !== undefined),
  );
  const chosen = sampler === "auto" || sampler === "exact" ? "auto" : samplers[sampler]();
  return { ...given, sampler: chosen, ...(json ? { progress: false } : {}) };
}

/** Writes the trace and its summary into a directory, each file whole or not at all. */
async function writeResults(directory: string, trace: AnyTrace): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeTrace(trace, join(directory, "trace.json"));
  await writeFileAtomically(join(directory, "summary.json"), `${JSON.stringify(resultOf(trace), null, 2)}\n`);
  await writeFileAtomically(join(directory, "summary.txt"), `${summarize(trace).text()}\n`);
}
