/** Keep traces in files (Node only); a file is replaced whole or not at all, so that a crash leaves the old one. */
import type { AnyTrace, Groups, Trace } from "../trace.js";
import { restore } from "./atomic.js";
import { blocksOf } from "./blocks.js";
import { formatFor, type TraceFormatName } from "./formats.js";
import { drawnOf, headOf, statsOf } from "./head.js";
import { openWriter, type TraceWriter } from "./writer.js";

/** How to choose a format other than by the path's ending. */
export interface FileOptions {
  readonly format?: TraceFormatName;
}

/** Errors with the path before the sentence. */
async function at<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { message } = error as Error;
    throw message.includes(path) ? error : new Error(`${path}: ${message}`, { cause: error });
  }
}

/**
 * Open a file for the draws of a run while it runs: memory stays the same however long it is (but for JSON, which is one
 * text). Nothing is at `path` before `finish`, and what was there stays if the process dies.
 *
 * @param like - A trace with the variables, stats, chains and facts of the one to come; its draws are not written.
 * @param options - `append` adds to the draws of a file that this package wrote, which must be of the same model.
 * @throws If the ending is no known one, or the file to append to does not fit.
 */
export async function traceWriter(
  like: AnyTrace,
  path: string,
  options: FileOptions & { readonly append?: boolean } = {},
): Promise<TraceWriter> {
  const format = formatFor(path, options.format);
  return at(path, async () => {
    await restore(path);
    return openWriter(format, path, like, options.append);
  });
}

/** Pass all draws of a trace on, in blocks. */
async function writeAll(writer: TraceWriter, trace: AnyTrace): Promise<readonly string[]> {
  const head = headOf(trace);
  const drawn = drawnOf(head);
  const groups = [...new Set(drawn.map(({ group }) => group))];
  for (const { chain, values, stats } of blocksOf(trace, head)) {
    const of = (wanted: string): Readonly<Record<string, Float64Array>> =>
      Object.fromEntries(
        drawn.flatMap(({ group, name }, v) => (group === wanted ? [[name, values[v] as Float64Array]] : [])),
      );
    await writer.write(chain, {
      values: of(""),
      stats: Object.fromEntries(statsOf(head).map((name, s) => [name, stats[s] as Float64Array])),
      groups: Object.fromEntries(groups.map((group) => [group, of(group)])),
    });
  }
  return writer.finish();
}

/**
 * Write a trace to a file, in the format that the path ends in: `.json`; `.nc` (netCDF-4) and `.zarr` (Zarr 2, a
 * directory), both ArviZ's InferenceData; `.parquet`, a row for each draw; `.csv`, Stan's, where several chains become
 * `name_1.csv`, `name_2.csv`, …. Every format keeps every double, and all facts of the run. Groups beside the posterior
 * are written too; Parquet and Stan's CSV have rows for the posterior's draws only, so there groups with other draws
 * (the prior) are left out, and the file's messages say so. What was there is replaced when the new file is complete
 * (several files: by a plan on the disk, which a crash does not stop).
 *
 * @returns What was left out, one sentence each; nothing in netCDF, Zarr and JSON.
 * @throws If the ending is no known one, or the file cannot be written.
 */
export async function writeTrace(trace: AnyTrace, path: string, options: FileOptions = {}): Promise<readonly string[]> {
  const writer = await traceWriter(trace, path, options);
  return at(path, () => writeAll(writer, trace));
}

/**
 * Add the draws of a trace, chain by chain, to those of a file that this package wrote: the file is copied, extended and
 * put in the place of the old one. JSON cannot be appended to. The facts are those of the added trace, but that times
 * add up and messages of both stay. Groups that go with the posterior draw by draw grow with it; the prior stays.
 *
 * @returns What was left out, one sentence each.
 * @throws If the file was made by other software, or differs in model, variables, dims, stats or number of chains.
 */
export async function appendTrace(
  trace: AnyTrace,
  path: string,
  options: FileOptions = {},
): Promise<readonly string[]> {
  const writer = await traceWriter(trace, path, { ...options, append: true });
  return at(path, () => writeAll(writer, trace));
}

/**
 * Read a trace from a file that `writeTrace` wrote, or that other software wrote as ArviZ's InferenceData (netCDF-4, Zarr
 * 2 and 3), as a table in Parquet, or as Stan's CSV; `path` may be a list of Stan's files, one a chain.
 *
 * @throws A sentence with the path, and the byte, line, group or array, if the file is cut short, damaged, of a later
 * version or no trace.
 */
export async function readTrace<V = unknown, G extends Groups = Groups>(
  path: string | readonly string[],
  options: FileOptions = {},
): Promise<Trace<V, G>> {
  const [first, ...more] = typeof path === "string" ? [path] : path;
  if (first === undefined) throw new Error("there is no path to read from: give at least one");
  const format = formatFor(first, options.format);
  if (more.length > 0 && format.parts === undefined) {
    throw new Error(`a trace in ${format.name} is one file, and ${more.length + 1} were given: read each, then merge`);
  }
  return at(first, async () => {
    await restore(first);
    const paths = more.length > 0 ? [first, ...more] : ((await format.found?.(first)) ?? [first]);
    return (await format.read(paths)) as Trace<V, G>;
  });
}
