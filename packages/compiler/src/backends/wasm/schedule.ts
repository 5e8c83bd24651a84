/** Order a graph into few loops: what runs over the same elements and waits for the same sums shares one. */
import { argumentsOf } from "../../graph/node.js";
import type { ArrayGraph, ArrayNode, NodeId } from "../../graph/types.js";
import { alignedArguments, type Role, rolesOf } from "./roles.js";

/** What runs at once. Nodes stand in an order in which they can be computed. */
export type Step =
  | { readonly kind: "scalars"; readonly nodes: readonly NodeId[] }
  /** One loop over `length` elements: values of each element, then sums that take them in. */
  | {
      readonly kind: "loop";
      readonly length: number;
      readonly nodes: readonly NodeId[];
      readonly reductions: readonly NodeId[];
    }
  | { readonly kind: "block"; readonly node: NodeId };

/** Single numbers come first in a round, then loops, then blocks. */
const rank: { readonly [R in Role]: number } = { leaf: -1, scalar: 0, pointwise: 1, reduction: 1, block: 2 };

/**
 * The earliest round of each node. An argument of an earlier kind may come in the same round; a loop's sums, and elements
 * that are looked up, are there in the round after.
 */
function earliestRounds(graph: ArrayGraph, roles: readonly Role[]): number[] {
  const rounds: number[] = [];
  for (const [id, node] of graph.nodes.entries()) {
    const role = roles[id] as Role;
    const aligned = role === "reduction" ? [argumentsOf(node)[0]] : alignedArguments(graph, id);
    const wait = (arg: NodeId): number => {
      const theirs = roles[arg] as Role;
      if (theirs === "leaf") return 0;
      const shared = theirs === role && theirs !== "reduction" ? role !== "pointwise" || aligned.includes(arg) : false;
      const taken = role === "reduction" && theirs === "pointwise" && aligned.includes(arg);
      const before = rank[theirs] < rank[role];
      return (rounds[arg] as number) + (shared || taken || before ? 0 : 1);
    };
    rounds.push(Math.max(0, ...argumentsOf(node).map(wait)));
  }
  return rounds;
}

/**
 * Moves values to the loop that needs them first, where that costs no loads: with at most one argument from a loop, storing
 * that one instead is as cheap.
 */
function sink(graph: ArrayGraph, roles: readonly Role[], rounds: number[]): void {
  const latest: number[] = graph.nodes.map(() => Number.POSITIVE_INFINITY);
  for (let id = graph.nodes.length - 1; id >= 0; id--) {
    const args = argumentsOf(graph.nodes[id] as ArrayNode);
    const own = latest[id] as number;
    const fromLoops = args.filter((arg) => roles[arg] === "pointwise").length;
    if (roles[id] === "pointwise" && own < Number.POSITIVE_INFINITY && fromLoops <= 1)
      rounds[id] = Math.max(own, rounds[id] as number);
    const role = roles[id] as Role;
    const aligned = role === "reduction" || role === "block" ? args : alignedArguments(graph, id);
    for (const arg of args) {
      const by = aligned.includes(arg) ? (rounds[id] as number) : (rounds[id] as number) - 1;
      latest[arg] = Math.min(latest[arg] as number, by);
    }
  }
}

/** The steps of one round. */
function stepsOf(graph: ArrayGraph, roles: readonly Role[], ids: readonly NodeId[]): Step[] {
  const having = (role: Role): NodeId[] => ids.filter((id) => roles[id] === role);
  const scalars = having("scalar");
  const loops = new Map<number, { nodes: NodeId[]; reductions: NodeId[] }>();
  const loopOf = (length: number): { nodes: NodeId[]; reductions: NodeId[] } => {
    const loop = loops.get(length) ?? { nodes: [], reductions: [] };
    loops.set(length, loop);
    return loop;
  };
  const lengthOf = (id: NodeId): number => graph.nodes[id]?.length as number;
  for (const id of having("pointwise")) loopOf(lengthOf(id)).nodes.push(id);
  for (const id of having("reduction"))
    loopOf(lengthOf(argumentsOf(graph.nodes[id] as ArrayNode)[0] as NodeId)).reductions.push(id);
  return [
    ...(scalars.length > 0 ? [{ kind: "scalars", nodes: scalars } as const] : []),
    ...[...loops].map(([length, loop]): Step => ({ kind: "loop", length, ...loop })),
    ...having("block").map((node): Step => ({ kind: "block", node })),
  ];
}

/**
 * Steps that compute all nodes but the leaves. Every argument is computed in the same step, before it is used, or in an
 * earlier one; sums and looked-up elements come from earlier ones.
 */
export function schedule(graph: ArrayGraph): readonly Step[] {
  const roles = rolesOf(graph);
  const rounds = earliestRounds(graph, roles);
  sink(graph, roles, rounds);
  const members: NodeId[][] = [];
  for (const [id, round] of rounds.entries()) {
    if (roles[id] === "leaf") continue;
    while (members.length <= round) members.push([]);
    members[round]?.push(id);
  }
  return members.flatMap((ids) => stepsOf(graph, roles, ids));
}
