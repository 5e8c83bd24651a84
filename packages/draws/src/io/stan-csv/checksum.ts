/** Sum the bytes of a file, so that a damaged one is found out. */
import type { FileHandle } from "node:fs/promises";
import { crc32 } from "../crc32.js";

const PIECE = 2 ** 20;

/** The CRC-32 of the bytes before `end`, in hexadecimal. */
export async function checksum(file: FileHandle, end: number): Promise<string> {
  const piece = new Uint8Array(PIECE);
  let sum = 0;
  for (let at = 0; at < end; ) {
    const { bytesRead } = await file.read(piece, 0, Math.min(PIECE, end - at), at);
    if (bytesRead === 0) break;
    sum = crc32(piece.subarray(0, bytesRead), sum);
    at += bytesRead;
  }
  return sum.toString(16).padStart(8, "0");
}
