/** Turn numbers and texts into the bytes of Zarr chunks, and write these where they belong. */

import type { ArrayLayout } from "../inference-data/layout.js";
import { builtin, files } from "../node.js";

type Bytes = Float64Array | BigInt64Array | Uint8Array;

/** Room for `count` numbers of a type. */
export function room(type: ArrayLayout["type"], count: number): Bytes {
  if (type === "float64") return new Float64Array(count);
  return type === "int64" ? new BigInt64Array(count) : new Uint8Array(count);
}

/** Numbers in the type of their array. */
export function typed(type: ArrayLayout["type"], values: Float64Array | Uint8Array): Bytes {
  if (type === "float64" || values instanceof Uint8Array) return values;
  return type === "int64" ? BigInt64Array.from(values, BigInt) : Uint8Array.from(values);
}

/** Texts as the codec "vlen-utf8" of numcodecs keeps them: their number, then each behind its length, little-endian. */
export function textBytes(texts: readonly string[]): Uint8Array {
  const encoded = texts.map((text) => new TextEncoder().encode(text));
  const bytes = new Uint8Array(encoded.reduce((length, text) => length + 4 + text.length, 4));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, texts.length, true);
  let at = 4;
  for (const text of encoded) {
    view.setUint32(at, text.length, true);
    bytes.set(text, at + 4);
    at += 4 + text.length;
  }
  return bytes;
}

export async function writeChunk(path: string, data: Bytes): Promise<void> {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  await files().writeFile(path, builtin("node:zlib").gzipSync(bytes, { level: 1 }));
}

/** What a chunk that is there holds, in `into`. Throws if it holds another number of bytes. */
export async function readChunk(path: string, into: Bytes): Promise<void> {
  const bytes = builtin("node:zlib").gunzipSync(await files().readFile(path), { maxOutputLength: into.byteLength });
  if (bytes.length !== into.byteLength) throw new Error(`${path} holds ${bytes.length} bytes, not ${into.byteLength}`);
  new Uint8Array(into.buffer).set(bytes);
}
