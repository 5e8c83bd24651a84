/** Parse one Stan CSV file: the names of its columns, their numbers, and its comments. */
import type { FileHandle } from "node:fs/promises";
import { refuse } from "../head.js";
import { files } from "../node.js";
import { checksum } from "./checksum.js";
import { HEAD, OWN, SUM } from "./comments.js";
import { batchesOf } from "./lines.js";
import { numberOf } from "./numbers.js";

/** What one file holds. */
export interface StanFile {
  readonly names: readonly string[];
  /** For each column its numbers. */
  readonly columns: readonly Float64Array[];
  readonly rows: number;
  /** Comments, whole lines. */
  readonly comments: readonly string[];
  /** In files of this package: the name of the set of files, the chain from 1, and the head. */
  readonly own?: { readonly set: string; readonly chain: number; readonly line: string };
}

/** Numbers that become more. */
interface Growing {
  array: Float64Array;
  length: number;
}

function push(into: Growing, x: number): void {
  if (into.length === into.array.length) {
    const larger = new Float64Array(2 * into.length + 64);
    larger.set(into.array);
    into.array = larger;
  }
  into.array[into.length++] = x;
}

/** @throws A sentence with the line if the file is cut short, damaged or no such CSV. */
export async function parseStanCsv(path: string): Promise<StanFile> {
  const comments: string[] = [];
  let names: readonly string[] = [];
  let columns: Growing[] = [];
  let line = 0;
  let cut: string | undefined;
  const row = (text: string): void => {
    if (names.length === 0) {
      names = text.split(",").map((name) => name.trim().replaceAll(/^"|"$/gu, ""));
      columns = names.map(() => ({ array: new Float64Array(0), length: 0 }));
      const odd = names.find((name, i) => !/^[A-Za-z_.]/u.test(name) || names.indexOf(name) !== i);
      if (odd !== undefined)
        refuse(`line ${line} has no names of columns (${JSON.stringify(odd.slice(0, 40))}): this is no Stan CSV`);
      return;
    }
    const cells = text.split(",");
    if (cells.length !== names.length) {
      refuse(`line ${line} has ${cells.length} values for ${names.length} columns: the file is damaged or cut short`);
    }
    for (const [i, cell] of cells.entries()) {
      const x =
        numberOf(cell) ?? refuse(`line ${line} has ${JSON.stringify(cell.slice(0, 40))} for ${names[i]}, no number`);
      push(columns[i] as Growing, x);
    }
  };
  let own: StanFile["own"];
  const file = await files().open(path, "r");
  try {
    for await (const { lines, first } of batchesOf(file, (rest) => (cut = rest))) {
      for (const [i, text] of lines.entries()) {
        line = first + i;
        if (text.startsWith("#")) comments.push(text);
        else if (text.trim() !== "") row(text);
      }
    }
    if (cut !== undefined) refuse(`line ${line + 1}, the last, has no end: the file is cut short`);
    own = comments.includes(OWN) ? await ownFacts(file, comments) : undefined;
  } finally {
    await file.close();
  }
  if (names.length === 0) refuse("there are no names of columns: this is no Stan CSV");
  const rows = columns[0]?.length ?? 0;
  const numbers = columns.map(({ array, length }) => array.subarray(0, length));
  return { names, columns: numbers, rows, comments, ...(own === undefined ? {} : { own }) };
}

/** The head and the checksum, which are the last two lines. */
async function ownFacts(file: FileHandle, comments: readonly string[]): Promise<StanFile["own"]> {
  const [head, sum] = comments.slice(-2);
  if (!head?.startsWith(HEAD) || !sum?.startsWith(SUM)) {
    refuse(`the last two lines are not "${HEAD.trim()}" and "${SUM.trim()}": the file is cut short or damaged`);
  }
  const { size } = await file.stat();
  const end = size - new TextEncoder().encode(sum).length - 1;
  const found = await checksum(file, end);
  if (found !== sum?.slice(SUM.length)) {
    refuse(`the bytes 0 to ${end} are damaged: their checksum differs; write the trace again`);
  }
  const [, set, chain, line] = /^(\S+) (\d+) (.*)$/u.exec(head?.slice(HEAD.length) ?? "") ?? [];
  return { set: set ?? "", chain: Number(chain), line: line ?? "" };
}
