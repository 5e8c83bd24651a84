/** Compute functions of e^x that belong together in one loop, from one exp(−|x|), one log1p and one division. */
import { exp, log1p } from "@credence/math";
import type { ArrayNode, NodeId, NodeOf } from "../../graph/types.js";
import type { Loop } from "./types.js";

// Log probabilities on the logit scale need both tails, and their gradients both probabilities.

/** The functions at x, then the same at −x, in the order of an instruction's table of results. */
const family = ["invLogit", "logInvLogit", "log1pExp"] as const;

type Member = NodeOf<(typeof family)[number]>;

/** Nodes that the first of them computes for all. */
export interface LogisticGroup {
  readonly leader: NodeId;
  /** Six nodes or undefined: the family at the leader's argument, then at minus that. */
  readonly members: readonly (NodeId | undefined)[];
}

const isMember = (node: ArrayNode): node is Member => (family as readonly string[]).includes(node.op);

/** Groups nodes whose arguments are the same but for the sign; groups of one are left out. */
export function logisticGroups(nodes: readonly ArrayNode[], skip: (id: NodeId) => boolean): readonly LogisticGroup[] {
  const groups = new Map<NodeId, { leader: NodeId; negated: boolean; members: (NodeId | undefined)[] }>();
  for (const [id, node] of nodes.entries()) {
    if (!isMember(node) || skip(id) || nodes[node.args[0]]?.length !== node.length) continue;
    const argument = nodes[node.args[0]] as ArrayNode;
    const negated = argument.op === "neg" && nodes[argument.args[0]]?.length === argument.length;
    const root = negated ? argument.args[0] : node.args[0];
    const group = groups.get(root) ?? { leader: id, negated, members: new Array(6).fill(undefined) };
    const place = family.indexOf(node.op as (typeof family)[number]) + (negated === group.negated ? 0 : 3);
    group.members[place] ??= id;
    groups.set(root, group);
  }
  return [...groups.values()].filter(({ members }) => members.filter((id) => id !== undefined).length > 1);
}

/** Writes the members of a group at the offsets in `table`, -1 for none; the same bits as one function at a time. */
export const logisticLoop: Loop = (m, { a, n, table }) => {
  const up = table[0] as number;
  const logUp = table[1] as number;
  const softUp = table[2] as number;
  const down = table[3] as number;
  const logDown = table[4] as number;
  const softDown = table[5] as number;
  const probabilities = up >= 0 || down >= 0;
  const logarithms = logUp >= 0 || softUp >= 0 || logDown >= 0 || softDown >= 0;
  for (let i = 0; i < n; i++) {
    const x = m[a + i] as number;
    const t = exp(x > 0 ? -x : x);
    if (probabilities) {
      const large = 1 / (1 + t);
      const small = t / (1 + t);
      if (up >= 0) m[up + i] = x > 0 ? large : small;
      if (down >= 0) m[down + i] = x < 0 ? large : small;
    }
    if (logarithms) {
      const near = log1p(t);
      const far = x > 0 ? x + near : near - x;
      if (logUp >= 0) m[logUp + i] = x < 0 ? -far : -near;
      if (softUp >= 0) m[softUp + i] = x > 0 ? far : near;
      if (logDown >= 0) m[logDown + i] = x > 0 ? -far : -near;
      if (softDown >= 0) m[softDown + i] = x < 0 ? far : near;
    }
  }
};
