/** Append changes to a file in groups, each group on the disk before its changes count as written. */
import { createReadStream } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import type { Change } from "./ledger.js";
import type { Outcome } from "./types.js";

/** A file being appended to. */
export interface Log {
  /** Resolves when the change is on the disk and taken; rejects when it could not be written, and then it is neither. */
  append(change: Change): Promise<Outcome>;
  /** Bytes in the file. */
  size(): number;
  /** Does `work` while nothing is being written. */
  between(work: () => Promise<void>): Promise<void>;
  /** Goes on with the file that now has the log's name, `size` bytes long. */
  reopen(size: number): Promise<void>;
  close(): Promise<void>;
}

interface Waiting {
  readonly change: Change;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** Opens a log after its first `size` bytes, dropping what lies beyond; `take` is told each change once it is on the disk. */
export async function appendLog(file: string, size: number, take: (change: Change) => Outcome): Promise<Log> {
  let handle: FileHandle = await open(file, size === 0 ? "a+" : "r+");
  await handle.truncate(size);
  let end = size;
  let waiting: Waiting[] = [];
  let turn: Promise<void> = Promise.resolve();

  /** Writes everything that waits by one write and one sync: while the disk is busy, the next group gathers. */
  const flush = async (): Promise<void> => {
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    const bytes = Buffer.from(group.map(({ change }) => `${JSON.stringify(change)}\n`).join(""));
    try {
      let written = 0;
      while (written < bytes.length) {
        const step = await handle.write(bytes, written, bytes.length - written, end + written);
        written += step.bytesWritten;
      }
      await handle.datasync();
      end += bytes.length;
      for (const { change, resolve } of group) resolve(take(change));
    } catch (error) {
      await handle.truncate(end).catch(() => undefined); // half a line would spoil the next
      for (const { reject } of group) reject(error);
    }
  };
  const between = (work: () => Promise<void>): Promise<void> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };
  return {
    append: (change) =>
      new Promise((resolve, reject) => {
        waiting.push({ change, resolve, reject });
        if (waiting.length === 1) void between(flush);
      }),
    size: () => end,
    between,
    async reopen(newSize) {
      const old = handle;
      handle = await open(file, "r+");
      end = newSize;
      await old.close();
    },
    async close() {
      await between(flush);
      await handle.close();
    },
  };
}

/**
 * Reads a log line by line.
 * @returns the number of bytes up to the end of the last whole line
 * @throws for a line that is no change, with the byte at which it starts
 */
export async function readLog(file: string, take: (change: Change) => void): Promise<number> {
  if (!(await exists(file))) return 0;
  let rest = Buffer.alloc(0);
  let at = 0;
  for await (const chunk of createReadStream(file)) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    let from = 0;
    for (let end = rest.indexOf(10, from); end >= 0; end = rest.indexOf(10, from)) {
      take(changeOf(rest.toString("utf8", from, end), file, at));
      at += end + 1 - from;
      from = end + 1;
    }
    rest = rest.subarray(from);
  }
  return at;
}

function changeOf(line: string, file: string, at: number): Change {
  try {
    const change = JSON.parse(line) as Change;
    if (["add", "arm", "key", "state"].includes(change.kind)) return change;
  } catch {
    // said below
  }
  throw new Error(
    `${file}: byte ${at} starts a line that is no change of a store; restore the file from a copy, or cut it there`,
  );
}

const exists = async (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return false;
      throw error;
    },
  );
