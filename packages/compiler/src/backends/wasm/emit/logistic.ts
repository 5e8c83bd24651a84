/** Share one exp(−|x|), one log1p and one division between the functions of e^x at one x, and at −x. */
import { loops } from "@credence/math";
import { argumentsOf } from "../../../graph/node.js";
import type { ArrayGraph, ArrayNode, NodeId } from "../../../graph/types.js";

type Double = loops.Expr<"f64">;

const names = ["invLogit", "logInvLogit", "log1pExp"] as const;
export type LogisticName = (typeof names)[number];

export const isLogistic = (op: string): op is LogisticName => (names as readonly string[]).includes(op);

/** Which of them a graph asks for at a node, or at minus that. */
export function wantedAt({ nodes }: ArrayGraph, root: NodeId): { readonly odds: boolean; readonly logs: boolean } {
  const isRoot = (id: NodeId): boolean => {
    const node = nodes[id] as ArrayNode;
    return id === root || (node.op === "neg" && node.args[0] === root);
  };
  const asked = new Set(
    nodes.filter((node) => isLogistic(node.op) && argumentsOf(node).some(isRoot)).map(({ op }) => op),
  );
  return { odds: asked.has("invLogit"), logs: asked.has("logInvLogit") || asked.has("log1pExp") };
}

/** One of them, of what they share. */
export function logisticValue(shared: Partial<loops.Logistic>, name: LogisticName, negated: boolean): Double {
  const { up, down, softUp, softDown } = shared as loops.Logistic;
  if (name === "invLogit") return negated ? down : up;
  if (name === "log1pExp") return negated ? softDown : softUp;
  return loops.neg(negated ? softUp : softDown);
}
