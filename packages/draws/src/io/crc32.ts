/** Sum bytes by CRC-32, so that damage is found out: with Node's own function where there is one, in browsers too. */

const POLYNOMIAL = 0xedb88320;

/** What each byte adds, computed at the first sum outside Node. */
let table: Int32Array | undefined;

function tableOf(): Int32Array {
  return Int32Array.from({ length: 256 }, (_, byte) => {
    let sum = byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? POLYNOMIAL ^ (sum >>> 1) : sum >>> 1;
    return sum;
  });
}

/** The CRC-32 of `data`, or of what was summed before and then `data` (RFC 1952, section 8), without help of the system. */
export function plainCrc32(data: Uint8Array, before: number = 0): number {
  table ??= tableOf();
  let sum = ~before;
  for (const byte of data) sum = (table[(sum ^ byte) & 255] as number) ^ (sum >>> 8);
  return ~sum >>> 0;
}

/** The CRC-32 of `data`, or of what was summed before and then `data`. */
export function crc32(data: Uint8Array, before: number = 0): number {
  const zlib = globalThis.process?.getBuiltinModule?.("node:zlib") as typeof import("node:zlib") | undefined;
  return zlib === undefined ? plainCrc32(data, before) : zlib.crc32(data, before);
}

/** The CRC-32 of a text's UTF-8, as eight hexadecimal digits. */
export const checksumOf = (text: string): string => crc32(new TextEncoder().encode(text)).toString(16).padStart(8, "0");
