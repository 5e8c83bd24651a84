/** State what a rewrite rule is, and the small words in which rules are written. */
import type { BinaryName, TernaryName, UnaryName } from "@credence/model";
import type { GraphBuilder } from "../builder-types.js";
import { argumentsOf } from "../node.js";
import type { NodeId, NodeOf, Op } from "../types.js";

/** A local rewrite: values stay the same up to rounding wherever the old form has a finite value. */
export interface Rule<O extends Op = Op> {
  /** Operations at whose nodes the rule is tried. */
  readonly ops: readonly O[];
  /** What it does, as an equation. */
  readonly name: string;
  /** Why the result is better, and where it may differ. */
  readonly reason: string;
  /** The simpler node, or undefined where the rule does not apply. */
  readonly apply: (b: GraphBuilder, node: NodeOf<O>) => NodeId | undefined;
}

/** A rule in a list of rules about different operations. */
export const rule = <O extends Op>(
  ops: readonly O[],
  name: string,
  reason: string,
  apply: (b: GraphBuilder, node: NodeOf<O>) => NodeId | undefined,
): Rule => ({ ops, name, reason, apply }) as unknown as Rule;

/** A rule about a function of one argument. */
export const unaryRule = (
  op: UnaryName,
  name: string,
  reason: string,
  apply: (b: GraphBuilder, x: NodeId) => NodeId | undefined,
): Rule => rule([op], name, reason, (b, node) => apply(b, argumentsOf(node)[0] as NodeId));

/** A rule about a function of two arguments. */
export const binaryRule = (
  op: BinaryName,
  name: string,
  reason: string,
  apply: (b: GraphBuilder, x: NodeId, y: NodeId) => NodeId | undefined,
): Rule =>
  rule([op], name, reason, (b, node) => {
    const [x, y] = argumentsOf(node) as [NodeId, NodeId];
    return apply(b, x, y);
  });

/** Finds the form of a node: its arguments if it is `op`. */
export function argumentsIf(b: GraphBuilder, id: NodeId, op: BinaryName | TernaryName): readonly NodeId[] | undefined {
  const node = b.node(id);
  return node.op === op ? argumentsOf(node) : undefined;
}

/** z if x is op(z), also through a gather: gather(op(z)) is op(gather(z)). */
export function under(b: GraphBuilder, x: NodeId, op: UnaryName): NodeId | undefined {
  const node = b.node(x);
  if (node.op === op) return argumentsOf(node)[0];
  if (node.op !== "gather") return undefined;
  const source = b.node(node.args[0]);
  return source.op === op ? b.gather(argumentsOf(source)[0] as NodeId, node.positions) : undefined;
}

/** The value of a constant. */
export function constantAt(b: GraphBuilder, id: NodeId): number | undefined {
  const node = b.node(id);
  return node.op === "constant" ? node.value : undefined;
}

/** Whether a node is the constant `value`. */
export const isConstant = (b: GraphBuilder, id: NodeId, value: number): boolean => constantAt(b, id) === value;

/** Whether a node has one element while the whole has more: a factor that all elements share. */
export const isShared = (b: GraphBuilder, id: NodeId, whole: number): boolean => whole > 1 && b.node(id).length === 1;

/** The single element behind a repetition; other nodes as they are. */
export function single(b: GraphBuilder, id: NodeId): NodeId {
  const node = b.node(id);
  return node.op === "gather" && b.node(node.args[0]).length === 1 ? node.args[0] : id;
}
