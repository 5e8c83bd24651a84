/** Read a text file piece by piece into batches of lines, so that memory does not grow with its length. */
import type { FileHandle } from "node:fs/promises";

/** Lines without their ends. */
export interface Batch {
  readonly lines: readonly string[];
  /** The number of the first line, from 1. */
  readonly first: number;
}

const PIECE = 2 ** 22;
const LONGEST = 2 ** 28;

/** All lines of a file; `rest` gets a last line that lacks its end. */
export async function* batchesOf(file: FileHandle, rest: (line: string) => void): AsyncGenerator<Batch> {
  const piece = new Uint8Array(PIECE);
  const decoder = new TextDecoder();
  let first = 1;
  let begun = "";
  for (;;) {
    const { bytesRead } = await file.read(piece, 0, PIECE, null);
    const text = begun + decoder.decode(piece.subarray(0, bytesRead), { stream: bytesRead > 0 });
    const lines = text.split("\n");
    begun = lines.pop() as string;
    if (begun.length > LONGEST) throw new Error(`line ${first + lines.length} is longer than ${LONGEST} characters`);
    if (lines.length > 0) yield { lines: lines.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line)), first };
    first += lines.length;
    if (bytesRead === 0) break;
  }
  if (begun !== "") rest(begun);
}
