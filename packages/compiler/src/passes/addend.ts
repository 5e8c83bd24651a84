/** Take a sum over rows apart into addends: data-only weights and shared factors outside, the rest inside. */
import type { GraphBuilder } from "../graph/builder-types.js";
import { argumentsOf } from "../graph/node.js";
import type { NodeId } from "../graph/types.js";
import { pick } from "./leaves.js";

/** A factor or divisor that all rows share. */
export interface Outside {
  readonly op: "mul" | "div";
  readonly by: NodeId;
}

/** factor · Σ weight[i] · node[i], times or divided by what stands outside. */
export interface Addend {
  /** Of `rows` elements, or of one that all rows share. */
  readonly node: NodeId;
  readonly rows: number;
  /** One for each row; all 1 where undefined. */
  readonly weight: Float64Array | undefined;
  readonly factor: number;
  readonly outside: readonly Outside[];
}

/** The product of weights. */
export const times = (u: Float64Array | undefined, v: Float64Array): Float64Array =>
  u === undefined ? v : u.map((x, i) => x * (v[i] as number));

/** All addends of Σ node[i]; each is linear in the rows, so that their sums add up to the whole. */
export function addendsOf(b: GraphBuilder, node: NodeId): readonly Addend[] {
  const rows = b.node(node).length;
  return split(b, { node, rows, weight: undefined, factor: 1, outside: [] });
}

function split(b: GraphBuilder, addend: Addend): readonly Addend[] {
  const it = b.node(addend.node);
  if (b.known(addend.node) !== undefined || (it.length === 1 && addend.rows > 1)) return [addend];
  const [x, y] = argumentsOf(it) as [NodeId, NodeId];
  const inside = (node: NodeId, more: Partial<Addend> = {}): readonly Addend[] =>
    split(b, { ...addend, ...more, node });
  switch (it.op) {
    case "add":
      return [...inside(x), ...inside(y)];
    case "sub":
      return [...inside(x), ...inside(y, { factor: -addend.factor })];
    case "neg":
      return inside(x, { factor: -addend.factor });
    case "mul": {
      const known = b.known(y); // a known factor stands second
      if (known?.length === 1) return inside(x, { factor: addend.factor * (known[0] as number) });
      if (known !== undefined) return inside(x, { weight: times(addend.weight, known) });
      if (b.node(y).length === 1) return inside(x, { outside: [{ op: "mul", by: y }, ...addend.outside] });
      if (b.node(x).length === 1) return inside(y, { outside: [{ op: "mul", by: x }, ...addend.outside] });
      return [addend];
    }
    case "sum":
      return inside(x, { rows: b.node(x).length });
    case "scatterAdd": {
      const { weight } = addend;
      return inside(x, { rows: b.node(x).length, weight: weight === undefined ? weight : pick(weight, it.positions) });
    }
    case "div":
      return b.node(y).length === 1 ? inside(x, { outside: [{ op: "div", by: y }, ...addend.outside] }) : [addend];
    default:
      return [addend];
  }
}

/** What was summed from data, as a node: no part of the structure, even where it is one number. */
export const summed = (b: GraphBuilder, sums: Float64Array): NodeId =>
  sums.length === 1 ? b.datum(sums[0] as number) : b.data(sums);

/** The node of an addend's sum. */
export function sumOf(b: GraphBuilder, { node, rows, weight, factor, outside }: Addend): NodeId {
  const each = b.broadcast(node, rows);
  const weighted = weight === undefined ? each : b.ops.mul(each, summed(b, weight));
  const sum = rows === 1 ? weighted : b.sum(weighted);
  const scaled = factor === 1 ? sum : b.ops.mul(sum, b.constant(factor));
  return outside.reduce((total, { op, by }) => b.binary(op, total, by), scaled);
}
