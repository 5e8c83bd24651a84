/** Widen a graph to many sets of inputs at once: one run of a wide program costs far less than as many runs of a narrow one. */
import { argumentsOf, isElementwise, withArguments } from "./node.js";
import type { ArrayGraph, ArrayNode, NodeId, NodeOf } from "./types.js";

/** A graph of several lanes, and where each node of the graph of one lane went. */
export interface Lanes {
  readonly graph: ArrayGraph;
  readonly ids: readonly NodeId[];
}

/**
 * The same computation for `count` sets of inputs. Inputs and outputs hold one lane after the other; what depends on no
 * input is computed once, and repeated where it is an output. Every lane has the same values, whatever the others hold.
 *
 * @returns undefined where an operation runs a program of its own: scans, differential equations, registered functions
 */
export function inLanes(graph: ArrayGraph, outputs: readonly NodeId[], count: number): Lanes | undefined {
  const nodes: ArrayNode[] = [];
  const ids: NodeId[] = [];
  const varies: boolean[] = [];
  const positions = lanePositions(count);
  const add = (node: ArrayNode): NodeId => nodes.push(node) - 1;
  const lengthOf = (old: NodeId): number => (graph.nodes[old] as ArrayNode).length;

  /** The elements of a node lane by lane, `length` in each of them. */
  function laid(old: NodeId, length = lengthOf(old)): NodeId {
    const x = ids[old] as NodeId;
    const single = lengthOf(old) === 1 && length !== 1;
    if (varies[old] && !single) return x;
    const read = varies[old] ? positions.lane(length) : single ? positions.none(length) : positions.place(length);
    return add({ op: "gather", args: [x], positions: read, length: read.length });
  }

  /** The node over all lanes, one of whose arguments at least varies. */
  function wide(node: ArrayNode): NodeId | undefined {
    const length = count * node.length;
    if (isElementwise(node)) {
      const args = argumentsOf(node).map((old) =>
        varies[old] || lengthOf(old) > 1 ? laid(old, node.length) : (ids[old] as NodeId),
      );
      return add(withArguments(node, args, length));
    }
    switch (node.op) {
      case "gather":
        return add({ ...node, args: [laid(node.args[0])], positions: moved(node, lengthOf(node.args[0])), length });
      case "scatterAdd":
      case "segmentMax":
        return add({ ...node, args: [laid(node.args[0])], positions: moved(node, node.length), length });
      case "sum": {
        const read = positions.lane(lengthOf(node.args[0]));
        return add({ op: "scatterAdd", args: [laid(node.args[0])], positions: read, length });
      }
      case "take":
      case "scatterTake": {
        const size = node.op === "take" ? lengthOf(node.args[0]) : node.length;
        const base = positions.moved(node.base, size);
        return add({ ...node, args: [laid(node.args[0]), laid(node.args[1])], base, length });
      }
      case "linear": {
        const [x, values] = node.args;
        const product = matrixProduct(node, lengthOf(x), count);
        if (product !== undefined) return add({ ...product, args: [laid(x), ids[values] as NodeId] });
        const from = positions.moved(node.from, lengthOf(x));
        const to = positions.moved(node.to, node.length);
        return add({ ...node, args: [laid(x), laid(values)], from, to, length });
      }
      case "cumulativeSum":
        return add({ ...node, args: [laid(node.args[0])], outer: count * node.outer, length });
      case "cholesky":
      case "choleskyAdjoint":
      case "solveTriangular":
      case "matmul":
        return add(
          withArguments(
            node,
            node.args.map((old) => laid(old)),
            length,
          ),
        );
      default:
        return node.op === "input" ? add({ op: "input", length }) : undefined;
    }
  }
  const moved = (node: { readonly positions: Int32Array }, size: number): Int32Array =>
    positions.moved(node.positions, size);

  for (const node of graph.nodes) {
    const args = argumentsOf(node);
    const free = node.op === "input" || args.some((old) => varies[old]);
    const same = (): NodeId =>
      add(
        withArguments(
          node,
          args.map((old) => ids[old] as NodeId),
        ),
      );
    const id = free ? wide(node) : same();
    if (id === undefined) return undefined;
    ids.push(id);
    varies.push(free);
  }
  for (const old of outputs) {
    if (!varies[old]) ids[old] = laid(old);
    varies[old] = true;
  }
  return { graph: { nodes }, ids };
}

/** A full matrix times the vectors of all lanes, as one product; undefined where the map is no full matrix in either order. */
function matrixProduct(
  { from, to, length }: NodeOf<"linear">,
  size: number,
  count: number,
): Omit<NodeOf<"matmul">, "args"> | undefined {
  const full = (row: Int32Array, column: Int32Array, rows: number, columns: number): boolean =>
    columns > 1 && row.length === rows * columns && row.every((r, i) => r * columns + (column[i] as number) === i);
  const byRows = full(to, from, length, size);
  if (!byRows && !full(from, to, size, length)) return undefined;
  const shape = { rows: count, inner: size, columns: length, transposeLeft: false, transposeRight: byRows };
  return { op: "matmul", ...shape, length: count * length };
}

/** Where the elements of lanes lie, one lane after the other; equal positions are one array. */
function lanePositions(count: number): {
  /** The lane of each element. */
  readonly lane: (length: number) => Int32Array;
  /** The place of each element in its lane. */
  readonly place: (length: number) => Int32Array;
  readonly none: (length: number) => Int32Array;
  /** The given positions in every lane of an array with `size` elements in each. */
  readonly moved: (positions: Int32Array, size: number) => Int32Array;
} {
  const each = (length: number, at: (lane: number, i: number) => number): Int32Array => {
    const all = new Int32Array(count * length);
    for (let lane = 0, k = 0; lane < count; lane++) for (let i = 0; i < length; i++) all[k++] = at(lane, i);
    return all;
  };
  const kept = (at: (lane: number, i: number) => number): ((length: number) => Int32Array) => {
    const made = new Map<number, Int32Array>();
    return (length) => made.get(length) ?? made.set(length, each(length, at)).get(length) ?? new Int32Array(0);
  };
  return {
    lane: kept((lane) => lane),
    place: kept((_, i) => i),
    none: (length) => new Int32Array(count * length),
    moved: (positions, size) => each(positions.length, (lane, i) => lane * size + (positions[i] as number)),
  };
}
