/** Write expressions as known numbers plus known linear maps of what is not known, as far as their operations allow. */
import {
  type Axes,
  broadcastPositions,
  type ExprNode,
  evaluate,
  gatherPositions,
  lengthOf,
  provablyWithin,
  sizeOf,
} from "@credence/model";
import { combined, eachEntry, grouped, identity, picked, type Rows, rowsOf } from "./rows.js";

/** A known linear map of the flattened values of an expression that is not known. */
export interface Part {
  readonly atom: ExprNode;
  readonly rows: Rows;
}

/** Flattened values: `constant` plus each part. No two parts have the same atom. */
export interface Affine {
  readonly constant: Float64Array;
  readonly parts: readonly Part[];
}

/** The sum of a and s · b, cell by cell. */
export function plus(a: Affine, b: Affine, s = 1): Affine {
  const parts = [...a.parts];
  for (const { atom, rows } of b.parts) {
    const at = parts.findIndex((part) => part.atom === atom);
    const own = at < 0 ? scaled({ constant: b.constant, parts: [{ atom, rows }] }, s).parts[0] : undefined;
    if (own !== undefined) parts.push(own);
    else parts[at] = { atom, rows: combined((parts[at] as Part).rows, rows, s) };
  }
  return { constant: a.constant.map((x, i) => x + s * (b.constant[i] as number)), parts };
}

/** Each cell times a factor: one for all, or one each. */
export function scaled({ constant, parts }: Affine, factor: number | Float64Array): Affine {
  if (factor === 1) return { constant, parts };
  const factors = typeof factor === "number" ? new Float64Array(constant.length).fill(factor) : factor;
  const all = identity(constant.length).from;
  return {
    constant: constant.map((x, i) => x * (factors[i] as number)),
    parts: parts.map(({ atom, rows }) => ({ atom, rows: picked(rows, all, factors) })),
  };
}

/** For each of `count` rows a sum of cells, each times a factor. */
export const mixed = (
  { constant, parts }: Affine,
  count: number,
  cells: (row: number, add: (cell: number, factor: number) => void) => void,
): Affine => {
  const sums = new Float64Array(count);
  for (let r = 0; r < count; r++) {
    cells(r, (cell, factor) => {
      sums[r] = (sums[r] as number) + factor * (constant[cell] as number);
    });
  }
  return {
    constant: sums,
    parts: parts.map(({ atom, rows }) => ({
      atom,
      rows: rowsOf(count, (r, add) =>
        cells(r, (cell, factor) => eachEntry(rows, cell, (from, by) => add(from, factor * by))),
      ),
    })),
  };
};

/** The cells at `positions`. */
export const at = ({ constant, parts }: Affine, positions: Int32Array): Affine => ({
  constant: Float64Array.from(positions, (p) => constant[p] as number),
  parts: parts.map(({ atom, rows }) => ({ atom, rows: picked(rows, positions) })),
});

/** The cells repeated or reordered from dims to dims. */
export const spread = (affine: Affine, from: Axes, to: Axes): Affine =>
  from.length === to.length && from.every(({ name }, i) => name === to[i]?.name)
    ? affine
    : at(affine, broadcastPositions(from, to));

/** An expression by its parts; what no rule takes apart is a part by itself. */
export function affineOf(node: ExprNode): Affine {
  const size = lengthOf(node);
  if (node.known) return { constant: evaluate(node), parts: [] };
  return linearParts(node) ?? { constant: new Float64Array(size), parts: [{ atom: node, rows: identity(size) }] };
}

function linearParts(node: ExprNode): Affine | undefined {
  const { operation, args, axes } = node;
  const [x, y] = args as [ExprNode, ExprNode];
  switch (operation.op) {
    case "rename":
      return affineOf(x);
    case "assume":
      return provablyWithin(x, operation.support) ? affineOf(x) : undefined;
    case "gather":
      return at(affineOf(x), gatherPositions(x.axes, operation, axes));
    case "sum": {
      const { constant, parts } = affineOf(x);
      const cells = broadcastPositions(axes, x.axes);
      const total = new Float64Array(sizeOf(axes));
      cells.forEach((cell, i) => {
        total[cell] = (total[cell] as number) + (constant[i] as number);
      });
      return {
        constant: total,
        parts: parts.map(({ atom, rows }) => ({ atom, rows: grouped(rows, cells, total.length) })),
      };
    }
    case "elementwise":
      if (operation.name === "neg") return scaled(affineOf(x), -1);
      if (operation.name === "add" || operation.name === "sub")
        return plus(
          spread(affineOf(x), x.axes, axes),
          spread(affineOf(y), y.axes, axes),
          operation.name === "add" ? 1 : -1,
        );
      return timesKnown(node);
    default:
      return undefined;
  }
}

/** A product or quotient one side of which is known. */
function timesKnown({ operation, args, axes }: ExprNode): Affine | undefined {
  if (operation.op !== "elementwise" || (operation.name !== "mul" && operation.name !== "div")) return undefined;
  const [x, y] = args as [ExprNode, ExprNode];
  const [open, factor] = y.known ? [x, y] : operation.name === "mul" && x.known ? [y, x] : [];
  if (open === undefined || factor === undefined) return undefined;
  const { constant } = spread(affineOf(factor), factor.axes, axes);
  return scaled(
    spread(affineOf(open), open.axes, axes),
    operation.name === "mul" ? constant : constant.map((f) => 1 / f),
  );
}
