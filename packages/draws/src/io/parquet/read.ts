/** Read a trace from Parquet: a row for each draw, as this package, data frames or DuckDB write it. */
import type { AsyncBuffer, FileMetaData, RowGroup } from "hyparquet";
import { type AnyTrace, trace, type VariableSource } from "../../trace.js";
import { variablesFrom } from "../cells-by-name.js";
import { drawnOf, filled, type Head, refuse, statsOf } from "../head.js";
import { checkSize } from "../inference-data/array-store.js";
import { builtin } from "../node.js";
import { fromArviz, knownToArviz, snake } from "../stat-names.js";
import { columnsOf } from "./columns.js";
import { readFooter, withParquet } from "./footer.js";
import { type Places, placesOf } from "./places.js";

export async function readParquet([path]: readonly string[]): Promise<AnyTrace> {
  return withParquet(path as string, async (buffer, { metadata, head }) => {
    const names = columnNames(metadata);
    checkSize("the table", [Number(metadata.num_rows), 1], buffer.byteLength);
    const places = await findPlaces(buffer, metadata, names);
    return head === undefined ? foreign(buffer, metadata, names, places) : own(buffer, metadata, names, places, head);
  });
}

export async function readParquetHead([path]: readonly string[]): Promise<Head> {
  const { head } = await readFooter(path as string);
  return head ?? refuse("only a file that this package wrote can be appended to");
}

/** Throws if a column is not flat. */
function columnNames({ schema }: FileMetaData): readonly string[] {
  const nested = schema.slice(1).find(({ num_children: children }) => children);
  if (nested !== undefined)
    refuse(`the column ${nested.name} is nested, and a table of draws has a number in each cell`);
  return schema.slice(1).map(({ name }) => name);
}

type Numbers = ArrayLike<unknown>;

/** Reads some columns, one group of rows after another: `put` gets pieces of a column and the row where they begin. */
async function eachPiece(
  buffer: AsyncBuffer,
  metadata: FileMetaData,
  columns: readonly string[],
  put: (column: string, piece: Numbers, row: number) => void,
): Promise<void> {
  const { parquetRead } = await import("hyparquet");
  let row = 0;
  for (const [g, group] of metadata.row_groups.entries()) {
    const rows = Number(group.num_rows);
    const seen = new Map<string, number>();
    let failure: unknown;
    // The library calls this from a promise that nobody awaits, so an error must not leave it.
    const onChunk = (chunk: { columnName: string; columnData: Numbers; rowStart: number }): void => {
      const { columnName, columnData, rowStart } = chunk;
      seen.set(columnName, (seen.get(columnName) ?? 0) + columnData.length);
      try {
        put(columnName, columnData, rowStart);
      } catch (error) {
        failure ??= error;
      }
    };
    try {
      checkGroup(group, buffer.byteLength);
      const range = { rowStart: row, rowEnd: row + rows };
      const options = {
        file: buffer,
        metadata,
        columns: [...columns],
        ...range,
        onChunk,
        compressors: decompressors(),
      };
      if (rows > 0 && columns.length > 0) await parquetRead(options);
      const short = columns.find((name) => rows > 0 && seen.get(name) !== rows);
      if (short !== undefined) refuse(`the column ${short} has ${seen.get(short) ?? 0} values for ${rows} rows`);
    } catch (error) {
      throw new Error(`group ${g + 1} of the rows (from row ${row}) is damaged: ${(error as Error).message}`, {
        cause: error,
      });
    }
    if (failure !== undefined) throw failure;
    row += rows;
  }
  if (row !== Number(metadata.num_rows))
    refuse(`the footer says ${metadata.num_rows} rows, and its groups have ${row}`);
}

function checkGroup({ num_rows: rows, columns }: RowGroup, bytes: number): void {
  checkSize("it", [Number(rows), 1], bytes);
  for (const { meta_data: column } of columns) {
    if (column === undefined) refuse("a column is without its metadata");
    if (column?.num_values !== rows) refuse(`a column has ${column?.num_values} values for ${rows} rows`);
  }
}

/** What Node unpacks; hyparquet itself knows Snappy. */
function decompressors() {
  const zlib = builtin("node:zlib");
  const zstd = (zlib as { zstdDecompressSync?: (data: Uint8Array, options: object) => Uint8Array }).zstdDecompressSync;
  const limit = (length: number): { maxOutputLength: number } => ({ maxOutputLength: Math.max(1, length) });
  return {
    GZIP: (data: Uint8Array, length: number): Uint8Array => zlib.gunzipSync(data, limit(length)),
    BROTLI: (data: Uint8Array, length: number): Uint8Array => zlib.brotliDecompressSync(data, limit(length)),
    ...(zstd === undefined ? {} : { ZSTD: (data: Uint8Array, length: number) => zstd(data, limit(length)) }),
  };
}

const CHAIN = ["chain", ".chain"];
const DRAW = ["draw", ".iteration", ".draw"];
const named = (names: readonly string[], known: readonly string[]): string | undefined =>
  known.find((name) => names.includes(name));

