/** Keep traces in files (Node only); a file is replaced whole or not at all, so that a crash leaves the old one. */
import type { AnyTrace, Trace } from "../trace.js";
import { traceFromJson, traceToJson } from "./json.js";

/** Node's files, asked of the process so that bundlers for browsers find nothing to resolve. */
const fileSystem = () => {
  const fs = globalThis.process?.getBuiltinModule?.("node:fs/promises");
  if (fs === undefined) throw new Error("there are no files here: use traceToJson and traceFromJson outside Node");
  return fs;
};

/** Write text to a new file beside `path`, then rename it to `path`. */
export async function writeFileAtomically(path: string, text: string): Promise<void> {
  const fs = fileSystem();
  const temporary = `${path}.${globalThis.crypto.randomUUID()}.tmp`;
  try {
    const file = await fs.open(temporary, "wx");
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await fs.rename(temporary, path);
  } catch (error) {
    await fs.rm(temporary, { force: true });
    throw error;
  }
}

/** Write a trace to a JSON file. */
export async function writeTrace(trace: AnyTrace, path: string): Promise<void> {
  await writeFileAtomically(path, traceToJson(trace));
}

/** Read a trace from the JSON file that `writeTrace` wrote. Throws a sentence with the path if the content is no trace. */
export async function readTrace<V = unknown>(path: string): Promise<Trace<V>> {
  const text = await fileSystem().readFile(path, "utf8");
  try {
    return traceFromJson<V>(text);
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`, { cause: error });
  }
}
