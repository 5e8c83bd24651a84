/** Replace the squares of normal residuals by those of group means and of a triangular factor: as many as parameters. */
import type { GraphBuilder } from "../graph/builder-types.js";
import { argumentsOf } from "../graph/node.js";
import type { NodeId } from "../graph/types.js";
import { type Addend, times } from "./addend.js";
import { type Affine, affineOf, type Columns } from "./affine.js";
import { byPosition, type Cells, isWorth, refined } from "./cells.js";
import { atRows, isFreeOfData, leavesOf } from "./leaves.js";
import { each, isFree, type Pass } from "./pass.js";
import { type FewerRow, fewerRows } from "./rotate.js";

/** For instance Σ ((y − μ[g] − β x) / σ)²: group means, and the regression of what is left, by orthogonal rotations. */
export const leastSquares: Pass = each(
  "least squares",
  (left) => `became ${left}: group means and a triangular factor`,
  (b, addend) => {
    const it = b.node(addend.node);
    if (it.op !== "square" || isFree(b, addend) || addend.rows !== it.length) return undefined;
    const squared = peeled(b, it.args[0], addend);
    const affine = squared === undefined ? undefined : affineOf(b, squared.inner, addend.rows);
    return squared === undefined || affine === undefined ? undefined : rotated(b, addend, squared, affine);
  },
);

/** A factor or divisor of the residuals: shared, or by group. */
interface Scale {
  readonly op: "mul" | "div";
  readonly by: NodeId;
}

/** Rows of scaled residuals: what is inside the scales, outermost scale first, and the weights of the squares. */
interface Squared {
  readonly inner: NodeId;
  readonly scales: readonly Scale[];
  readonly weight: Float64Array | undefined;
  /** Rows of the same scale have the same number here. */
  readonly block: Int32Array;
}

function peeled(b: GraphBuilder, residuals: NodeId, { weight, rows }: Addend): Squared | undefined {
  const scales: Scale[] = [];
  let inner = residuals;
  let squares = weight;
  for (;;) {
    const it = b.node(inner);
    const [x, y] = argumentsOf(it) as [NodeId, NodeId];
    if (it.op === "neg") inner = x;
    else if (it.op === "div" && isFreeOfData(b, y)) {
      scales.push({ op: "div", by: y });
      inner = x;
    } else if (it.op === "mul") {
      const known = b.known(y);
      if (known !== undefined && known.length > 1) {
        squares = times(
          squares,
          known.map((c) => c * c),
        );
        inner = x;
        continue;
      }
      const [scale, rest] = isFreeOfData(b, y) ? [y, x] : [x, y];
      if (!isFreeOfData(b, scale) || isFreeOfData(b, rest)) break;
      scales.push({ op: "mul", by: scale });
      inner = rest;
    } else break;
  }
  const block = blocksOf(b, scales, rows);
  const usable = squares?.every((w) => w >= 0 && Number.isFinite(w)) ?? true;
  return block === undefined || !usable ? undefined : { inner, scales, weight: squares, block };
}

/** Rows of equal scales. */
function blocksOf(b: GraphBuilder, scales: readonly Scale[], rows: number): Int32Array | undefined {
  let cells: Cells = { of: new Int32Array(rows), rows: new Int32Array(1) };
  for (const { by } of scales) {
    for (const leaf of leavesOf(b, by) ?? [undefined]) {
      if (!(leaf instanceof Int32Array)) return undefined;
      cells = refined(cells, leaf);
      if (!isWorth(rows, cells.rows.length)) return undefined;
    }
  }
  return cells.of;
}

/** More multiplications than this are not spent on a rotation: about a second. */
const TOO_MUCH = 1e9;

function rotated(
  b: GraphBuilder,
  addend: Addend,
  { scales, weight, block }: Squared,
  { columns, offset }: Affine,
): Addend | undefined {
  const own = groupsOf(columns);
  const others = columns.filter((each) => each !== own);
  const size = others.reduce((total, { width }) => total + width, 1);
  const group = own?.group === undefined ? undefined : refined(byPosition(block), own.group.positions);
  const { rows } = addend;
  const least = (group?.rows.length ?? 0) + 1;
  if (rows * size * size > TOO_MUCH || !isWorth(rows, least)) return undefined;
  const read = (row: number, out: Float64Array): void => {
    let first = 0;
    for (const { add, width } of others) {
      add(row, out, first);
      first += width;
    }
    out[size - 1] = offset[row] as number;
  };
  const sparse = others.some((each) => each.entries === rows && each.width > 1);
  const few = fewerRows({ count: rows, size, weight, read, block, group: group?.of, sparse });
  const before = columns.reduce((total, { entries }) => total + entries, 3 * rows);
  if (!isWorth(rows, few.length) || !isWorth(before, entriesOf(few))) return undefined;
  const residuals = residualsOf(b, few, own, others);
  const of = Int32Array.from(few, (row) => row.of);
  const scaled = scales.reduceRight((x, { op, by }) => b.binary(op, x, atRows(b, by, of)), residuals);
  return { ...addend, node: b.ops.square(scaled), rows: few.length, weight: undefined };
}

/** The columns of the parameters that are one for each group of rows, the most groups first. */
const groupsOf = (columns: readonly Columns[]): Columns | undefined =>
  columns
    .filter(({ group }) => group !== undefined)
    .reduce<Columns | undefined>(
      (best, each) => (best === undefined || each.width > best.width ? each : best),
      undefined,
    );

const entriesOf = (few: readonly FewerRow[]): number =>
  few.reduce(
    (total, { columns, isMean }) => total + columns.reduce((n, c) => n + (c === 0 ? 0 : 1), isMean ? 4 : 3),
    0,
  );

/** The few rows as nodes: each a linear map of the parameters, and offsets. */
function residualsOf(
  b: GraphBuilder,
  few: readonly FewerRow[],
  own: Columns | undefined,
  others: readonly Columns[],
): NodeId {
  const count = few.length;
  const maps: NodeId[] = [];
  if (own?.group !== undefined) {
    const { positions, by } = own.group;
    const means = few.flatMap(({ isMean, of }, to) =>
      isMean ? [{ to, from: positions[of] as number, value: by }] : [],
    );
    maps.push(linearOf(b, own.source, means, count));
  }
  let first = 0;
  for (const { source, width } of others) {
    const start = first;
    const entries = few.flatMap(({ columns }, to) =>
      Array.from({ length: width }, (_, from) => ({ to, from, value: columns[start + from] as number })),
    );
    maps.push(
      linearOf(
        b,
        source,
        entries.filter(({ value }) => value !== 0),
        count,
      ),
    );
    first += width;
  }
  const offsets = b.data(Float64Array.from(few, ({ columns }) => columns.at(-1) as number));
  const rests = b.data(Float64Array.from(few, ({ rest }) => rest));
  const roots = b.data(Float64Array.from(few, ({ root }) => root));
  const sum = maps.reduce((total, map) => b.ops.add(total, map));
  return b.ops.mul(b.ops.add(b.ops.add(sum, offsets), rests), roots);
}

interface Entry {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

function linearOf(b: GraphBuilder, source: NodeId, entries: readonly Entry[], length: number): NodeId {
  if (entries.length === 0) return b.broadcast(b.constant(0), length);
  const from = Int32Array.from(entries, (entry) => entry.from);
  const to = Int32Array.from(entries, (entry) => entry.to);
  return b.linear(source, b.data(Float64Array.from(entries, ({ value }) => value)), { from, to }, length);
}
