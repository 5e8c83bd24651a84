/** Compute on as few elements as there are: shared elements stay single, lookups come after arithmetic. */
import { elementwise } from "@credence/model";
import { argumentsOf, withArguments } from "../node.js";
import { compose, isIdentity, isOnto } from "../positions.js";
import type { ElementwiseNode, NodeId } from "../types.js";
import { type Rule, rule, single } from "./rule.js";

const everyElementwise = Object.keys(elementwise) as ElementwiseNode["op"][];

export const gatherRules: readonly Rule[] = [
  rule(["gather"], "x[0, 1, 2, …] → x", "exact", (b, { args: [x], positions }) =>
    isIdentity(positions, b.node(x).length) ? x : undefined,
  ),
  rule(["gather"], "x[p][q] → x[p[q]]", "exact; one lookup instead of two", (b, { args: [x], positions }) => {
    const inner = b.node(x);
    return inner.op === "gather" ? b.gather(inner.args[0], compose(inner.positions, positions)) : undefined;
  }),
  rule(everyElementwise, "f(repeated s, x) → f(s, x)", "exact; broadcasting is free", (b, node) => {
    const args = argumentsOf(node).map((arg) => single(b, arg));
    const narrow = args.every((arg) => b.node(arg).length === 1);
    if (narrow && node.length > 1) return b.broadcast(b.add(withArguments(node, args, 1)), node.length);
    return args.some((arg, k) => arg !== argumentsOf(node)[k]) ? b.add(withArguments(node, args)) : undefined;
  }),
  rule(
    everyElementwise,
    "f(x[p], y[p], s) → f(x, y, s)[p]",
    "exact; fewer elements to compute, as p reaches every element of x (else elements never asked for might be NaN)",
    (b, node) => {
      const args = argumentsOf(node);
      const lookups = args.map((arg) => b.node(arg)).filter((arg) => arg.length !== 1);
      const [first] = lookups;
      if (first?.op !== "gather") return undefined;
      const { positions } = first;
      const size = b.node(first.args[0]).length;
      const alike = lookups.every(
        (it) => it.op === "gather" && it.positions === positions && b.node(it.args[0]).length === size,
      );
      if (!alike || !isOnto(positions, size)) return undefined;
      const sources = args.map((arg) => (b.node(arg).length === 1 ? arg : (argumentsOf(b.node(arg))[0] as NodeId)));
      return b.gather(b.add(withArguments(node, sources, size)), positions);
    },
  ),
];
