/** Tell what each row of an elementwise computation is made of, and compute it for some of the rows only. */
import type { GraphBuilder } from "../graph/builder-types.js";
import { argumentsOf, isElementwise, withArguments } from "../graph/node.js";
import type { NodeId, NodeOf } from "../graph/types.js";

/** What tells rows apart: where they look up, their data, or the coefficients of a linear map. */
export type Leaf = Int32Array | Float64Array | NodeOf<"linear">;

/**
 * The leaves of a node of many rows: rows with equal leaves have equal values. Undefined where rows are told apart by
 * their place, as the elements of a variable are.
 */
export function leavesOf(b: GraphBuilder, root: NodeId): ReadonlySet<Leaf> | undefined {
  const found = new Set<Leaf>();
  const seen = new Set<NodeId>();
  const visit = (id: NodeId): boolean => {
    const node = b.node(id);
    if (seen.has(id) || node.length === 1) return true;
    seen.add(id);
    if (isElementwise(node)) return argumentsOf(node).every(visit);
    switch (node.op) {
      case "data":
        found.add(node.values);
        return true;
      case "gather":
        if (b.node(node.args[0]).length > 1) found.add(node.positions);
        return true;
      case "take":
        found.add(node.base);
        return visit(node.args[1]);
      case "linear":
        found.add(node);
        return true;
      default:
        return false;
    }
  };
  return visit(root) ? found : undefined;
}

/** Whether no row has data of its own: it is then made of parameters, looked up or weighed by known coefficients. */
export function isFreeOfData(b: GraphBuilder, root: NodeId): boolean {
  const seen = new Set<NodeId>();
  const visit = (id: NodeId): boolean => {
    const node = b.node(id);
    if (seen.has(id) || node.length === 1) return true;
    seen.add(id);
    return isElementwise(node) ? argumentsOf(node).every(visit) : node.op !== "data";
  };
  return visit(root);
}

/** Elements of an array at some places. */
export function pick<T extends Float64Array | Int32Array>(values: T, rows: Int32Array): T {
  const make = values.constructor as new (length: number) => T;
  const picked = new make(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i] as number] as number;
  return picked;
}

/** Where the entries of each row of a linear map begin, by row, and the entries in the order of rows. */
export function entriesByRow({ to, length }: NodeOf<"linear">): {
  readonly start: Int32Array;
  readonly order: Int32Array;
} {
  const start = new Int32Array(length + 1);
  for (const row of to) start[row + 1] = (start[row + 1] as number) + 1;
  for (let row = 0; row < length; row++) start[row + 1] = (start[row + 1] as number) + (start[row] as number);
  const next = start.slice();
  const order = new Int32Array(to.length);
  for (let i = 0; i < to.length; i++) {
    const row = to[i] as number;
    order[next[row] as number] = i;
    next[row] = (next[row] as number) + 1;
  }
  return { start, order };
}

/** A linear map of which only some rows are wanted, in the order asked for. */
function linearRows(b: GraphBuilder, node: NodeOf<"linear">, rows: Int32Array): NodeId {
  const values = b.known(node.args[1]) as Float64Array;
  const { start, order } = entriesByRow(node);
  const first = (row: number): number => start[row] as number;
  const count = rows.reduce((total, row) => total + first(row + 1) - first(row), 0);
  const wanted = new Int32Array(count);
  const to = new Int32Array(count);
  let next = 0;
  rows.forEach((row, at) => {
    for (let k = first(row); k < first(row + 1); k++, next++) {
      wanted[next] = order[k] as number;
      to[next] = at;
    }
  });
  return b.linear(node.args[0], b.data(pick(values, wanted)), { from: pick(node.from, wanted), to }, rows.length);
}

/** The node computed for some rows, in the order asked for. */
export function atRows(b: GraphBuilder, root: NodeId, rows: Int32Array): NodeId {
  const done = new Map<NodeId, NodeId>();
  const visit = (id: NodeId): NodeId => {
    const old = done.get(id);
    if (old !== undefined) return old;
    const made = make(id);
    done.set(id, made);
    return made;
  };
  const make = (id: NodeId): NodeId => {
    const node = b.node(id);
    if (node.length === 1) return id;
    if (isElementwise(node)) return b.add(withArguments(node, argumentsOf(node).map(visit), rows.length));
    switch (node.op) {
      case "data":
        return b.data(pick(node.values, rows));
      case "take": {
        const { stride, size, base } = node;
        return b.take(node.args[0], visit(node.args[1]), { stride, size, base: pick(base, rows) });
      }
      case "linear":
        return linearRows(b, node, rows);
      default:
        return b.gather(id, rows);
    }
  };
  return b.broadcast(visit(root), rows.length);
}
