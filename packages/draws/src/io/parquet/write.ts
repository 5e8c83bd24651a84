/** Write a trace as Parquet: a row for each draw, a group of rows for each block, every page behind gzip's CRC. */

// https://parquet.apache.org/docs/file-format/
import type { FileHandle } from "node:fs/promises";
import type { SchemaElement } from "hyparquet";
import type { ByteWriter } from "hyparquet-writer";
import { crc32 } from "../crc32.js";
import type { Block, BlockSink } from "../format.js";
import { drawnOf, encodeHead, type Head } from "../head.js";
import { builtin, files } from "../node.js";
import type { StatType } from "../stat-names.js";
import { type Column, columnsOf } from "./columns.js";
import { type Footer, readFooter } from "./footer.js";

const TYPES = { float64: "DOUBLE", int64: "INT32", bool: "BOOLEAN" } as const;

function schemaOf(columns: readonly Column[]): SchemaElement[] {
  const required = (name: string, type: StatType): SchemaElement => ({
    name,
    type: TYPES[type],
    repetition_type: "REQUIRED",
  });
  const all = [required("chain", "int64"), required("draw", "int64"), ...columns.map((c) => required(c.name, c.type))];
  return [{ name: "schema", num_children: all.length }, ...all];
}

/** Bytes that go on to the file whenever the library has finished a group of rows, and their checksum. */
function fileWriter(bytes: ByteWriter, file: FileHandle, start: { readonly offset: number; readonly crc: number }) {
  let { crc, offset } = start;
  const writer = Object.assign(bytes, {
    flush: async (): Promise<void> => {
      const data = new Uint8Array(bytes.buffer, 0, bytes.index);
      crc = crc32(data, crc);
      for (let at = 0; at < data.length; ) {
        const { bytesWritten } = await file.write(data, at, data.length - at, offset + at);
        at += bytesWritten;
      }
      offset += data.length;
      bytes.index = 0;
    },
    finish: (): Promise<void> => writer.flush(),
  });
  return { writer, state: () => ({ bytes: offset, crc }) };
}

/** A sink that writes a new file, or goes on where the rows of `old` end. */
export async function writeParquet([path]: readonly string[], head: Head, old?: Head): Promise<BlockSink> {
  const { ByteWriter, ParquetWriter } = await import("hyparquet-writer");
  const columns = columnsOf(head);
  const footer = old === undefined ? undefined : await readFooter(path as string);
  const file = await files().open(path as string, footer === undefined ? "wx+" : "r+");
  const start = { offset: footer?.data?.bytes ?? 0, crc: footer?.data?.crc ?? 0 };
  const { writer, state } = fileWriter(new ByteWriter(), file, start);
  const compressors = { GZIP: (input: Uint8Array) => builtin("node:zlib").gzipSync(input, { level: 1 }) };
  const parquet = new ParquetWriter({
    writer,
    schema: schemaOf(columns),
    codec: "GZIP",
    compressors,
    statistics: false,
    createdBy: "credence",
  });
  if (footer !== undefined) continueAfter(parquet, writer, footer);
  let open = true;
  return {
    write: async (block) => {
      await parquet.write({ columnData: columnData(head, columns, block), rowGroupSize: block.draws });
    },
    finish: async (done) => {
      await writer.flush();
      const { bytes, crc } = state();
      parquet.kvMetadata = [
        { key: "credence", value: encodeHead(done) },
        { key: "credence_data", value: JSON.stringify({ bytes, crc }) },
      ];
      await parquet.finish();
      await file.truncate(state().bytes);
    },
    close: async () => {
      if (open) await file.close();
      open = false;
    },
  };
}

/** Take over the groups of rows that are there; the new ones overwrite the footer. */
function continueAfter(
  parquet: { row_groups: unknown[]; num_rows: bigint },
  writer: ByteWriter,
  { metadata, data }: Footer,
): void {
  parquet.row_groups = [...metadata.row_groups];
  parquet.num_rows = metadata.num_rows;
  writer.index = 0;
  writer.offset = data?.bytes ?? 0;
}

/** Doubles are written plainly: a dictionary would take -0 for 0. */
function columnData(head: Head, columns: readonly Column[], { chain, first, draws, values, stats }: Block) {
  const widths = drawnOf(head).map(({ cells }) => cells);
  const plain = { encoding: "PLAIN", offsetIndex: false } as const;
  const cellsOf = ({ from: { kind, index, cell }, type }: Column) => {
    const source = (kind === "variable" ? values : stats)[index] as Float64Array;
    const width = kind === "variable" ? (widths[index] as number) : 1;
    const at = (i: number): number => source[i * width + cell] as number;
    if (type === "bool") return Array.from({ length: draws }, (_, i) => at(i) === 1);
    const column = type === "int64" ? new Int32Array(draws) : new Float64Array(draws);
    for (let i = 0; i < draws; i++) column[i] = at(i);
    return column;
  };
  return [
    { name: "chain", data: new Int32Array(draws).fill(chain), offsetIndex: false },
    { name: "draw", data: Int32Array.from({ length: draws }, (_, i) => first + i), ...plain },
    ...columns.map((column) => ({
      name: column.name,
      data: cellsOf(column),
      ...(column.type === "float64" ? plain : { offsetIndex: false }),
    })),
  ];
}
