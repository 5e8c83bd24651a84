/** Take shared factors out of sums, and sums of repeated elements to products. */
import type { GraphBuilder } from "../builder-types.js";
import { argumentsOf } from "../node.js";
import { counts, isIdentity } from "../positions.js";
import type { NodeId, NodeOf } from "../types.js";
import { isShared, type Rule, rule } from "./rule.js";

type Summation = NodeOf<"sum" | "scatterAdd">;

/** The same summation of other elements. */
const resum = (b: GraphBuilder, node: Summation, x: NodeId): NodeId =>
  node.op === "sum" ? b.sum(x) : b.scatterAdd(x, node.positions, node.length);

/** Not among these: Σ (x + s) → Σ x + n s, which cancels where x ≈ −s. */
export const sumRules: readonly Rule[] = [
  rule(["sum"], "Σ of one element → the element", "exact", (b, { args: [x] }) =>
    b.node(x).length === 1 ? x : undefined,
  ),
  rule(["scatterAdd"], "scatterAdd to the same places → x", "exact", (b, { args: [x], positions, length }) =>
    b.node(x).length === length && isIdentity(positions, length) ? x : undefined,
  ),
  rule(["scatterAdd"], "scatterAdd to one place → Σ", "the loop of a sum is faster", (b, { args: [x], length }) =>
    length === 1 ? b.sum(x) : undefined,
  ),
  rule(["sum", "scatterAdd"], "Σ of a repeated s → s · how often", "no loop", (b, node) => {
    const x = b.node(node.args[0]);
    if (x.op !== "gather" || b.node(x.args[0]).length !== 1) return undefined;
    const often = node.op === "sum" ? b.constant(x.length) : b.data(counts(node.positions, node.length));
    return b.ops.mul(x.args[0], often);
  }),
  rule(["sum", "scatterAdd"], "Σ −x → −Σ x", "fewer elements to negate", (b, node) => {
    const x = b.node(node.args[0]);
    return x.op === "neg" ? b.ops.neg(resum(b, node, x.args[0])) : undefined;
  }),
  rule(
    ["sum", "scatterAdd"],
    "Σ x · s → s · Σ x and Σ x / s → (Σ x) / s, s shared by all elements",
    "fewer products; differs only where s is infinite or Σ x overflows",
    (b, node) => {
      const product = b.node(node.args[0]);
      if (product.op !== "mul" && product.op !== "div") return undefined;
      const [x, y] = argumentsOf(product) as [NodeId, NodeId];
      if (isShared(b, y, product.length)) return b.binary(product.op, resum(b, node, x), y);
      return product.op === "mul" && isShared(b, x, product.length) ? b.ops.mul(resum(b, node, y), x) : undefined;
    },
  ),
];
