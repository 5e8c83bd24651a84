/** Read a trace that the command line names, with the quantities that it asks for. */
import { type AnyTrace, readTrace, runOf, sourcesOf, TRACE_EXTENSIONS, trace } from "@credence/draws";
import { derive } from "credence";

/** Whether a path ends like a trace file. */
export const isTraceFile = (path: string): boolean =>
  TRACE_EXTENSIONS.some((extension) => path.replace(/\/$/u, "").toLowerCase().endsWith(extension));

/**
 * The trace in a file of any format; several paths are the chains of one run in Stan's format.
 * @throws with a sentence when a file is missing, damaged or no trace, or a formula cannot be computed.
 */
export async function readDrawn(paths: readonly string[], formulas: string | undefined): Promise<AnyTrace> {
  const read = await readTrace(paths.length === 1 ? (paths[0] as string) : paths).catch((error: unknown) => {
    throw isMissing(error) ? new Error(`there is no trace file ${paths.join(", ")}`, { cause: error }) : error;
  });
  return withDerived(read, formulas);
}

/** The trace and, after its own variables, the quantities that the formulas define. */
export async function withDerived(from: AnyTrace, formulas: string | undefined): Promise<AnyTrace> {
  if (formulas === undefined) return from;
  const added = await derive(from, formulas);
  return trace([...sourcesOf(from), ...sourcesOf(added)], runOf(from)) as AnyTrace;
}

/** Whether an error, or what caused it, is that a file is not there. */
function isMissing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (error as NodeJS.ErrnoException).code === "ENOENT" || isMissing(error.cause);
}
