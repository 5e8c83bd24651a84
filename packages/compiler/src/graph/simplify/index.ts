/** Try every rewrite rule at a new node: the table of what the builder may simplify. */
import type { GraphBuilder } from "../builder-types.js";
import type { ArrayNode, NodeId } from "../types.js";
import { gatherRules } from "./gather.js";
import { linearRules } from "./linear.js";
import { neutralRules } from "./neutral.js";
import type { Rule } from "./rule.js";
import { stableRules } from "./stable.js";
import { sumRules } from "./sums.js";

export type { Rule } from "./rule.js";

/** All rules, in the order of trial: shapes first, so that the others see bare arguments. */
export const rules: readonly Rule[] = [...gatherRules, ...stableRules, ...neutralRules, ...sumRules, ...linearRules];

const byOperation = new Map<string, readonly Rule[]>();
for (const rule of rules) for (const op of rule.ops) byOperation.set(op, [...(byOperation.get(op) ?? []), rule]);

/** A simpler node with the value and length of `node`, whose arguments are in `b`; undefined when no rule applies. */
export function simplify(b: GraphBuilder, node: ArrayNode): NodeId | undefined {
  for (const rule of byOperation.get(node.op) ?? []) {
    const found = rule.apply(b, node as never);
    if (found !== undefined) return b.broadcast(found, node.length);
  }
  return undefined;
}