/** Where each row belongs; a table without chain is one chain, one without draw is in order. */
async function findPlaces(buffer: AsyncBuffer, metadata: FileMetaData, names: readonly string[]): Promise<Places> {
  const rows = Number(metadata.num_rows);
  const [chain, draw] = [named(names, CHAIN), named(names, DRAW)];
  const chains = new Float64Array(rows);
  const draws = draw === undefined ? Float64Array.from({ length: rows }, (_, i) => i) : new Float64Array(rows);
  const wanted = [chain, draw].filter((name) => name !== undefined);
  await eachPiece(buffer, metadata, wanted, (column, piece, row) => {
    putNumbers(column, column === chain ? chains : draws, piece, (i) => row + i);
  });
  return placesOf(chains, draws);
}

/** Numbers, truth values and empty cells (NaN) of a column to their places. */
function putNumbers(column: string, into: Float64Array, piece: Numbers, at: (i: number) => number): void {
  for (let i = 0; i < piece.length; i++) {
    const x = piece[i];
    if (typeof x === "string" || (typeof x === "object" && x !== null)) {
      refuse(`the column ${column} holds no numbers: leave it out`);
    }
    into[at(i)] = x === null || x === undefined ? Number.NaN : Number(x);
  }
}

/** What each column fills: every `width`-th number of an array, from the number `cell` on. */
interface Target {
  readonly into: Float64Array;
  readonly width: number;
  readonly cell: number;
}

async function fill(
  buffer: AsyncBuffer,
  metadata: FileMetaData,
  { placeOf }: Places,
  targets: ReadonlyMap<string, Target>,
): Promise<void> {
  await eachPiece(buffer, metadata, [...targets.keys()], (column, piece, row) => {
    const { into, width, cell } = targets.get(column) as Target;
    putNumbers(column, into, piece, (i) => placeOf(row + i) * width + cell);
  });
}

async function own(
  buffer: AsyncBuffer,
  metadata: FileMetaData,
  names: readonly string[],
  places: Places,
  head: Head,
): Promise<AnyTrace> {
  const columns = columnsOf(head);
  const { chains } = head.trace.$;
  const expected = ["chain", "draw", ...columns.map(({ name }) => name)];
  if (names.join("\n") !== expected.join("\n"))
    refuse("the columns are not those that the entry credence of the footer lists");
  if (head.draws > 0 && (places.chains !== chains || places.draws !== head.draws)) {
    refuse(`there are ${places.chains} × ${places.draws} rows, and the footer says ${chains} × ${head.draws} draws`);
  }
  const count = chains * head.draws;
  const widths = drawnOf(head).map(({ cells }) => cells);
  const values = widths.map((width) => new Float64Array(count * width));
  const stats = statsOf(head).map(() => new Float64Array(count));
  const targets = columns.map(({ name, from: { kind, index, cell } }): [string, Target] => {
    const [into, width] = kind === "variable" ? [values[index], widths[index]] : [stats[index], 1];
    return [name, { into: into as Float64Array, width: width as number, cell }];
  });
  await fill(buffer, metadata, places, new Map(targets));
  return filled(head, values, stats);
}

/** Groups whose draws are columns, by what their names begin with, as this package writes them. */
const GROUPS = ["posteriorPredictive", "logLikelihood", "logPrior"] as const;

async function foreign(
  buffer: AsyncBuffer,
  metadata: FileMetaData,
  names: readonly string[],
  places: Places,
): Promise<AnyTrace> {
  const others = names.filter((name) => ![...CHAIN, ...DRAW].includes(name));
  const cells = others.filter((name) => !knownToArviz(name));
  const columns = cells.map((name) => {
    const [, base = name, labels] = /^(.+)\[([^[\]]+)\]$/u.exec(name) ?? [];
    return { name: base, labels: labels?.split(",").map((label) => label.trim()) ?? [] };
  });
  const { chains, draws } = places;
  const targets = new Map<string, Target>();
  const sources = variablesFrom(columns).map(({ name, axes, columns: members }): VariableSource => {
    const into = new Float64Array(chains * draws * members.length);
    for (const [cell, i] of members.entries()) targets.set(cells[i] as string, { into, width: members.length, cell });
    return { name, axes, values: into };
  });
  const stats: Record<string, Float64Array> = {};
  for (const name of others.filter(knownToArviz)) {
    const into = new Float64Array(chains * draws);
    stats[fromArviz(name)] = into;
    targets.set(name, { into, width: 1, cell: 0 });
  }
  await fill(buffer, metadata, places, targets);
  const run = {
    ...{ sampler: "unknown", seed: 0, elapsedMs: 0, chains, draws },
    options: { created_by: metadata.created_by ?? "unknown" },
  };
  const within = (group: string): readonly VariableSource[] =>
    sources.flatMap((source) =>
      source.name.startsWith(`${snake(group)}.`)
        ? [{ ...source, name: source.name.slice(snake(group).length + 1) }]
        : [],
    );
  const groups = GROUPS.flatMap((group) => (within(group).length === 0 ? [] : [[group, trace(within(group), run)]]));
  const own = sources.filter(({ name }) => !GROUPS.some((group) => name.startsWith(`${snake(group)}.`)));
  return trace(own, { ...run, stats, groups: Object.fromEntries(groups) });
}
