/** Read data for a model: CSV as an array of records with numbers where a column is numeric, JSON as it stands. */
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { parse } from "csv-parse/sync";

/** @throws with a sentence when the file cannot be read or parsed. */
export async function readData(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === "ENOENT" ? `there is no data file ${path}` : `cannot read ${path}: ${error.message}`,
    );
  });
  try {
    return extname(path).toLowerCase() === ".json" ? JSON.parse(text) : parseCsv(text);
  } catch (error) {
    throw new Error(
      `${path} is not valid ${extname(path).toLowerCase() === ".json" ? "JSON" : "CSV"}: ${(error as Error).message}`,
    );
  }
}

/**
 * Records by header. A column is numeric when every cell of it is a number or missing (empty, NA or NaN), and some are
 * numbers; a missing one is null, which the model then names. Any other column stays text, cell by cell.
 */
export function parseCsv(text: string): Record<string, string | number | null>[] {
  const rows: Record<string, string>[] = parse(text, {
    columns: distinct,
    skip_empty_lines: true,
    trim: true,
    bom: true,
  });
  const names = Object.keys(rows[0] ?? {});
  const numeric = new Set(names.filter((name) => isNumeric(rows.map((row) => row[name] ?? ""))));
  const read = (name: string, cell: string): string | number | null =>
    numeric.has(name) ? (missing.has(cell) ? null : Number(cell)) : cell;
  return rows.map((row) => Object.fromEntries(names.map((name) => [name, read(name, row[name] ?? "")])));
}

/** The header as it is. @throws when two columns share a name: one would hide the other. */
function distinct(header: string[]): string[] {
  const twice = header.find((name, i) => header.indexOf(name) < i);
  if (twice !== undefined) throw new Error(`two columns are named "${twice}": rename one of them`);
  return header;
}

/** How spreadsheets, R and Python write that there is no number. */
const missing: ReadonlySet<string> = new Set(["", "NA", "NaN"]);

const isNumeric = (cells: readonly string[]): boolean =>
  cells.some(isNumber) && cells.every((cell) => isNumber(cell) || missing.has(cell));

const isNumber = (text: string): boolean => text !== "" && Number.isFinite(Number(text));
