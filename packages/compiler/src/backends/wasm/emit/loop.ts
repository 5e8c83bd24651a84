/** Write a loop over elements: values of each element in registers, then the sums that take them in. */
import { loops } from "@credence/math";
import type { ArrayNode, NodeId } from "../../../graph/types.js";
import type { Reduction } from "../roles.js";
import type { Step } from "../schedule.js";
import { addressOf, define, type Scope, valueAt } from "./scope.js";

const { add, loadI32, mul } = loops;

type Double = loops.Expr<"f64">;

/** A zero as long as what is written to the gradient is finite: 0 · ∞ and 0 · NaN are NaN. */
export type Checks = Double[];

/** Takes one element into a reduction; the result where that is a single number. */
function reduce(scope: Scope, id: NodeId): Double | undefined {
  const node = scope.plan.graph.nodes[id] as Reduction;
  const value = valueAt(scope, node.args[0]);
  if (node.op === "sum") return scope.block.sum(value);
  if (node.op === "linear") return scope.block.sum(mul(valueAt(scope, node.args[1]), value));
  const [table] = scope.plan.tables[id] as readonly [number];
  const place = scope.plan.places[id];
  if (place === undefined) throw new Error(`internal: sums of node ${id} have no place`);
  scope.block.accumulate(
    addressOf(place, scope.pointers, loadI32(add(scope.index as loops.Expr<"i32">, table))),
    value,
  );
  return undefined;
}

/** Zeros where sums will be added. */
export function clear(scope: Scope, id: NodeId): void {
  const place = scope.plan.places[id];
  if (place === undefined) return;
  const { length } = scope.plan.graph.nodes[id] as ArrayNode;
  scope.block.lanes({ to: length }, (b, i) => b.store(addressOf(place, scope.pointers, i), loops.f64(0)));
}

/** Writes a loop; what goes to the gradient is checked on its way. */
export function writeLoop(
  outer: Scope,
  { length, nodes, reductions }: Step & { readonly kind: "loop" },
  checks: Checks,
): void {
  const { plan, pointers } = outer;
  for (const id of reductions) if (plan.graph.nodes[id]?.op === "scatterAdd") clear(outer, id);
  const results = outer.block.lanes({ to: length, whole: length % 4 === 0 }, (block, index) => {
    const scope: Scope = { ...outer, block, index, values: new Map(), logistics: new Map(), outer };
    for (const id of nodes) {
      const value = define(scope, id);
      const place = plan.places[id];
      if (place === undefined) continue;
      block.store(addressOf(place, pointers, index), value);
      if (place.base === "gradient") checks.push(block.sum(mul(value, 0)));
    }
    return reductions.map((id) => [id, reduce(scope, id)] as const);
  });
  for (const [id, result] of results) {
    if (result === undefined) continue;
    outer.values.set(id, result);
    const place = plan.places[id];
    if (place !== undefined) outer.block.store(addressOf(place, pointers, 0), result);
  }
}
