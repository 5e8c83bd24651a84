/** Write and read the JSON text of a trace as a file; the draws are gathered in memory, since the text is one piece. */
import type { AnyTrace } from "../trace.js";
import type { Block, BlockSink } from "./format.js";
import { drawnOf, filled, type Head, statsOf } from "./head.js";
import { traceFromJson, traceToJson } from "./json.js";
import { files } from "./node.js";

export async function writeJson([path]: readonly string[]): Promise<BlockSink> {
  const blocks: Block[] = [];
  const copy = (arrays: readonly Float64Array[]): Float64Array[] => arrays.map((array) => array.slice());
  return {
    write: async (block) => {
      blocks.push({ ...block, values: copy(block.values), stats: copy(block.stats) });
    },
    finish: async (head) => {
      await files().writeFile(path as string, textOf(gather(head, blocks)), { flag: "wx" });
    },
    close: async () => {},
  };
}

function textOf(trace: AnyTrace): string {
  try {
    return traceToJson(trace);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Error("the trace is too large for one JSON text: write .parquet, .zarr or .nc", { cause: error });
  }
}

/** The trace of all blocks: of the posterior and what goes with it draw by draw, and then of each other group. */
function gather(head: Head, blocks: readonly Block[]): AnyTrace {
  const others = Object.entries(head.others).map(([name, other]) => [name, gatherOne(other, blocks, name)] as const);
  return gatherOne(head, blocks, undefined, Object.fromEntries(others));
}

function gatherOne(
  head: Head,
  blocks: readonly Block[],
  other: string | undefined,
  others: Readonly<Record<string, AnyTrace>> = {},
): AnyTrace {
  const count = head.trace.$.chains * head.draws;
  const widths = drawnOf(head).map(({ cells }) => cells);
  const values = widths.map((width) => new Float64Array(count * width));
  const stats = statsOf(head).map(() => new Float64Array(count));
  for (const { chain, first, values: some, stats: numbers } of blocks.filter((block) => block.other === other)) {
    const at = chain * head.draws + first;
    for (const [v, array] of some.entries()) values[v]?.set(array, at * (widths[v] as number));
    for (const [s, array] of numbers.entries()) stats[s]?.set(array, at);
  }
  return filled(head, values, stats, others);
}

export async function readJson([path]: readonly string[]): Promise<AnyTrace> {
  return traceFromJson(await files().readFile(path as string, "utf8"));
}
