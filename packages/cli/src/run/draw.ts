/** Draw from the posterior of a model file as the command line's options say. */

import type { AnyTrace } from "@credence/draws";
import type { AnyPosterior } from "@credence/inference";
import { exact, explain, metropolis, nuts, sample, slice } from "credence";
import type { DrawOptions, OutputOptions } from "../options.js";
import { loadPosterior } from "./load-model.js";
import { readData } from "./read-data.js";

const samplers = { nuts, slice, metropolis } as const;

/** The posterior of a model file, given the data file of the options. */
export async function posteriorOf(path: string, { data }: Pick<DrawOptions, "data">): Promise<AnyPosterior> {
  return loadPosterior(path, data === undefined ? undefined : await readData(data));
}

/** @throws with a sentence when a closed form is asked for and there is none. */
export async function drawFrom(
  posterior: AnyPosterior,
  path: string,
  { sampler, draws, tune, chains, seed, json }: DrawOptions & OutputOptions,
): Promise<AnyTrace> {
  if (sampler === "exact" && exact(posterior) === null)
    throw new Error(`${path} has no closed form: ${explain(posterior).reason}; try --sampler auto`);
  const given = Object.fromEntries(
    Object.entries({ draws, tune, chains, seed }).filter(([, value]) => value !== undefined),
  );
  const chosen = sampler === "auto" || sampler === "exact" ? "auto" : samplers[sampler]();
  const options = { ...given, sampler: chosen, ...(json ? { progress: false } : {}) };
  return untilInterrupted(async (signal) => (await sample(posterior, { ...options, signal } as never)) as AnyTrace);
}

/** Lets Ctrl-C end a run with the draws it has; a second one ends the process. */
async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once("SIGINT", stop);
  try {
    return await work(controller.signal);
  } finally {
    process.removeListener("SIGINT", stop);
  }
}
