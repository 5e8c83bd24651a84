/** Load the HDF5 library, and make its errors sentences. */
import type { File } from "h5wasm/node";
import { files } from "../node.js";

type Library = typeof import("h5wasm/node");

/** A name that bundlers for browsers do not follow: this build of the library needs Node's files. */
const LIBRARY: string = "h5wasm/node";

let loaded: Promise<Library> | undefined;

/**
 * The library, loaded at the first call: compiled HDF5 that reads and writes Node's files directly. Its errors are thrown
 * (its own default prints them and goes on with what memory held).
 */
function library(): Promise<Library> {
  loaded ??= (import(/* @vite-ignore */ LIBRARY) as Promise<Library>).then(async (hdf5) => {
    (await hdf5.ready).activate_throwing_error_handler();
    return hdf5;
  });
  return loaded;
}

/** What went wrong at the innermost level, from the library's report of all levels. */
function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const levels = text.split("\n").flatMap((line) => /^\s*#\d+:.* in \w+\(\): (.*)$/u.exec(line)?.[1] ?? []);
  return levels.at(-1) ?? text.split("\n", 1)[0] ?? "unknown";
}

/** Do something with an open file, and close it. `what` begins the sentence if HDF5 fails. */
export async function withFile<T>(
  path: string,
  mode: "r" | "w" | "a",
  what: () => string,
  work: (file: File, hdf5: Library) => Promise<T>,
): Promise<T> {
  const { file, hdf5 } = await openFile(path, mode);
  try {
    return await work(file, hdf5);
  } catch (error) {
    throw explained(error, what());
  } finally {
    try {
      file.close();
    } catch {
      // What failed before is what matters.
    }
  }
}

const HDF5_REPORT = /HDF5-DIAG|memory access|unreachable|out of bounds/u;

/** Errors of the library as a sentence; others, which are sentences already, as they are. */
export function explained(error: unknown, what: string): Error {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof Error && !HDF5_REPORT.test(text)) return error;
  return new Error(`${what} cannot be read, HDF5 says: ${reason(error)}; the file is damaged or cut short`, {
    cause: error,
  });
}

/** Open a file; "w" makes one whose metadata carry checksums (version 1.10 of the file format). */
export async function openFile(path: string, mode: "r" | "w" | "a"): Promise<{ file: File; hdf5: Library }> {
  const hdf5 = await library();
  if (mode !== "w") await files().access(path);
  try {
    return { file: new hdf5.File(path, mode, { track_order: true, libver: ["v110", "v110"] }), hdf5 };
  } catch (error) {
    throw new Error(`this is no complete netCDF-4 file, HDF5 says: ${reason(error)}`, { cause: error });
  }
}
