/** Read rows of residuals as offsets plus parameters times known coefficients: Σ over columns of coefficient · parameter. */
import type { GraphBuilder } from "../graph/builder-types.js";
import { argumentsOf } from "../graph/node.js";
import type { NodeId } from "../graph/types.js";
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

/** The affine form of a node, `rows` elements long; undefined where it has none that is known. */
export function affineOf(b: GraphBuilder, root: NodeId, rows: number): Affine | undefined {
  const columns: Columns[] = [];
  const offset = new Float64Array(rows);

  /** by · node, the parameters changed by `scale` last: whether it is affine. */
  const visit = (id: NodeId, by: Known, scale: (u: NodeId) => NodeId): boolean => {
    const known = b.known(id);
    if (known !== undefined) {
      for (let i = 0; i < rows; i++)
        offset[i] = (offset[i] as number) + at(by, i) * (known[known.length === 1 ? 0 : i] as number);
      return true;
    }
    const node = b.node(id);
    const [x, y] = argumentsOf(node) as [NodeId, NodeId];
    if (node.length === 1) {
      const positions = new Int32Array(rows);
      return columns.push(lookup(scale(id), 1, positions, by)) > 0;
    }
    switch (node.op) {
      case "add":
        return visit(x, by, scale) && visit(y, by, scale);
      case "sub":
        return visit(x, by, scale) && visit(y, product(by, -1), scale);
      case "neg":
        return visit(x, product(by, -1), scale);
      case "mul": {
        const coefficient = b.known(y);
        if (coefficient !== undefined)
          return visit(x, product(by, coefficient.length === 1 ? (coefficient[0] as number) : coefficient), scale);
        // a shared factor of data and parameters together would have to be taken apart, and cancel
        const [shared, inner] = b.node(x).length === 1 ? [x, y] : [y, x];
        if (b.node(shared).length !== 1 || !isFreeOfData(b, inner)) return false;
        return visit(inner, by, (u) => scale(b.ops.mul(u, shared)));
      }
      case "div":
        return b.node(y).length === 1 && isFreeOfData(b, x) && visit(x, by, (u) => scale(b.ops.div(u, y)));
      case "gather": {
        const width = b.node(node.args[0]).length;
        return columns.push(lookup(scale(node.args[0]), width, node.positions, by)) > 0;
      }
      case "linear": {
        const { start, order } = entriesByRow(node);
        const values = b.known(node.args[1]) as Float64Array;
        const source = scale(node.args[0]);
        const add: Columns["add"] = (row, out, first) => {
          for (let k = start[row] as number; k < (start[row + 1] as number); k++) {
            const entry = order[k] as number;
            const column = first + (node.from[entry] as number);
            out[column] = (out[column] as number) + at(by, row) * (values[entry] as number);
          }
        };
        return columns.push({ source, width: b.node(source).length, add, entries: order.length }) > 0;
      }
      default:
        return false;
    }
  };
  return visit(root, 1, (u) => u) && columns.length > 0 ? { columns, offset } : undefined;
}

function lookup(source: NodeId, width: number, positions: Int32Array, by: Known): Columns {
  const add: Columns["add"] = (row, out, first) => {
    const column = first + (positions[row] as number);
    out[column] = (out[column] as number) + at(by, row);
  };
  const common = { source, width, add, entries: positions.length };
  return typeof by === "number" ? { ...common, group: { positions, by } } : common;
}
