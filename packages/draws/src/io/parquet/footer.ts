/** Read the footer of a Parquet file, and check against the checksum in it that the rows are as they were written. */
import type { FileHandle } from "node:fs/promises";
import type { AsyncBuffer, FileMetaData } from "hyparquet";
import { crc32 } from "../crc32.js";
import { decodeHead, type Head, refuse } from "../head.js";
import { files } from "../node.js";

/** What the footer says. */
export interface Footer {
  readonly metadata: FileMetaData;
  /** Only in files that this package wrote: the head, and where the rows end and their checksum. */
  readonly head?: Head;
  readonly data?: { readonly bytes: number; readonly crc: number };
}

/** An open file as the library reads it. */
export function asyncBuffer(file: FileHandle, byteLength: number): AsyncBuffer {
  return {
    byteLength,
    slice: async (start, end = byteLength) => {
      if (!(start >= 0 && end >= start && end <= byteLength)) {
        throw new Error(`it refers to the bytes ${start} to ${end}, and the file has ${byteLength}`);
      }
      const bytes = new Uint8Array(end - start);
      for (let at = 0; at < bytes.length; ) {
        const { bytesRead } = await file.read(bytes, at, bytes.length - at, start + at);
        if (bytesRead === 0) throw new Error(`the file ends at byte ${start + at}`);
        at += bytesRead;
      }
      return bytes.buffer as ArrayBuffer;
    },
  };
}

/** Open a file, do something with it and its footer, close it. */
export async function withParquet<T>(
  path: string,
  work: (buffer: AsyncBuffer, footer: Footer) => Promise<T>,
): Promise<T> {
  const file = await files().open(path, "r");
  try {
    const buffer = asyncBuffer(file, (await file.stat()).size);
    return await work(buffer, await footerOf(buffer));
  } finally {
    await file.close();
  }
}

export const readFooter = (path: string): Promise<Footer> => withParquet(path, async (_, footer) => footer);

async function footerOf(buffer: AsyncBuffer): Promise<Footer> {
  const { parquetMetadataAsync } = await import("hyparquet");
  let metadata: FileMetaData;
  try {
    if (buffer.byteLength < 12) refuse(`the file has only ${buffer.byteLength} bytes`);
    metadata = await parquetMetadataAsync(buffer, { geoparquet: false });
    const { schema, row_groups: groups } = metadata;
    if (!schema[0]?.num_children || !Array.isArray(groups)) refuse("it lists no columns");
  } catch (error) {
    throw new Error(
      `the footer at the end (byte ${buffer.byteLength}) is no Parquet footer: ${(error as Error).message}; ` +
        "the file is damaged, cut short or something else",
      { cause: error },
    );
  }
  const value = (name: string): string | undefined =>
    metadata.key_value_metadata?.find(({ key }) => key === name)?.value;
  const [line, sums] = [value("credence"), value("credence_data")];
  if (line === undefined || sums === undefined) {
    if (metadata.created_by === "credence")
      refuse("the footer has lost what this package wrote into it: it is damaged");
    return { metadata };
  }
  const head = decodeHead(line, "the entry credence of the footer");
  const data = readSums(sums);
  await checkData(buffer, data);
  return { metadata, head, data };
}

function readSums(text: string): { readonly bytes: number; readonly crc: number } {
  try {
    const { bytes, crc } = JSON.parse(text);
    return { bytes: Number(bytes), crc: Number(crc) };
  } catch (error) {
    throw new Error("the entry credence_data of the footer is damaged", { cause: error });
  }
}

const PIECE = 2 ** 20;

async function checkData(
  buffer: AsyncBuffer,
  { bytes, crc }: { readonly bytes: number; readonly crc: number },
): Promise<void> {
  if (!(bytes >= 0 && bytes <= buffer.byteLength))
    refuse(`the rows are said to end at byte ${bytes}, behind the file's end`);
  let sum = 0;
  for (let at = 0; at < bytes; at += PIECE) {
    sum = crc32(new Uint8Array(await buffer.slice(at, Math.min(bytes, at + PIECE))), sum);
  }
  if (sum !== crc)
    refuse(`the bytes 0 to ${bytes} (the rows) are damaged: their checksum differs; write the trace again`);
}
