/** Let one process at a time write a file, also after one was killed. */
import { open, readFile, rm } from "node:fs/promises";

/**
 * Takes `file`.lock, which holds the number of the process; one that a dead process left is taken over.
 * @returns what gives it back
 * @throws when a living process has it
 */
export async function lockFile(file: string): Promise<() => Promise<void>> {
  const lock = `${file}.lock`;
  for (;;) {
    try {
      const handle = await open(lock, "wx");
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(lock, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const owner = Number(await readFile(lock, "utf8").catch(() => ""));
    if (isAlive(owner) && owner !== process.pid)
      throw new Error(`${file} is in use by process ${owner}; stop that one first, or give this one another file`);
    if (owner === process.pid) throw new Error(`${file} is open in this process already; use that store`);
    await rm(lock, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
