/** Write the density of a variable out with everything that can make it impossible, as lowering does. */
import { apply, dataNode, type ExprNode, insideOf, supportOf } from "@credence/model";
import type { Variable } from "../graph/condition.js";
import { guarded } from "./guarded.js";

/** The log density of the observed values over the dims of the draws; −∞ where parameters or values leave their ranges. */
export function observedDensity({ node, family, values }: Variable): ExprNode {
  const x = dataNode(node.axes, values as Float64Array);
  const args = node.args.map((arg, i) => guarded(arg, family.parameters[i]));
  const conditions = [
    ...(family.requires === undefined || args.every((arg) => arg.known) ? [] : [family.requires.holds(...args)]),
    ...(hasOpenBounds(node) ? [insideOf(x, supportOf(node, args))] : []),
  ];
  return conditions.reduce<ExprNode>(
    // a choice and no sum: outside its range a density may be NaN
    (density, holds) => (holds === undefined ? density : apply("select", holds, density, -Infinity)),
    family.logDensity(x, ...args),
  );
}

/** Whether where a value may lie depends on what is not known. */
function hasOpenBounds(node: ExprNode): boolean {
  const support = supportOf(node);
  const bounds =
    support.kind === "interval" || support.kind === "integer"
      ? [support.lower, support.upper]
      : support.kind === "counts"
        ? [support.total]
        : [];
  return bounds.some((bound) => typeof bound === "object" && !bound.known);
}
