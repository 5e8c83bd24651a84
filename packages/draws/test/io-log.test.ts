/** Hold logs to their promise: every whole frame is read, whatever a crash cut off, and damage is found. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { continueLog, createLog, readLog } from "../src/index.js";

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe("a log", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "credence-log-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const written = (): { file: string; ends: number[] } => {
    const file = path.join(folder, "a.log");
    const log = createLog(file, [{ kind: 1, bytes: bytes(1, 2, 3) }]);
    const ends = [readFileSync(file).length];
    for (let i = 0; i < 5; i++) {
      log.append(2, [bytes(i), bytes(i, i)]);
      ends.push(readFileSync(file).length);
    }
    log.close();
    return { file, ends };
  };

  it("gives back its frames", () => {
    const { file, ends } = written();
    const { frames, length } = readLog(file);
    expect(frames.map(({ kind, bytes: of }) => [kind, ...of])).toEqual([
      [1, 1, 2, 3],
      ...[0, 1, 2, 3, 4].map((i) => [2, i, i, i]),
    ]);
    expect(length).toBe(ends.at(-1));
  });

  it("cut anywhere holds the frames that were whole, and goes on after them", () => {
    const { file, ends } = written();
    const all = readFileSync(file);
    for (let cut = ends[0] as number; cut < all.length; cut++) {
      writeFileSync(file, all.subarray(0, cut));
      const whole = ends.filter((end) => end <= cut).length;
      const { frames, length } = readLog(file);
      expect(frames.length).toBe(whole);
      const log = continueLog(file, length);
      log.append(7, [bytes(9)]);
      log.close();
      expect(readLog(file).frames.length).toBe(whole + 1);
    }
  });

  it("takes zeros at the end, which a system that went down leaves, for nothing", () => {
    const { file } = written();
    writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.alloc(100)]));
    expect(readLog(file).frames.length).toBe(6);
  });

  it("says where any byte before the last frame was changed", () => {
    const { file, ends } = written();
    const all = readFileSync(file);
    for (let at = 8; at < (ends.at(-2) as number); at++) {
      const damaged = Buffer.from(all);
      damaged[at] = (damaged[at] as number) ^ 0x10;
      writeFileSync(file, damaged);
      expect(() => readLog(file)).toThrow(/a\.log is damaged at byte \d+: a checksum differs/);
    }
    writeFileSync(file, "draws");
    expect(() => readLog(file)).toThrow("a.log is no checkpoint: it begins otherwise");
  });

  it("is not begun where a file is, and leaves nothing behind", () => {
    const { file } = written();
    expect(() => createLog(file, [])).toThrow("is there already");
    expect(existsSync(path.join(folder, "none"))).toBe(false);
  });
});
