/** Keep counts in an append-only file: every acknowledged addition is on the disk before it is acknowledged. */
import { open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { type Change, ledger } from "./ledger.js";
import { lockFile } from "./lock.js";
import { appendLog, type Log, readLog } from "./log.js";
import { defaultWindow, type Outcome, type Store } from "./types.js";

/** Settings of a file store. */
export interface FileStoreOptions {
  /** How long ids are remembered, in milliseconds; a week if left out. */
  readonly window?: number;
  /** Bytes beyond which the file is rewritten as its present state, if that is less than half of it; 16 MiB if left out. */
  readonly compactBeyond?: number;
}

/**
 * A store in the file at `file`, which one process at a time may open. Each line is a change as JSON; a line that a crash
 * cut short was never acknowledged and is dropped. When the disk is full, additions are rejected and the file stays as it
 * was.
 *
 * @throws when another process has the file open, or a line inside it is no change (naming the byte at which it starts)
 */
export async function fileStore(
  file: string,
  { window = defaultWindow, compactBeyond = 16 * 1024 * 1024 }: FileStoreOptions = {},
): Promise<Store> {
  const unlock = await lockFile(file);
  const held = ledger(window);
  let log: Log;
  try {
    const size = await readLog(file, (change) => held.take(change));
    log = await appendLog(file, size, held.take);
  } catch (error) {
    await unlock();
    throw error;
  }
  let compactAt = compactBeyond;

  /** Rewrites the file as one line, by way of a second file: a crash leaves the old one or the new one. */
  const compact = async (): Promise<void> => {
    const next = `${file}.next`;
    const line = `${JSON.stringify({ kind: "state", state: held.state() } satisfies Change)}\n`;
    try {
      const handle = await open(next, "w");
      try {
        await handle.writeFile(line);
        await handle.datasync();
      } finally {
        await handle.close();
      }
      await rename(next, file);
      await syncFolder(file);
    } catch (error) {
      await rm(next, { force: true });
      throw error;
    }
    await log.reopen(Buffer.byteLength(line));
  };

  /** Ids on their way to the disk: a second addition with the same id waits for the first. */
  const underWay = new Map<string, Promise<Outcome>>();
  const write = async (change: Change): Promise<Outcome> => {
    const outcome = await log.append(change);
    if (log.size() > compactAt) {
      compactAt = Infinity; // one at a time
      log.between(compact).then(
        () => {
          compactAt = Math.max(compactBeyond, 2 * log.size());
        },
        () => {
          compactAt = 2 * log.size(); // no room for it: the file goes on as it is
        },
      );
    }
    return outcome;
  };
  return {
    name: "file",
    counts: async (experiment) => new Map(held.counts(experiment)),
    async apply(experiment, addition) {
      const known = held.outcome(experiment, addition);
      if (known !== "applied") return known;
      const name = JSON.stringify([experiment, addition.id]);
      const before = underWay.get(name);
      if (before !== undefined) return before.then((outcome) => (outcome === "applied" ? "duplicate" : outcome));
      const written = write({ kind: "add", experiment, addition }).finally(() => underWay.delete(name));
      underWay.set(name, written);
      return written;
    },
    async setActive(experiment, arm, active) {
      await write({ kind: "arm", experiment, arm, active });
    },
    async signingKey(proposal) {
      if (held.key() === null) await write({ kind: "key", key: proposal });
      return held.key() as string;
    },
    async close() {
      await log.close();
      await unlock();
    },
  };
}

/** Makes a renamed file's new name last. */
async function syncFolder(file: string): Promise<void> {
  const folder = await open(path.dirname(path.resolve(file)), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
