/** Find the value of a node where code is written: a constant, a local, or a number in memory. */
import { loops } from "@credence/math";
import { argumentsOf, isElementwise } from "../../../graph/node.js";
import type { ArrayNode, ElementwiseNode, NodeId } from "../../../graph/types.js";
import type { Laid, Place } from "../plan.js";
import { formula } from "./elementwise.js";
import { isLogistic, type LogisticName, logisticValue, wantedAt } from "./logistic.js";

const { add, f64, load, loadI32 } = loops;

type Double = loops.Expr<"f64">;
type Integer = loops.Expr<"i32">;

/** Where what a call gives and takes starts, by name. */
export type Pointers = Readonly<Record<string, Integer>>;

/** The place of element `index` of an array. */
export function addressOf({ base, offset }: Place, pointers: Pointers, index: loops.Value<"i32">): Integer {
  if (base === "memory") return typeof index === "number" ? loops.i32(offset + index) : add(index, offset);
  const start = add(pointers[base] as Integer, offset);
  return typeof index === "number" && index === 0 ? start : add(start, index);
}

/** What is known where some code stands: of single numbers, or of element `index` of a loop. */
export interface Scope {
  readonly block: loops.Block;
  readonly plan: Laid;
  readonly pointers: Pointers;
  /** Undefined among single numbers. */
  readonly index: Integer | undefined;
  readonly values: Map<NodeId, Double>;
  /** What functions of e^x share at a node. */
  readonly logistics: Map<NodeId, Partial<loops.Logistic>>;
  /** The scope of single numbers around a loop. */
  readonly outer: Scope | undefined;
}

const nodeOf = ({ plan }: Scope, id: NodeId): ArrayNode => plan.graph.nodes[id] as ArrayNode;

/** The value of a node that is known or lies in memory. */
export function valueAt(scope: Scope, id: NodeId): Double {
  const node = nodeOf(scope, id);
  if (node.op === "constant") return f64(node.value);
  if (node.length === 1 && scope.outer !== undefined) return valueAt(scope.outer, id);
  const known = scope.values.get(id);
  if (known !== undefined) return known;
  const place = scope.plan.places[id];
  if (place === undefined) throw new Error(`internal: node ${id} has neither a value nor a place`);
  const value = scope.block.let(load(addressOf(place, scope.pointers, scope.index ?? 0)));
  scope.values.set(id, value);
  return value;
}

/** Whether a node's elements were computed in this scope. */
const isHere = (scope: Scope, id: NodeId): boolean => scope.values.has(id) && scope.plan.graph.nodes[id]?.op === "neg";

function logisticOf(scope: Scope, node: ElementwiseNode): Double {
  const [argument] = node.args as readonly [NodeId];
  const inner = nodeOf(scope, argument);
  const negated = inner.op === "neg" && isHere(scope, argument);
  const root = negated ? (argumentsOf(inner)[0] as NodeId) : argument;
  const shared =
    scope.logistics.get(root) ?? loops.logistic(scope.block, valueAt(scope, root), wantedAt(scope.plan.graph, root));
  scope.logistics.set(root, shared);
  return logisticValue(shared, node.op as LogisticName, negated);
}

function looked(scope: Scope, id: NodeId, source: NodeId): Double {
  if (nodeOf(scope, source).length === 1) return valueAt(scope, source);
  const [table] = scope.plan.tables[id] as readonly [number];
  const at = loadI32(scope.index === undefined ? table : add(scope.index, table));
  return load(addressOf(scope.plan.places[source] as Place, scope.pointers, at));
}

/** Writes the computation of a node whose arguments are known. */
export function define(scope: Scope, id: NodeId): Double {
  const node = nodeOf(scope, id);
  const value =
    node.op === "gather"
      ? looked(scope, id, node.args[0])
      : isLogistic(node.op) && isElementwise(node)
        ? logisticOf(scope, node)
        : formula(
            node.op as ElementwiseNode["op"],
            argumentsOf(node).map((arg) => valueAt(scope, arg)),
          );
  const local = scope.block.let(value);
  scope.values.set(id, local);
  return local;
}
