/** Make a trace of stored groups of arrays, of our own making or of others'. */
import type { AnyTrace } from "../../trace.js";
import { decodeHead, filled, type Head, refuse } from "../head.js";
import { type ArrayStore, arraysByName, type StoredArray } from "./array-store.js";
import { foreignTrace } from "./foreign.js";
import { type ArrayLayout, groupsOfHead } from "./layout.js";

/** The trace in a store. */
export async function traceFromStore(store: ArrayStore): Promise<AnyTrace> {
  const line = await store.head();
  return line === undefined ? foreignTrace(store) : ownTrace(decodeHead(line, "the array credence"), store);
}

/** What this package wrote: every array is where the head says, and has the shape that it says. */
async function ownTrace(head: Head, store: ArrayStore): Promise<AnyTrace> {
  const parts = new Map<string | undefined, { readonly values: Float64Array[]; readonly stats: Float64Array[] }>();
  for (const other of [undefined, ...Object.keys(head.others)]) parts.set(other, { values: [], stats: [] });
  for (const { name, arrays } of groupsOfHead(head)) {
    const stored = await arraysByName(store, name);
    for (const layout of arrays) {
      const array = stored.get(layout.path.slice(name.length + 1));
      const found = array ?? refuse(`${layout.path} is missing: the file is damaged; write the trace again`);
      checkLikeness(layout, found);
      const { content } = layout;
      if (content.kind === "fixed" || content.kind === "draw") continue;
      const { values, stats } = parts.get(content.other) as { values: Float64Array[]; stats: Float64Array[] };
      (content.kind === "variable" ? values : stats)[content.index] = await found.numbers();
    }
  }
  const full = (of: Head, other?: string, others: Readonly<Record<string, AnyTrace>> = {}): AnyTrace => {
    const { values = [], stats = [] } = parts.get(other) ?? {};
    return filled(of, values, stats, others);
  };
  const others = Object.entries(head.others).map(([name, other]) => [name, full(other, name)] as const);
  return full(head, undefined, Object.fromEntries(others));
}

function checkLikeness({ path, shape, dims }: ArrayLayout, found: StoredArray): void {
  if (found.shape.join() === shape.join() && found.dims.join() === dims.join()) return;
  throw new Error(
    `${path} has the shape [${found.shape}] over (${found.dims}), and the array credence says [${shape}] over (${dims}): ` +
      "the file is damaged, or other software changed it; in the latter case remove the array credence",
  );
}
