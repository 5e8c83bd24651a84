/** Name the files of the chains as CmdStan does: `output.csv` is one chain, `output_1.csv`, `output_2.csv`, … are several. */
import { exists } from "../atomic.js";

const numbered = (path: string, chain: number): string => path.replace(/(\.[^./\\]*)?$/u, (end) => `_${chain}${end}`);

/** The files for so many chains. */
export const partsOf = (path: string, chains: number): readonly string[] =>
  chains === 1 ? [path] : Array.from({ length: chains }, (_, chain) => numbered(path, chain + 1));

/** The files that are there: the path itself, or as many numbered ones as follow one another from 1. */
export async function foundParts(path: string): Promise<readonly string[]> {
  if (await exists(path)) return [path];
  const parts: string[] = [];
  while (await exists(numbered(path, parts.length + 1))) parts.push(numbered(path, parts.length + 1));
  return parts.length === 0 ? [path] : parts;
}
