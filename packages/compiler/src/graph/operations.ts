/** Offer the elementwise operations of a graph by name, so that formulas over nodes read like formulas. */
import { type BinaryName, binary, type TernaryName, ternary, type UnaryName, unary } from "@credence/model";
import type { NodeId } from "./types.js";

/** `mul(x, exp(y))` instead of `binary("mul", x, unary("exp", y))`. */
export type Operations = {
  readonly [N in UnaryName]: (x: NodeId) => NodeId;
} & { readonly [N in BinaryName]: (x: NodeId, y: NodeId) => NodeId } & {
  readonly [N in TernaryName]: (x: NodeId, y: NodeId, z: NodeId) => NodeId;
};

const names: readonly string[] = Object.keys({ ...unary, ...binary, ...ternary });

/** The names of the model's scalar functions, bound to one way of making nodes. */
export function operations(make: (op: string, args: readonly NodeId[]) => NodeId): Operations {
  const bound: Record<string, (...args: NodeId[]) => NodeId> = {};
  for (const op of names) bound[op] = (...args) => make(op, args);
  return bound as Operations;
}
