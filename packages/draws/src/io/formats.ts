/** List the file formats of traces, and choose among them by the end of a path or by name. */
import { suggest } from "../suggest.js";
import type { TraceFormat } from "./format.js";
import { readJson, writeJson } from "./json-file.js";
import { readNetcdf, readNetcdfHead } from "./netcdf/read.js";
import { writeNetcdf } from "./netcdf/write.js";
import { readParquet, readParquetHead } from "./parquet/read.js";
import { writeParquet } from "./parquet/write.js";
import { foundParts, partsOf, staleParts } from "./stan-csv/paths.js";
import { readStanCsv, readStanCsvHead } from "./stan-csv/read.js";
import { writeStanCsv } from "./stan-csv/write.js";
import { readZarr, readZarrHead } from "./zarr/read.js";
import { writeZarr } from "./zarr/write.js";

/** The names of the formats. */
export type TraceFormatName = "json" | "netcdf" | "zarr" | "parquet" | "stan-csv";

/** Their libraries are loaded when they are used. */
export const FORMATS: readonly (TraceFormat & { readonly name: TraceFormatName })[] = [
  { name: "json", extensions: [".json"], write: writeJson, read: readJson },
  {
    name: "netcdf",
    extensions: [".nc", ".nc4", ".netcdf"],
    write: writeNetcdf,
    read: readNetcdf,
    head: readNetcdfHead,
  },
  { name: "zarr", extensions: [".zarr"], write: writeZarr, read: readZarr, head: readZarrHead },
  {
    name: "parquet",
    extensions: [".parquet"],
    rowwise: true,
    write: writeParquet,
    read: readParquet,
    head: readParquetHead,
  },
  {
    name: "stan-csv",
    extensions: [".csv"],
    rowwise: true,
    parts: partsOf,
    found: foundParts,
    stale: staleParts,
    write: writeStanCsv,
    read: readStanCsv,
    head: readStanCsvHead,
  },
];

/** The endings of paths by which formats are chosen, with the dot. */
export const TRACE_EXTENSIONS: readonly string[] = FORMATS.flatMap(({ extensions }) => extensions);

/** The format of this name or, without one, of this path. Throws if there is none. */
export function formatFor(path: string, name?: TraceFormatName): TraceFormat {
  if (name !== undefined) {
    const named = FORMATS.find((format) => format.name === name);
    const names = FORMATS.map((format) => format.name);
    if (named === undefined)
      throw new Error(`unknown format ${JSON.stringify(name)}${suggest(name, names, "formats")}`);
    return named;
  }
  const lower = path.replace(/[/\\]+$/u, "").toLowerCase();
  const found = FORMATS.find(({ extensions }) => extensions.some((extension) => lower.endsWith(extension)));
  if (found !== undefined) return found;
  throw new Error(
    `${path}: no format is known by this ending: use one of ${TRACE_EXTENSIONS.join(", ")}, or the option format`,
  );
}
