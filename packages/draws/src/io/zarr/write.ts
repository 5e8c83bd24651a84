/** Write a trace as a Zarr store, version 2: a directory with a file for each chunk of an array. */
import type { Block, BlockSink } from "../format.js";
import type { Head } from "../head.js";
import { type ArrayLayout, groupsOfHead, headArray, takes } from "../inference-data/layout.js";
import { files } from "../node.js";
import { readChunk, room, textBytes, typed, writeChunk } from "./chunk.js";
import { metadataFiles } from "./metadata.js";

/** The name of a chunk by its place along each dim; that of a scalar is "0". */
const chunkName = (place: readonly number[]): string => place.join(".") || "0";

/** A sink that writes into the directory `root`. */
export async function writeZarr([root]: readonly string[], head: Head, old?: Head): Promise<BlockSink> {
  const directory = root as string;
  const layouts = groupsOfHead(head).flatMap(({ arrays }) => arrays);
  for (const { path } of [...layouts, headArray(head)])
    await files().mkdir(`${directory}/${path}`, { recursive: true });
  const drawn = layouts.filter(({ content }) => content.kind !== "fixed");
  return {
    write: async (block) => {
      for (const layout of drawn.filter((each) => takes(each, block))) {
        const values = valuesFor(layout, block);
        if (values !== undefined) await writeRows(directory, layout, block, values);
      }
    },
    finish: async (done) => {
      const fixed = groupsOfHead(done).flatMap(({ arrays }) => arrays);
      for (const layout of [...(old === undefined ? fixed : []), headArray(done)]) await writeFixed(directory, layout);
      for (const [path, text] of metadataFiles(done)) await files().writeFile(`${directory}/${path}`, text);
    },
    close: async () => {},
  };
}

/** The numbers of a block that belong into an array; those of the dim draw come once, with the first chain. */
function valuesFor({ content }: ArrayLayout, { chain, first, draws, values, stats }: Block): Float64Array | undefined {
  if (content.kind === "variable") return values[content.index];
  if (content.kind === "stat") return stats[content.index];
  return chain === 0 ? Float64Array.from({ length: draws }, (_, i) => first + i) : undefined;
}

/** Write the rows `first` to `first + draws` of a chain into the chunks that they overlap. */
async function writeRows(root: string, layout: ArrayLayout, block: Block, values: Float64Array): Promise<void> {
  const { chain, first, draws } = block;
  const ofChain = layout.content.kind !== "draw";
  const rows = layout.chunks[ofChain ? 1 : 0] as number;
  const width = values.length / draws;
  for (let from = 0; from < draws; ) {
    const place = Math.floor((first + from) / rows);
    const skip = first + from - place * rows;
    const count = Math.min(rows - skip, draws - from);
    const rest = layout.shape.slice(2).map(() => 0);
    const path = `${root}/${layout.path}/${chunkName(ofChain ? [chain, place, ...rest] : [place])}`;
    const chunk = room(layout.type, rows * width);
    if (skip > 0) await readChunk(path, chunk);
    chunk.set(typed(layout.type, values.subarray(from * width, (from + count) * width)) as never, skip * width);
    await writeChunk(path, chunk);
    from += count;
  }
}

/** Write an array whose content is known and that is one chunk. */
async function writeFixed(root: string, { path, type, shape, content }: ArrayLayout): Promise<void> {
  if (content.kind !== "fixed") return;
  const { data } = content;
  const bytes = Array.isArray(data) ? textBytes(data) : typed(type, data as Float64Array | Uint8Array);
  await writeChunk(`${root}/${path}/${chunkName(shape.map(() => 0))}`, bytes);
}
