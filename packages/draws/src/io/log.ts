/** Append frames to a file in place, each behind its length and checksum, so that a crash leaves every whole one readable. */
import { crc32 } from "./crc32.js";
import { builtin } from "./node.js";

/** A piece of a log: what it is, and its bytes. */
export interface Frame {
  readonly kind: number;
  readonly bytes: Uint8Array;
}

/** A log that is open for appending. Every call returns when the system has the bytes, which a killed process cannot take back. */
export interface Log {
  append(kind: number, parts: readonly Uint8Array[]): void;
  /** Lets go of the file once it is on the disk, which nobody waits for; a disk that fails is warned of. */
  close(): void;
}

/** The first bytes of every log. */
const MAGIC: Uint8Array = Uint8Array.from([0x89, 0x43, 0x52, 0x45, 0x44, 0x4c, 0x4f, 0x47]); // "\x89CREDLOG"
/** Before a frame: its length, its kind, the checksum of these two, and that of the frame's bytes; little-endian. */
const HEADER = 16;

/** Begins a log with its first frames; `path` is there when these are whole, and not before. @throws if it is there already */
export function createLog(path: string, frames: readonly Frame[]): Log {
  const fs = builtin("node:fs");
  if (fs.existsSync(path)) throw new Error(`${path} is there already`);
  const temporary = `${path}.${globalThis.crypto.randomUUID()}.tmp`;
  const file = fs.openSync(temporary, "wx");
  try {
    writeAll(file, [MAGIC, ...frames.flatMap(({ kind, bytes }) => framed(kind, [bytes]))]);
    fs.renameSync(temporary, path);
    return logOf(file);
  } catch (error) {
    fs.closeSync(file);
    fs.rmSync(temporary, { force: true });
    throw error;
  }
}

/** Opens a log to go on after its first `length` bytes; a torn frame that follows them is cut off. */
export function continueLog(path: string, length: number): Log {
  const fs = builtin("node:fs");
  const file = fs.openSync(path, "a");
  fs.ftruncateSync(file, length);
  return logOf(file);
}

function logOf(file: number): Log {
  const fs = builtin("node:fs");
  return {
    append: (kind, parts) => writeAll(file, framed(kind, parts)),
    close: () => {
      fs.fsync(file, (error) => {
        if (error) process.emitWarning(`a checkpoint may not be on the disk: ${error.message}`);
        fs.close(file);
      });
    },
  };
}

/** The parts of a frame behind its header. */
function framed(kind: number, parts: readonly Uint8Array[]): readonly Uint8Array[] {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const header = new DataView(new ArrayBuffer(HEADER));
  [length, kind].forEach((word, i) => {
    header.setUint32(4 * i, word, true);
  });
  header.setUint32(8, headerSum(header), true);
  header.setUint32(12, sum(parts), true);
  return [new Uint8Array(header.buffer), ...parts];
}

const headerSum = (header: DataView): number => crc32(new Uint8Array(header.buffer, header.byteOffset, 8));
const sum = (parts: readonly Uint8Array[]): number => parts.reduce((before, part) => crc32(part, before), 0);

/** Writes everything, in one call of the system unless that takes less. */
function writeAll(file: number, parts: readonly Uint8Array[]): void {
  const fs = builtin("node:fs");
  const length = parts.reduce((total, part) => total + part.length, 0);
  const written = fs.writevSync(file, parts);
  if (written === length) return;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  for (let done = written; done < length; ) done += fs.writeSync(file, whole, done);
}

/**
 * The whole frames of a log, and the bytes that they take; a frame that was cut short by a crash, at the end, is left out.
 *
 * @throws a sentence if the file is no log, or is damaged before its end
 */
export function readLog(path: string): { readonly frames: readonly Frame[]; readonly length: number } {
  const { buffer, byteOffset, length: size } = builtin("node:fs").readFileSync(path);
  const all = new Uint8Array(buffer, byteOffset, size);
  if (all.length < MAGIC.length || MAGIC.some((byte, i) => all[i] !== byte))
    throw new Error(`${path} is no checkpoint: it begins otherwise`);
  const frames: Frame[] = [];
  let at = MAGIC.length;
  while (at + HEADER <= all.length) {
    const header = new DataView(all.buffer, all.byteOffset + at, HEADER);
    const end = at + HEADER + header.getUint32(0, true);
    const headed = header.getUint32(8, true) === headerSum(header);
    if (headed && end > all.length) break;
    const bytes = all.subarray(at + HEADER, end);
    if (!headed || header.getUint32(12, true) !== sum([bytes])) {
      if ((headed && end === all.length) || all.subarray(at).every((byte) => byte === 0)) break; // the system went down
      throw new Error(`${path} is damaged at byte ${at}: a checksum differs; what stands before is whole`);
    }
    frames.push({ kind: header.getUint32(4, true), bytes });
    at = end;
  }
  return { frames, length: at };
}
