/** Replace a file or a directory whole or not at all, so that a crash leaves the old one. */
import { files } from "./node.js";

/** Something new that is made at `temporary`, and takes its place at `commit`. */
export interface Replacement {
  readonly temporary: string;
  commit(): Promise<void>;
  abandon(): Promise<void>;
}

/**
 * Where an old directory waits while the new one takes its name: no system call of Node swaps two directories, so a crash
 * between the two renamings leaves the old one here, and `restore` gives it its name back.
 */
const previous = (path: string): string => `${path}.previous`;

export const exists = async (path: string): Promise<boolean> => (await kind(path)) !== undefined;

async function kind(path: string): Promise<"file" | "directory" | undefined> {
  try {
    return (await files().stat(path)).isDirectory() ? "directory" : "file";
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Undo a replacement of a directory that a crash cut in two. */
export async function restore(path: string): Promise<void> {
  if (!(await exists(path)) && (await exists(previous(path)))) await files().rename(previous(path), path);
}

/** Force a file, or all files below a directory, to the disk. */
async function sync(path: string): Promise<void> {
  const fs = files();
  if ((await kind(path)) === "directory") {
    for (const name of await fs.readdir(path)) await sync(`${path}/${name}`);
    return;
  }
  const file = await fs.open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Begin to replace `path`; a directory replaces only a directory, a file only a file. */
export function replacement(path: string): Replacement {
  const fs = files();
  const temporary = `${path}.${globalThis.crypto.randomUUID()}.tmp`;
  const remove = (at: string): Promise<void> => fs.rm(at, { recursive: true, force: true });
  const abandon = (): Promise<void> => remove(temporary);
  const commit = async (): Promise<void> => {
    try {
      await sync(temporary);
      await restore(path);
      if ((await kind(path)) !== "directory" || (await kind(temporary)) !== "directory") {
        await fs.rename(temporary, path);
        return;
      }
      await remove(previous(path));
      await fs.rename(path, previous(path));
      await fs.rename(temporary, path);
      await remove(previous(path));
    } catch (error) {
      await abandon();
      throw error;
    }
  };
  return { temporary, commit, abandon };
}

/** Write text to a new file beside `path`, then rename it to `path`. */
export async function writeFileAtomically(path: string, text: string): Promise<void> {
  const { temporary, commit, abandon } = replacement(path);
  try {
    await files().writeFile(temporary, text, { flag: "wx" });
  } catch (error) {
    await abandon();
    throw error;
  }
  await commit();
}
