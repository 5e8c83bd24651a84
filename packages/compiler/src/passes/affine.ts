/** Read rows of residuals as offsets plus parameters times known coefficients: Σ over columns of coefficient · parameter. */
import type { GraphBuilder } from "../graph/builder-types.js";
import { argumentsOf } from "../graph/node.js";
import type { NodeId, NodeOf } from "../graph/types.js";
import { entriesByRow, isFreeOfData } from "./leaves.js";

/** Columns whose parameters are the elements of one node. */
export interface Columns {
  readonly source: NodeId;
  /** How many parameters: the length of the source. */
  readonly width: number;
  /** Where each row has its one coefficient, if that is the same for all rows: `by`. */
  readonly group?: { readonly positions: Int32Array; readonly by: number };
  /** Adds the coefficients of a row to `out[at .. at + width)`. */
  readonly add: (row: number, out: Float64Array, at: number) => void;
  /** How many coefficients there are in all rows. */
  readonly entries: number;
}

/** offset[i] + Σ coefficient · parameter in row i. */
export interface Affine {
  readonly columns: readonly Columns[];
  readonly offset: Float64Array;
}

/** Known factors of the rows: one for all, or one each. */
type Known = number | Float64Array;

const product = (u: Known, v: Known): Known => {
  if (typeof v === "number") return typeof u === "number" ? u * v : u.map((x) => x * v);
  return typeof u === "number" ? v.map((x) => u * x) : u.map((x, i) => x * (v[i] as number));
};
const at = (known: Known, row: number): number => (typeof known === "number" ? known : (known[row] as number));

/** Sees a part of the form, of which `by` is known and the parameters are changed by `scale` last. */
interface Visit {
  readonly rows: number;
  readonly by: Known;
  readonly scale?: (u: NodeId) => NodeId;
}

/** The affine form of a node, `rows` elements long; undefined where it has none that is known. */
export function affineOf(b: GraphBuilder, root: NodeId, rows: number): Affine | undefined {
  const offset = new Float64Array(rows);
  const columns = columnsOf(b, root, { rows, by: 1 }, offset);
  return columns === undefined || columns.length === 0 ? undefined : { columns, offset };
}

/** The columns of a node; what is known is added to `offset`, unless a parameter scales it. */
function columnsOf(b: GraphBuilder, id: NodeId, visit: Visit, offset: Float64Array): readonly Columns[] | undefined {
  const { rows, by, scale = (u) => u } = visit;
  const within = (node: NodeId, more: Partial<Visit> = {}): readonly Columns[] | undefined =>
    columnsOf(b, node, { ...visit, ...more }, offset);
  const both = (u?: readonly Columns[], v?: readonly Columns[]): readonly Columns[] | undefined =>
    u === undefined || v === undefined ? undefined : [...u, ...v];
  const single = (node: NodeId, factor: Known): Columns => lookup(scale(node), 1, new Int32Array(rows), factor);

  const known = knownFactor(b, id);
  if (known !== undefined) {
    const value = product(by, known);
    if (visit.scale !== undefined) return [single(b.constant(1), value)];
    for (let i = 0; i < rows; i++) offset[i] = (offset[i] as number) + at(value, i);
    return [];
  }
  const node = b.node(id);
  if (node.length === 1) return [single(id, by)];
  const [x, y] = argumentsOf(node) as [NodeId, NodeId];
  switch (node.op) {
    case "add":
      return both(within(x), within(y));
    case "sub":
      return both(within(x), within(y, { by: product(by, -1) }));
    case "neg":
      return within(x, { by: product(by, -1) });
    case "mul": {
      const factor = knownFactor(b, y);
      if (factor !== undefined) return within(x, { by: product(by, factor) });
      // a shared factor of data and parameters together would have to be taken apart, and cancel
      const [shared, inner] = b.node(x).length === 1 ? [x, y] : [y, x];
      if (b.node(shared).length !== 1 || !isFreeOfData(b, inner)) return undefined;
      return within(inner, { scale: (u) => scale(b.ops.mul(u, shared)) });
    }
    case "div":
      if (b.node(y).length !== 1 || !isFreeOfData(b, x)) return undefined;
      return within(x, { scale: (u) => scale(b.ops.div(u, y)) });
    case "gather":
      return [lookup(scale(node.args[0]), b.node(node.args[0]).length, node.positions, by)];
    case "linear":
      return [linearColumns(b, node, scale(node.args[0]), by)];
    default:
      return undefined;
  }
}

/** What is known of a node: one number for all rows, or one each. */
function knownFactor(b: GraphBuilder, id: NodeId): Known | undefined {
  const known = b.known(id);
  return known?.length === 1 ? known[0] : known;
}

function linearColumns(b: GraphBuilder, node: NodeOf<"linear">, source: NodeId, by: Known): Columns {
  const { start, order } = entriesByRow(node);
  const values = b.known(node.args[1]) as Float64Array;
  const add: Columns["add"] = (row, out, first) => {
    for (let k = start[row] as number; k < (start[row + 1] as number); k++) {
      const entry = order[k] as number;
      const column = first + (node.from[entry] as number);
      out[column] = (out[column] as number) + at(by, row) * (values[entry] as number);
    }
  };
  return { source, width: b.node(source).length, add, entries: order.length };
}

function lookup(source: NodeId, width: number, positions: Int32Array, by: Known): Columns {
  const add: Columns["add"] = (row, out, first) => {
    const column = first + (positions[row] as number);
    out[column] = (out[column] as number) + at(by, row);
  };
  const common = { source, width, add, entries: positions.length };
  return typeof by === "number" ? { ...common, group: { positions, by } } : common;
}
