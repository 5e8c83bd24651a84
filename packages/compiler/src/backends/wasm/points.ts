/** Run a program at many points by one emitted kernel: nothing is widened or repeated for the points of a batch. */
import type { ArrayNode, NodeId } from "../../graph/types.js";
import { createArena } from "./arena.js";
import { writePoints } from "./emit/points.js";
import type { Folded } from "./fold.js";
import { instantiate } from "./instance.js";
import { draft, type Exchange, layOut, type Row, sizeOf } from "./plan.js";

/** Runs a program at up to so many points as there is room for: `found` at them follows from `given`, point by point. */
export interface Points {
  readonly given: readonly Float64Array[];
  readonly found: readonly Float64Array[];
  run(count: number): void;
}

/**
 * A kernel of `most` points at once.
 * @throws where WebAssembly is missing, forbidden, or has no memory left.
 */
export function emittedPoints(program: Folded, most: number): Points {
  const drafted = draft(program);
  const { inputs, outputs } = drafted;
  const lengthOf = (id: NodeId): number => (drafted.graph.nodes[id] as ArrayNode).length;
  const room = [...inputs, ...outputs].reduce((total, id) => total + most * lengthOf(id) + 2, 0);
  const arena = createArena(sizeOf(drafted) + room);
  const row =
    (kind: string) =>
    (id: NodeId, k: number): Row => ({
      name: `${kind}${k}`,
      start: arena.take(most * lengthOf(id)),
      length: lengthOf(id),
    });
  const [given, found] = [inputs.map(row("input")), outputs.map(row("output"))];
  const exchange = (rows: readonly Row[], ids: readonly NodeId[]): Exchange[] =>
    rows.map(({ name }, k) => ({ id: ids[k] as NodeId, place: { base: name, offset: 0 } }));
  const laid = layOut(drafted, arena, exchange(given, inputs), exchange(found, outputs));
  const run = instantiate({ ...laid, rows: [...given, ...found] }, writePoints, arena);
  const views = (rows: readonly Row[]): Float64Array[] =>
    rows.map(({ start, length }) => arena.doubles.subarray(start, start + most * length));
  return { given: views(given), found: views(found), run };
}
