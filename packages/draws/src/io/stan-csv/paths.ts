/** Name the files of the chains as CmdStan does: `output.csv` is one chain, `output_1.csv`, `output_2.csv`, … are several. */
import { exists } from "../atomic.js";
import { files } from "../node.js";
import { OWN } from "./comments.js";

const numbered = (path: string, chain: number): string => path.replace(/(\.[^./\\]*)?$/u, (end) => `_${chain}${end}`);

/** The files for so many chains. */
export const partsOf = (path: string, chains: number): readonly string[] =>
  chains === 1 ? [path] : Array.from({ length: chains }, (_, chain) => numbered(path, chain + 1));

/** The files that are there: the path itself, or as many numbered ones as follow one another from 1. */
export async function foundParts(path: string): Promise<readonly string[]> {
  if (await exists(path)) return [path];
  const parts = await numberedParts(path);
  return parts.length === 0 ? [path] : parts;
}

async function numberedParts(path: string): Promise<readonly string[]> {
  const parts: string[] = [];
  while (await exists(numbered(path, parts.length + 1))) parts.push(numbered(path, parts.length + 1));
  return parts;
}

/** The files of this package that would be taken for chains of a trace of other files, `parts`; the path itself in any case. */
export async function staleParts(path: string, parts: readonly string[]): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const each of [path, ...(await numberedParts(path))]) {
    if (parts.includes(each) || !(await exists(each))) continue;
    if (each === path || (await isOwn(each))) stale.push(each);
  }
  return stale;
}

async function isOwn(path: string): Promise<boolean> {
  const file = await files().open(path, "r");
  try {
    const start = new Uint8Array(OWN.length);
    await file.read(start, 0, start.length, 0);
    return new TextDecoder().decode(start) === OWN;
  } finally {
    await file.close();
  }
}
