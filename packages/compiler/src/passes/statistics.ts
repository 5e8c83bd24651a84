/** Collapse sums of (data) × (parameters) over rows: the data add up once, by group, when they are bound. */
import { log, log1p } from "@credence/math";
import type { GraphBuilder } from "../graph/builder-types.js";
import { argumentsOf } from "../graph/node.js";
import type { NodeId, NodeOf } from "../graph/types.js";
import { type Addend, summed, times } from "./addend.js";
import { cellsOf, isWorth, sumsIn } from "./cells.js";
import { atRows, isFreeOfData, leavesOf } from "./leaves.js";
import { each, isFree, type Pass } from "./pass.js";

/** For instance Σ y log θ[arm] + (1 − y) log(1 − θ[arm]): successes and failures of each arm are all that is needed. */
export const statistics: Pass = each(
  "sufficient statistics",
  (left) => `became ${left} ${left === "1" ? "sum" : "sums"}`,
  (b, addend) => {
    if (addend.rows === 1) return undefined;
    if (isFree(b, addend)) return once(b, addend);
    const { node, weight, make } = factored(b, addend);
    if (!isFreeOfData(b, node)) return undefined;
    const it = b.node(node);
    if (it.op === "linear" && make === undefined) return throughLinear(b, { ...addend, node, weight }, it);
    const leaves = leavesOf(b, node);
    const cells = leaves === undefined ? undefined : cellsOf(b, leaves, addend.rows);
    if (cells === undefined) return undefined;
    const sums = sumsIn(cells, weight);
    const few = atRows(b, node, cells.rows);
    const rest = { ...addend, rows: cells.rows.length };
    return make === undefined
      ? { ...rest, node: few, weight: sums }
      : { ...rest, node: make(summed(b, sums), few), weight: undefined };
  },
);

/** One number in all rows, times their number or their data; or nothing but data. Sums of data are no part of the structure. */
function once(b: GraphBuilder, addend: Addend): Addend {
  const { node, weight, factor, rows } = addend;
  const one = { ...addend, rows: 1, weight: undefined };
  const known = b.known(node);
  if (known === undefined || known.length === 1) {
    if (weight === undefined) return { ...one, factor: factor * rows };
    return { ...one, node: b.ops.mul(node, b.datum(factor * total(weight))), factor: 1 };
  }
  return { ...one, node: b.datum(factor * total(times(weight, known))), factor: 1 };
}

const total = (values: Float64Array): number =>
  sumsIn({ of: new Int32Array(values.length), rows: new Int32Array(1) }, values)[0] as number;

/** The part of an addend without data, and its data: as a weight, or as what `make` takes beside that part. */
interface Factored {
  readonly node: NodeId;
  readonly weight: Float64Array | undefined;
  readonly make?: (data: NodeId, node: NodeId) => NodeId;
}

function factored(b: GraphBuilder, { node, weight }: Addend): Factored {
  const it = b.node(node);
  const whole: Factored = { node, weight };
  if (it.op !== "div" && it.op !== "xlogy" && it.op !== "xlog1py") return whole;
  const [x, y] = argumentsOf(it) as [NodeId, NodeId];
  const [u, v] = [rowsOf(b, x, it.length), rowsOf(b, y, it.length)];
  if (it.op === "div") return u === undefined ? whole : { node: y, weight: times(weight, u), make: b.ops.div };
  // 0 log 0 is 0: sums of what is not negative are 0 only where all of it is
  if (u !== undefined) {
    const data = times(weight, u);
    return data.every((c) => c >= 0) ? { node: y, weight: data, make: b.ops[it.op] } : whole;
  }
  if (v === undefined) return whole;
  const logs = v.map(it.op === "xlogy" ? log : log1p);
  return logs.every(Number.isFinite) ? { node: x, weight: times(weight, logs) } : whole;
}

/** What is known of each row. */
function rowsOf(b: GraphBuilder, id: NodeId, rows: number): Float64Array | undefined {
  const known = b.known(id);
  return known?.length === 1 ? new Float64Array(rows).fill(known[0] as number) : known;
}

/** Σ w · (A x) is (Aᵀ w) · x. */
function throughLinear(b: GraphBuilder, addend: Addend, { args, from, to }: NodeOf<"linear">): Addend | undefined {
  const [source, coefficients] = args;
  const size = b.node(source).length;
  if (!isWorth(from.length, size)) return undefined;
  const values = b.known(coefficients) as Float64Array;
  const { weight } = addend;
  const weighed = weight === undefined ? values : values.map((value, k) => value * (weight[to[k] as number] as number));
  const sums = sumsIn({ of: from, rows: new Int32Array(size) }, weighed);
  return { ...addend, node: source, rows: size, weight: sums };
}
