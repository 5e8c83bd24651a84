/** Replace a file, several files or a directory whole or not at all, so that a crash leaves the old or the new. */
import { builtin, files } from "./node.js";

/** Something new that is made at `temporary`, and takes its place at `commit`. */
export interface Replacement {
  readonly path: string;
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

/** Where it stands which files are being replaced together, from when all are complete until all have their names. */
const journal = (path: string): string => `${path}.commit`;

/** What is left to do when several files in one directory are replaced: renamings, then removals, by their names there. */
interface Plan {
  readonly rename: readonly (readonly [from: string, to: string])[];
  readonly remove: readonly string[];
}

/** Bring to an end what a crash cut in two: undo the replacement of a directory, complete that of several files. */
export async function restore(path: string): Promise<void> {
  if (await exists(journal(path))) await carryOut(path, JSON.parse(await files().readFile(journal(path), "utf8")));
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
  return { path, temporary, commit, abandon };
}

async function carryOut(path: string, { rename, remove }: Plan): Promise<void> {
  const fs = files();
  const beside = besides(path);
  for (const [from, to] of rename) if (await exists(beside(from))) await fs.rename(beside(from), beside(to));
  for (const name of remove) await fs.rm(beside(name), { force: true });
  await fs.rm(journal(path), { force: true });
}

/** Paths of names in the directory of `path`, and of no other. */
function besides(path: string): (name: string) => string {
  const { basename, dirname, join } = builtin("node:path");
  return (name) => join(dirname(path), basename(name));
}

/**
 * Commit several files that make up what a user calls `path`, and remove those that no longer belong to it. Which files is
 * written down first, so that `restore` can complete what a crash interrupts.
 */
export async function commitTogether(
  path: string,
  replacements: readonly Replacement[],
  remove: readonly string[],
): Promise<void> {
  const [first] = replacements;
  if (first !== undefined && replacements.length === 1 && remove.length === 0) return first.commit();
  for (const { temporary } of replacements) await sync(temporary);
  const { basename } = builtin("node:path");
  const rename = replacements.map(({ temporary, path: to }) => [basename(temporary), basename(to)] as const);
  const plan: Plan = { rename, remove: remove.map((each) => basename(each)) };
  await writeFileAtomically(journal(path), JSON.stringify(plan));
  await carryOut(path, plan);
}

/** Abandon files that were to be committed together, unless that has begun: then `restore` completes it. */
export async function abandonTogether(path: string, replacements: readonly Replacement[]): Promise<void> {
  if (await exists(journal(path))) return;
  for (const each of replacements) await each.abandon();
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
