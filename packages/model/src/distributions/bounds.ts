/** Turn parameters that are bounds into parts of a support. */
import type { ExprNode } from "../expr/node.js";
import type { Bound } from "../support.js";

/** A constant as a number, so that simple supports are recognised as such; any other expression as it is. */
export const boundOf = (x: ExprNode): Bound => (x.operation.op === "constant" ? x.operation.value : x);

/** The bounds of a support; infinite ones are left out. */
export function boundsOf(lower: ExprNode, upper: ExprNode): { readonly lower?: Bound; readonly upper?: Bound } {
  const [low, high] = [boundOf(lower), boundOf(upper)];
  return { ...(low === -Infinity ? {} : { lower: low }), ...(high === Infinity ? {} : { upper: high }) };
}
